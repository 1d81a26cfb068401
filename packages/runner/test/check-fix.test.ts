import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from '../src/cli.js';
import { recordingIo } from './recording-io.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'kafka-ingest-check-'));
  write('shop.connection', 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b:9092\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n');
});
afterEach(() => rmSync(cwd, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(path.join(cwd, name), text);
const read = (name: string): string => readFileSync(path.join(cwd, name), 'utf8');
const orders = (more: string): string =>
  `SCHEMA >\n    id UInt64 \`json:$.id\`\n\nKAFKA_CONNECTION_NAME shop\nKAFKA_GROUP_ID g\n${more}`;

it('check counts the mistakes that it could fix, and changes nothing', async () => {
  write('orders.datasource', orders('KAFKA_TOPPIC t\n'));
  const io = recordingIo({ terminal: false, cwd });
  expect(await main(['check'], io)).toBe(3);
  expect(io.outText()).toContain('= fix: rename to KAFKA_TOPIC');
  expect(io.errText()).toBe('\n1 error. 1 can be fixed with check --fix.\n');
  expect(read('orders.datasource')).toBe(orders('KAFKA_TOPPIC t\n'));
});

it('check --fix reports what it changed and what is left', async () => {
  write('orders.datasource', orders('KAFKA_TOPPIC t\nKAFKA_AUTO_OFFSET_RESET newest\n'));
  const io = recordingIo({ terminal: false, cwd });
  expect(await main(['check', '--fix'], io)).toBe(3);
  expect(read('orders.datasource')).toBe(orders('KAFKA_TOPIC t\nKAFKA_AUTO_OFFSET_RESET newest\n'));
  expect(io.outText()).toContain('orders.datasource:7:25 - error datafile/invalid-value');
  expect(io.errText()).toBe('Fixed orders.datasource\n  line 6: rename to KAFKA_TOPIC\n\n1 error.\n');
});

it('check --fix passes when nothing is left, and writes its report for programs to standard output', async () => {
  write('orders.datasource', orders('KAFKA_TOPPIC t\n'));
  const io = recordingIo({ terminal: false, cwd });
  expect(await main(['check', '--fix', '--format', 'json'], io)).toBe(0);
  expect(JSON.parse(io.outText())).toEqual([]);
  expect(io.errText()).toContain('Fixed orders.datasource\n');
});
