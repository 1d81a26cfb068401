import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from '../src/cli.js';
import { recordingIo } from './recording-io.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'kafka-ingest-named-'));
  mkdirSync(path.join(cwd, 'shop', 'datasources'), { recursive: true });
  write('shop/shop.connection', 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b:9092\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n');
  write('shop/datasources/good.datasource', datasource('UInt64', 'a'));
  write('shop/datasources/bad.datasource', datasource('UInt23', 'b'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(path.join(cwd, name), text);
const datasource = (type: string, group: string): string =>
  `SCHEMA >\n    id ${type} \`json:$.id\`\n\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC t\nKAFKA_GROUP_ID ${group}\n`;

async function command(...argv: string[]) {
  const io = recordingIo({ terminal: false, cwd });
  return { code: await main(argv, io), out: io.outText(), err: io.errText() };
}

it.each([
  ['check', 'shpo'],
  ['deploy', 'shpo'],
  ['run', 'shpo'],
  ['fmt', 'shpo'],
  ['explain', 'good', '--project', 'shpo'],
  ['sql', 'SELECT 1', '--project', 'shpo'],
  ['connection', 'check', 'shop', '--project', 'shpo'],
])('%s %s %s %s: a missing folder is wrong usage, and is answered with the one that was meant', async (...argv) => {
  const { code, err } = await command(...argv);
  expect([code, err]).toEqual([2, '✗ There is no folder shpo. Did you mean shop?\n']);
});

it.each(['check', 'run', 'fmt'])('%s answers a folder without datafiles with those that have some', async (name) => {
  const { code, err } = await command(name);
  expect([code, err]).toEqual([2, '✗ There are no datafiles in this folder. There are some in: shop.\n']);
});

it('check accepts a file, checks it within its project, and reports only the problems in that file', async () => {
  const good = await command('check', 'shop/datasources/good.datasource');
  expect(good).toEqual({ code: 0, out: '', err: '✓ Nothing wrong in shop/datasources/good.datasource.\n' });
  const bad = await command('check', 'shop/datasources/bad.datasource', '--format', 'json');
  expect(bad.code).toBe(3);
  const reports = JSON.parse(bad.out) as readonly { readonly path: string }[];
  expect(new Set(reports.map((one) => one.path))).toEqual(new Set(['shop/datasources/bad.datasource']));
  // Its connection is found, although it is in another file.
  expect(bad.out).not.toContain('unknown-connection');
});

it('commands that need a whole project say so when given a file', async () => {
  for (const argv of [
    ['run', 'shop/shop.connection'],
    ['check', '--fix', 'shop/datasources/bad.datasource'],
  ]) {
    const { code, err } = await command(...argv);
    expect(code).toBe(2);
    expect(err).toMatch(/ is a file\. Name the folder of its project: shop\n$/);
  }
  write('notes.txt', '');
  expect(await command('check', 'notes.txt')).toMatchObject({
    code: 2,
    err: expect.stringContaining('notes.txt is a file, but not a datafile.') as string,
  });
});
