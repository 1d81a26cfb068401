import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { startEmbeddedClickHouse, type EmbeddedClickHouse, type EmbeddedClickHouseOptions } from '../src/index.js';

/** A data folder for each test, and servers that are stopped when it ends. */
export function ownFolder(): {
  readonly path: () => string;
  start(options?: Partial<EmbeddedClickHouseOptions>): Promise<EmbeddedClickHouse>;
} {
  let path = '';
  let servers: EmbeddedClickHouse[] = [];
  beforeEach(async () => {
    // Characters that a configuration file and a command line must not trip over.
    path = await mkdtemp(join(tmpdir(), 'embedded clickhouse & <ä> '));
  });
  afterEach(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    servers = [];
    await rm(path, { recursive: true, force: true });
  });
  return {
    path: () => path,
    async start(options = {}) {
      const server = await startEmbeddedClickHouse({ dataFolder: path, ...options });
      servers.push(server);
      return server;
    },
  };
}

/** Sends one statement and gives its result without the line break at the end. */
export async function sql(url: string, statement: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', body: statement, headers: { connection: 'close' } });
  const text = (await response.text()).trimEnd();
  if (!response.ok) throw new Error(text);
  return text;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 20));
}
