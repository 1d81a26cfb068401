import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applyPatch } from 'diff';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from '../src/cli.js';
import { recordingIo } from './recording-io.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'kafka-ingest-fmt-'));
  write('untidy.datasource', untidy);
});
afterEach(() => rmSync(cwd, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(path.join(cwd, name), text);
const read = (name: string): string => readFileSync(path.join(cwd, name), 'utf8');
const untidy = `KAFKA_GROUP_ID   g
KAFKA_TOPIC t # what it reads
KAFKA_CONNECTION_NAME shop
SCHEMA >
  id    UInt64   \`json:$.id\`,
        name String
`;

it('fmt rewrites and lists files that are not in canonical form', async () => {
  const io = recordingIo({ terminal: false, cwd });
  expect(await main(['fmt'], io)).toBe(0);
  expect(io.outText()).toBe('untidy.datasource\n');
  expect(io.errText()).toBe('1 of 1 file changed.\n');
  expect(read('untidy.datasource')).not.toBe(untidy);

  const again = recordingIo({ terminal: false, cwd });
  expect(await main(['fmt', 'untidy.datasource'], again)).toBe(0);
  expect(again.outText()).toBe('');
  expect(again.errText()).toBe('✓ 1 file looked at, nothing to change.\n');
});

it('fmt --check shows the same change as a patch, and leaves the file unchanged', async () => {
  const io = recordingIo({ terminal: false, cwd });
  expect(await main(['fmt', '--check'], io)).toBe(1);
  expect(read('untidy.datasource')).toBe(untidy);
  expect(io.outText()).toMatch(/^--- a\/untidy\.datasource\n\+\+\+ b\/untidy\.datasource\n@@ -1,6 /);
  const patched = applyPatch(untidy, io.outText());

  expect(await main(['fmt'], recordingIo({ terminal: false, cwd }))).toBe(0);
  expect(patched).toBe(read('untidy.datasource'));
  expect(await main(['fmt', '--check'], recordingIo({ terminal: false, cwd }))).toBe(0);
});

it('fmt counts the files it could not format, and exits with the code for invalid datafiles', async () => {
  write('broken.datasource', 'SCHEMA >\n  id UInt64 `json:$.id\n');
  const io = recordingIo({ terminal: false, cwd });
  expect(await main(['fmt', '--check'], io)).toBe(3);
  expect(io.errText()).toMatch(/\n1 of 2 files would be changed, 1 could not be formatted\.\n$/);
  const alone = recordingIo({ terminal: false, cwd });
  expect(await main(['fmt', 'broken.datasource'], alone)).toBe(3);
  expect(alone.errText()).toMatch(/\n1 file looked at, nothing changed, 1 could not be formatted\.\n$/);
});

it('fmt changes nothing when one of its files does not exist, and suggests the one that was meant', async () => {
  const io = recordingIo({ terminal: false, cwd });
  expect(await main(['fmt', 'untidy.datasource', 'untydi.datasource'], io)).toBe(2);
  expect(io.errText()).toBe('✗ There is no file untydi.datasource. Did you mean untidy.datasource?\n');
  expect(read('untidy.datasource')).toBe(untidy);
});
