import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedClickHouse, type EmbeddedClickHouse } from '@proj/embedded-clickhouse';
import { onTestFinished } from 'vitest';
import { freePorts } from '../../../tools/servers/free-ports.js';
import { startFaultProxy, type FaultProxy } from '../../support/fault-proxy.js';

/** A ClickHouse server that belongs to the test, so that it survives the runner. */
export interface ProxiedClickHouse {
  /** For questions: never disturbed. */
  readonly direct: string;
  /** For the runner. */
  readonly proxied: string;
  readonly proxy: FaultProxy;
  /** SIGKILL. Address and data stay for `restart`. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Stops the process without ending it: connections are accepted, and nothing answers. */
  freeze(): void;
  thaw(): void;
}

/** Starts both; they end with the test. */
export async function startProxiedClickHouse(): Promise<ProxiedClickHouse> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'clickhouse-chaos-'));
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 }));
  const [port = 0] = await freePorts(1);
  const start = (): Promise<EmbeddedClickHouse> => startEmbeddedClickHouse({ dataFolder, port });
  let server = await start();
  const signal = (name: NodeJS.Signals): void => void process.kill(server.pid, name);
  onTestFinished(() => server.stop());
  const proxy = await startFaultProxy(port);
  onTestFinished(() => proxy.close());
  const proxied = new URL(server.url);
  proxied.port = String(proxy.port);
  return {
    direct: server.url,
    proxied: proxied.href,
    proxy,
    async kill() {
      signal('SIGKILL');
      await server.exited;
    },
    async restart() {
      server = await start();
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
  };
}
