import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { main } from '../src/cli.js';
import { ExitCode } from '../src/exit-code.js';
import { recordingIo } from './recording-io.js';

it('run stops at the first signal while it waits for ClickHouse, and exits at the second with 1', async () => {
  const cwd = mkdtempSync(path.join(tmpdir(), 'kafka-ingest-signals-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  const write = (name: string, text: string): void => writeFileSync(path.join(cwd, name), text);
  write('shop.connection', 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b:9092\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n');
  write(
    'orders.datasource',
    'SCHEMA >\n    id UInt64 `json:$.id`\n\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC t\nKAFKA_GROUP_ID g\n',
  );
  // Nothing listens on port 1, so the command keeps trying.
  const io = recordingIo({ terminal: true, cwd, env: { CLICKHOUSE_URL: 'http://127.0.0.1:1/shop' } });
  const failing = new Promise<void>((resolve) => {
    const err = io.err.bind(io);
    io.err = (text) => {
      err(text);
      if (text.includes('Trying again')) resolve();
    };
  });
  const running = main(['run'], io);
  await failing;
  io.signal('SIGINT');
  expect(io.exits).toEqual([]);
  io.signal('SIGTERM');
  expect(io.exits).toEqual([ExitCode.FailedWhileRunning]);
  expect(await running).toBe(ExitCode.Done);
  expect(io.errText()).toContain('SIGINT: writing what was read, then committing. Send it again to exit at once.');
});
