import { bench, describe } from 'vitest';
import { countingWriter } from './counting-writers.js';
import { shopEvents } from './shop-events.js';
import { shopMapping } from './shop-mapping.js';

const COUNT = 5_000;

const texts = shopEvents(COUNT);
const values = texts.map((text): unknown => JSON.parse(text));
const fivePercentBad = values.map((value, i) => (i % 20 === 0 ? { ...(value as object), price: 'much' } : value));

const mapping = shopMapping();
const row = mapping.bind(mapping.blockColumns.map(({ type }) => countingWriter(type)));
const none = new Uint8Array(0);

describe(`${COUNT} shop events, 14 columns, into writers that only count`, () => {
  bench('JSON.parse alone (the floor)', () => {
    for (const text of texts) JSON.parse(text);
  });
  bench('mapping', () => {
    for (const value of values) row.write(value, none, 0, 0);
  });
  bench('mapping, 5 % bad', () => {
    for (const value of fivePercentBad) row.write(value, none, 0, 0);
  });
});
