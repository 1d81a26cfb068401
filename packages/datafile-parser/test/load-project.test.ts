import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { formatDiagnostics } from '@proj/diagnostics';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { templateText } from '../src/index.js';
import { loadProject } from '../src/node.js';
import { reportPath } from './support/fixtures.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datafiles-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const connection = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS broker:9092\n';
const datasource = 'SCHEMA >\n    id UInt64 `json:$.id`\n';

function write(path: string, content: string | Uint8Array): void {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
}

it('finds datafiles in the folder and below datasources and connections, and nowhere else', async () => {
  write('a.datasource', datasource);
  write('b.connection', connection);
  write('datasources/shop/eu/c.datasource', datasource);
  write('connections/d.connection', connection);
  write('notes/e.datasource', 'SCHEMA');
  write('datasources/node_modules/f.datasource', 'SCHEMA');
  write('datasources/.git/g.datasource', 'SCHEMA');
  write('datasources/README.md', 'nothing');
  const { project, files, diagnostics } = await loadProject(folder, { relativeTo: folder });
  expect(diagnostics).toEqual([]);
  expect(files.map((one) => one.path)).toEqual([
    'a.datasource',
    'b.connection',
    'connections/d.connection',
    'datasources/shop/eu/c.datasource',
  ]);
  expect(project.files).toHaveLength(4);
});

it('shows the full path of files outside the folder that paths are relative to', async () => {
  write('a.datasource', datasource);
  const { files } = await loadProject(folder, { relativeTo: join(folder, 'elsewhere') });
  expect(files[0]?.path).toBe(join(folder, 'a.datasource'));
});

it('keeps a byte-order mark, so that offsets are those of the file', async () => {
  write('a.datasource', `\uFEFF${datasource}`);
  const { files, diagnostics } = await loadProject(folder, { relativeTo: folder });
  expect(diagnostics).toEqual([]);
  expect(files[0]?.text.charCodeAt(0)).toBe(0xfeff);
});

const report = async (path: string): Promise<string> => {
  const { diagnostics } = await loadProject(path, { relativeTo: folder });
  return `${formatDiagnostics(diagnostics).replaceAll(folder, '/project')}\n`;
};

it('says that a folder is not there', async () => {
  await expect(await report(join(folder, 'missing'))).toMatchFileSnapshot(reportPath('folder-not-found'));
});

it('says that a folder holds no datafiles', async () => {
  await expect(await report(folder)).toMatchFileSnapshot(reportPath('no-datafiles'));
});

it('says which file cannot be read, and reads the others', async () => {
  write('a.datasource', `${datasource}KAFKA_TOPPIC orders\n`);
  symlinkSync(join(folder, 'gone'), join(folder, 'b.datasource'));
  await expect(await report(folder)).toMatchFileSnapshot(reportPath('unreadable-file'));
});

it('points at the first byte that is not UTF-8', async () => {
  write(
    'a.datasource',
    Buffer.concat([Buffer.from('# größe\nSCHEMA >\n    gr'), Buffer.from([0xf6]), Buffer.from('sse UInt8\n')]),
  );
  await expect(await report(folder)).toMatchFileSnapshot(reportPath('invalid-utf8'));
});

it.each([
  ['a truncated sequence at the end', [0x61, 0xe2, 0x82], 1],
  ['a truncated sequence whose first bytes equal the replacement mark', [0x61, 0xef, 0xbf], 1],
  ['a stray continuation byte', [0x80], 0],
  ['an overlong form', [0xc3, 0xa9, 0xc0, 0x80], 2],
  ['a surrogate', [0x61, 0x62, 0xed, 0xa0, 0x80], 2],
])('finds %s', async (_, bytes, offset) => {
  write('a.datasource', Uint8Array.from(bytes));
  const { diagnostics } = await loadProject(folder, { relativeTo: folder });
  expect(diagnostics[0]?.message).toContain(`at offset ${offset} `);
});

it('reads files of settings that others include, from where those stand', async () => {
  write('connections/shop.connection', connection);
  write('datasources/orders.datasource', `${datasource}INCLUDE "../includes/kafka_\${STAGE}.incl" "TOPIC=orders"\n`);
  write('includes/kafka_test.incl', 'KAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC $TOPIC\nKAFKA_GROUP_ID $TOPIC-1 \n');
  write('includes/a_node.incl', 'NODE a\nSQL >\n    SELECT 1\n');
  const { project, diagnostics } = await loadProject(folder, { relativeTo: folder, variables: { STAGE: 'test' } });
  expect(diagnostics.map((one) => one.code)).toEqual(['datafile/deprecated-include']);
  const [orders] = project.kafkaDatasources;
  expect(orders && [orders.topic, orders.groupId].map(templateText)).toEqual(['orders', 'orders-1']);
  // A place in an included file is one of that file.
  const { file, span } = orders?.groupId ?? {};
  expect([file?.path, file?.text.slice(span?.start, span?.end)]).toEqual(['includes/kafka_test.incl', '$TOPIC-1']);
});
