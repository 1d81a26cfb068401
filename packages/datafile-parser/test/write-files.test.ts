import {
  chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync,
} from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { DatafileWriteError, fixProject, formatFiles } from '../src/node.js';
import { writeDatafile } from '../src/node/write-datafile.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datafiles-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string | Uint8Array): void => writeFileSync(join(folder, name), text);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const schema = 'SCHEMA >\n    id UInt64 `json:$.id`\n';

describe('fixing a project', () => {
  it('writes what it fixed, including what that uncovered, and reports it', async () => {
    write('shop.connection', 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b\n');
    write(
      'orders.datasource',
      `${schema}VERSION 1\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC t\nKAFKA_GROUP_ID g\nKAFKA_STORE_RAW_VALUE True\nKAFKA_AUTO_OFFSET_RSET earlest\n`,
    );
    const fixed = await fixProject(folder, { relativeTo: folder });
    expect(fixed.map(({ path, applied }) => [path, applied.map((one) => one.fix?.title)])).toEqual([
      ['orders.datasource', ['remove the line', 'rename to KAFKA_AUTO_OFFSET_RESET', 'write earliest']],
    ]);
    expect(read('orders.datasource')).toBe(
      `${schema}KAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC t\nKAFKA_GROUP_ID g\nKAFKA_STORE_RAW_VALUE True\nKAFKA_AUTO_OFFSET_RESET earliest\n`,
    );
    expect(await fixProject(folder, { relativeTo: folder })).toEqual([]);
  });

  it('puts included files right too, once, wherever they are included', async () => {
    write('a.datasource', `${schema}INCLUDE "kafka_$STAGE.incl"\n`);
    write('b.datasource', `${schema}INCLUDE "kafka_$STAGE.incl"\n`);
    write('kafka_test.incl', 'KAFKA_CONNECTION_NAME shop\nKAFKA_TOPPIC $STAGE\nKAFKA_GROUP_ID g\n');
    const fixed = await fixProject(folder, { relativeTo: folder, variables: { STAGE: 'test' } });
    expect(fixed.map(({ path, applied }) => [path, applied.length])).toEqual([['kafka_test.incl', 1]]);
    expect(read('kafka_test.incl')).toBe('KAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC $STAGE\nKAFKA_GROUP_ID g\n');
  });

  it('fixing keeps line ends, a byte-order mark, permissions and links, and leaves no other file behind', async () => {
    write('real.txt', `\uFEFF${schema.replaceAll('\n', '\r\n')}VERSION 1\r\n`);
    chmodSync(join(folder, 'real.txt'), 0o640);
    symlinkSync(join(folder, 'real.txt'), join(folder, 'a.datasource'));
    await fixProject(folder);
    expect(read('real.txt')).toBe(`\uFEFF${schema.replaceAll('\n', '\r\n')}`);
    expect(statSync(join(folder, 'real.txt')).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(folder, 'a.datasource')).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['a.datasource', 'real.txt']);
  });

  it('fixing leaves files alone that are not UTF-8 or contain nothing to fix', async () => {
    const bytes = Buffer.concat([Buffer.from('VERSION 1 '), Buffer.from([0xf6])]);
    write('a.datasource', bytes);
    write('b.datasource', schema);
    const before = statSync(join(folder, 'b.datasource'), { bigint: true });
    expect(await fixProject(folder)).toEqual([]);
    expect(readFileSync(join(folder, 'a.datasource')).equals(bytes)).toBe(true);
    const after = statSync(join(folder, 'b.datasource'), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  it('fixing reports a file that cannot be written, and leaves its old content and nothing else', async () => {
    mkdirSync(join(folder, 'a.datasource'));
    const failure = await writeDatafile(join(folder, 'a.datasource'), schema, { shown: 'a.datasource', folder }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(DatafileWriteError);
    expect(failure).toMatchObject({ code: 'datafile/unwritable-file', retryable: false, path: 'a.datasource' });
    expect(String(failure)).toContain('a.datasource cannot be written: it is not a regular file.');
    expect(readdirSync(folder)).toEqual(['a.datasource']);
  });

  it('fixing does nothing in a folder that does not exist', async () => {
    expect(await fixProject(join(folder, 'missing'))).toEqual([]);
  });
});

describe('formatting files', () => {
  it('formatting takes files and folders, and each file once', async () => {
    mkdirSync(join(folder, 'datasources'));
    write('datasources/a.datasource', schema);
    write('b.connection', 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b\n');
    const { count, diagnostics } = await formatFiles(['.', 'b.connection'], { relativeTo: folder });
    expect(count).toBe(2);
    expect(diagnostics).toEqual([]);
  });

  it('formatting reports what does not exist as what it was probably meant to be', async () => {
    mkdirSync(join(folder, 'empty'));
    const { diagnostics } = await formatFiles(['gone.datasource', 'gone', 'empty'], { relativeTo: folder });
    expect(diagnostics.map((one) => one.code).sort()).toEqual([
      'datafile/folder-not-found',
      'datafile/no-datafiles',
      'datafile/unreadable-file',
    ]);
  });
});
