import { expect, it } from 'vitest';
import { createBlockBuilder } from '../src/index.js';
import { ownDatabase, send, type } from './server.js';
import { write } from './write-value.js';

const { clickhouse } = ownDatabase();

const TEXTS = ['2026-01-01', '2026-1-1', '2026-01-01 00:00:00', '2026-01-31T10:00:00+02:00', '2026-01-31 10:00:00.1', '1', '20260131', ' 2026-01-01', '2026-01-31 25:00:00', 'true', '1.50'] as const; // prettier-ignore

/** What ClickHouse shows of a member `a` with these values, all in one block. */
async function land(table: string, column: string, json: (value: string) => string, values: readonly string[]) {
  await clickhouse.command(`CREATE TABLE ${table} (n UInt32, v ${column}) ENGINE = Memory`);
  const block = createBlockBuilder([{ name: 'n', type: type('UInt32') }, { name: 'v', type: type(column) }]); // prettier-ignore
  for (const [n, value] of values.entries()) {
    write(block.writers[0]!, n);
    write(block.writers[1]!, json(value));
    block.endRow();
  }
  await send(clickhouse, table, block.finish());
  const shown = await clickhouse.query(`SELECT toJSONString(v) FROM ${table} ORDER BY n`, { format: 'TSVRaw' });
  return shown.trimEnd().split('\n');
}

it('texts in JSON stay texts as they are, though they look like times and stand beside such', async () => {
  const objects = TEXTS.map((text) => JSON.stringify({ a: text, b: [text], c: { d: [{ e: text }] } }));
  expect(await land('texts', 'JSON', (value) => value, objects)).toEqual(objects);
});

it('true and false in an array of JSON do not become numbers beside numbers', async () => {
  expect(await land('truth', 'JSON', (value) => value, ['{"a":[true,1]}'])).toEqual(['{"a":[true,1]}']);
});
