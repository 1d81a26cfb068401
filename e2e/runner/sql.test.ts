import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { kafkaIngest } from '../support/kafka-ingest.js';

async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sql-e2e-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

it('an answer larger than the memory limit ends quietly when its reader goes away', async () => {
  const folder = await ownFolder();
  const binary = fileURLToPath(new URL('../../packages/runner/bin/kafka-ingest.js', import.meta.url));
  const { CLICKHOUSE_URL: _, ...env } = process.env;
  const query = 'SELECT number FROM numbers(100000000000)';
  const child = spawn(process.execPath, [binary, 'sql', query, '--data-folder', folder], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  expect(first.toString()).toMatch(/^number\n0\n1\n/);
  child.stdout.destroy();
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(log).toBe('');
});

it('an answer that breaks off is reported, and the command exits with 1', async () => {
  const query = 'SELECT throwIf(number = 300000) FROM numbers(1000000) SETTINGS max_block_size = 1000';
  const { code, log, output } = await kafkaIngest(['sql', query, '--data-folder', await ownFolder()]);
  expect(code).toBe(1);
  expect(log).toMatch(/^✗ [^\n]*\(error 395\)/);
  expect(output).toMatch(/^[^\n]+\n(0\n)+$/);
});
