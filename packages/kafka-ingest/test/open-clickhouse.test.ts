import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ClickHouse } from '@proj/clickhouse-sink';
import { expect, it, onTestFinished } from 'vitest';
import { openClickHouse, type OpenClickHouse } from '../src/index.js';

interface Opened {
  readonly opened: OpenClickHouse;
  readonly dataFolder: string;
  /** What was told, in order. */
  readonly told: readonly (string | undefined)[];
  /** Resolves when a matching text, or undefined, is told from now on. */
  readonly tells: (pattern: RegExp | undefined) => Promise<void>;
}

async function open(): Promise<Opened> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'open-clickhouse-'));
  const told: (string | undefined)[] = [];
  const listeners = new Set<(text: string | undefined) => void>();
  const opened = await openClickHouse({
    dataFolder,
    onProblem(text) {
      told.push(text);
      for (const listener of listeners) listener(text);
    },
  });
  onTestFinished(async () => {
    await opened.close();
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  });
  const tells = (pattern: RegExp | undefined): Promise<void> =>
    new Promise((resolve) =>
      listeners.add((text) => {
        if (text === undefined ? pattern === undefined : pattern?.test(text)) resolve();
      }),
    );
  return { opened, dataFolder, told, tells };
}

const ask = (clickhouse: ClickHouse, sql: string): Promise<string> => clickhouse.query(sql, { format: 'TSV' });

it('an embedded server that is killed comes back at the same address with its rows, however often', async () => {
  const { opened, told, tells } = await open();
  const { clickhouse } = opened;
  await clickhouse.command('CREATE TABLE kept (id UInt32) ENGINE = MergeTree ORDER BY id');
  for (const round of [1, 2]) {
    await clickhouse.command(`INSERT INTO kept VALUES (${round})`);
    const pid = opened.pid ?? 0;
    const back = tells(undefined);
    process.kill(pid, 'SIGKILL');
    await back;
    expect(opened.pid).not.toBe(pid);
    expect(told.some((text) => text?.includes(`process ${pid}, was ended by SIGKILL`))).toBe(true);
    expect(await ask(clickhouse, 'SELECT count() FROM kept')).toBe(`${round}\n`);
  }
});

it('it is tried until it works when it cannot be started again at first', async () => {
  const { opened, tells } = await open();
  const problem = tells(/port \d+ of 127\.0\.0\.1 is taken\. Starting it again in [\d.]+ s/);
  const back = tells(undefined);
  const squatter = createServer();
  onTestFinished(() => void squatter.close());
  process.kill(opened.pid ?? 0, 'SIGKILL');
  // Whoever comes first has the port; the server's start looks and needs a moment.
  const port = Number(new URL(opened.publicUrl).port);
  while (!squatter.listening) {
    await new Promise<void>((resolve) => {
      squatter.once('error', () => setTimeout(resolve, 1));
      squatter.listen(port, '127.0.0.1', resolve);
    });
  }
  await problem;
  squatter.close();
  await back;
  expect(await ask(opened.clickhouse, 'SELECT 1')).toBe('1\n');
});

it('after close() it stays away, also when it had just been killed', async () => {
  const { opened, dataFolder, told } = await open();
  process.kill(opened.pid ?? 0, 'SIGKILL');
  await opened.close();
  const { findRunningServer } = await import('@proj/embedded-clickhouse');
  expect(await findRunningServer(path.join(dataFolder, 'clickhouse'))).toBeUndefined();
  expect(told).not.toContain(undefined);

  const second = await open();
  await second.opened.close();
  expect(second.told).toEqual([]);
});
