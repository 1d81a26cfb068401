import { bench, describe } from 'vitest';
import type { RowMapping } from '../src/index.js';
import { countingWriter } from './counting-writers.js';
import { shopEvents } from './shop-events.js';
import { shopMapping } from './shop-mapping.js';
import { wideMessages } from './wide-mapping.js';

/** Parsing alone is the floor; mapping gets parsed values; both together is what a message costs here. */
function compare(name: string, mapping: RowMapping, texts: readonly string[]): void {
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

const shop = shopEvents(5_000);
compare('14 columns of the shop event', shopMapping(), shop);
compare(
  '14 columns of the shop event, 5 % bad',
  shopMapping(),
  shop.map((text, i) => (i % 20 === 0 ? text.replace(/"price":[\d.]+/, '"price":"much"') : text)),
);
for (const columns of [5, 20, 100]) {
  for (const nested of [false, true]) {
    for (const badEvery of [0, 20]) {
      const { mapping, texts } = wideMessages(columns, nested, Math.round(40_000 / columns), badEvery);
      compare(`${columns} columns, ${nested ? 'nested' : 'flat'}, ${badEvery === 0 ? 0 : 5} % bad`, mapping, texts);
    }
  }
}
