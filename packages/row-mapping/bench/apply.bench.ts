import { bench, describe } from 'vitest';
import { parseType } from '@proj/clickhouse-types';
// nx-ignore-next-line -- the messages of all benches, no dependency of this package
import { shopColumns } from '../../../tools/messages/shop-columns.js';
// nx-ignore-next-line
import { shopTexts } from '../../../tools/messages/shop-texts.js';
// nx-ignore-next-line
import { wideEvents, type Messages } from '../../../tools/messages/wide-events.js';
import { compileMapping } from '../src/index.js';
import { countingWriter } from './counting-writers.js';

/**
 * Parsing alone is the floor; mapping gets parsed values; both together is what a message costs
 * here.
 */
function compare(name: string, { columns, texts }: Messages): void {
  const { mapping } = compileMapping(
    columns.map((column) => {
      const { type } = parseType(column.type);
      if (!type) throw new Error(column.type);
      return { ...column, type };
    }),
  );
  if (!mapping) throw new Error(`${name} cannot be mapped`);
  const row = mapping.bind(mapping.blockColumns.map(({ type }) => countingWriter(type)));
  const messages = texts.map((text) => ({ text, bytes: Buffer.from(text), value: JSON.parse(text) as unknown }));
  describe(`${texts.length} messages, ${name}, into writers that only count`, () => {
    bench('JSON.parse alone (the floor)', () => {
      for (const { text } of messages) JSON.parse(text);
    });
    bench('mapping', () => {
      for (const { value, bytes } of messages) row.write(value, bytes, 0, bytes.length);
    });
    bench('JSON.parse and mapping', () => {
      for (const { text, bytes } of messages) row.write(JSON.parse(text), bytes, 0, bytes.length);
    });
  });
}

const texts = shopTexts(5_000);
const bad = texts.map((text, i) => (i % 20 === 0 ? text.replace(/"price":[\d.]+/, '"price":"much"') : text));
compare('14 columns of the shop event', { columns: shopColumns, texts });
compare('14 columns of the shop event, 5 % bad', { columns: shopColumns, texts: bad });
for (const columns of [5, 20, 100]) {
  for (const nested of [false, true]) {
    for (const badEvery of [0, 20]) {
      const messages = wideEvents(columns, nested, Math.round(40_000 / columns), badEvery);
      compare(`${columns} columns, ${nested ? 'nested' : 'flat'}, ${badEvery === 0 ? 0 : 5} % bad`, messages);
    }
  }
}
