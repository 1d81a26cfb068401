import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { main } from '../src/cli.js';
import { ExitCode } from '../src/exit-code.js';
import { endAnyway, Stopping } from '../src/project/stopping.js';
import { recordingIo } from './recording-io.js';

const never = new Promise<never>(() => undefined);

describe('a stop', () => {
  it('waits for what ends in time, and for nothing beyond its deadline', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const stopping = new Stopping(9_000);
    const begun = vi.fn();
    void stopping.begun.then(begun);
    // Nothing counts before it begins.
    await vi.advanceTimersByTimeAsync(60_000);
    expect([begun.mock.calls.length, stopping.drainMs]).toEqual([0, 7_000]);
    stopping.begin();
    const inTime = stopping.wait('the last batch', new Promise((resolve) => setTimeout(() => resolve('done'), 8_000)));
    const late = stopping.wait('the Kafka client', never, 500);
    await vi.advanceTimersByTimeAsync(8_499);
    expect(await inTime).toBe('done');
    await vi.advanceTimersByTimeAsync(1);
    expect([await late, stopping.open, stopping.leftMs]).toEqual([undefined, ['the Kafka client'], 500]);
  });

  it('ends the process and names what would not close', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const io = recordingIo({ terminal: false });
    const stopping = new Stopping(2_000);
    stopping.begin();
    void stopping.wait('the Kafka client of shop (group g)', never);
    endAnyway(stopping, ExitCode.Done, io);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(io.exits).toEqual([ExitCode.Done]);
    expect(io.errText()).toBe(
      'Exiting although the Kafka client of shop (group g) did not close in time. What was committed stays committed.\n',
    );
  });

  it('is not kept waiting by a ClickHouse that accepts connections and never answers', async () => {
    const cwd = mkdtempSync(path.join(tmpdir(), 'kafka-ingest-stop-'));
    const silent = createServer().listen(0, '127.0.0.1');
    const asked = new Promise((resolve) => silent.once('connection', resolve));
    onTestFinished(() => {
      silent.close();
      rmSync(cwd, { recursive: true });
    });
    await new Promise((resolve) => silent.once('listening', resolve));
    const write = (name: string, text: string): void => writeFileSync(path.join(cwd, name), text);
    write('shop.connection', 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b:9092\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n');
    const kafka = 'KAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC t\nKAFKA_GROUP_ID g\n';
    write('orders.datasource', `SCHEMA >\n    id UInt64 \`json:$.id\`\n\n${kafka}`);
    const { port } = silent.address() as AddressInfo;
    const io = recordingIo({ terminal: true, cwd, env: { CLICKHOUSE_URL: `http://127.0.0.1:${port}/shop` } });
    const running = main(['run', '--stop-timeout', '1s'], io);
    await asked;
    io.signal('SIGTERM');
    expect(await running).toBe(ExitCode.Done);
  });
});

it('a process ends although a thread of its pool is blocked for ever', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kafka-ingest-end-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  // Opening a pipe that nothing writes to blocks the thread, as a close that never answers does.
  const pipe = path.join(folder, 'pipe');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  const end = fileURLToPath(new URL('../src/end-process.ts', import.meta.url));
  const script = `import { open } from 'node:fs';
import { endProcess } from ${JSON.stringify(end)};
open(${JSON.stringify(pipe)}, 'r', () => undefined);
setTimeout(() => endProcess(0), 50);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: path.dirname(end),
    stdio: 'inherit',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [code, signal] = await new Promise<readonly unknown[]>((resolve) =>
    child.once('exit', (...how) => resolve(how)),
  );
  expect([code, signal]).toEqual([null, 'SIGKILL']);
});
