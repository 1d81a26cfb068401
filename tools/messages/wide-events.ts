import type { Column } from './column.js';

/** Messages, and the columns they are mapped to. */
export interface Messages {
  readonly columns: readonly Column[];
  /** JSON, all ASCII. */
  readonly texts: readonly string[];
}

/** One of each common kind: the type, and the value in message `i`. */
const KINDS: readonly (readonly [type: string, value: (i: number, column: number) => unknown])[] = [
  ['UInt32', (i, c) => i * 7 + c],
  ['LowCardinality(String)', (i, c) => `kind-${(i + c) % 12}`],
  ['Float64', (i, c) => Math.round((i + c) * 137.13) / 100],
  ['DateTime64(3)', (i) => new Date(1_760_000_000_000 + i * 10).toISOString()],
  ['Nullable(String)', (i, c) => ((i + c) % 3 === 0 ? null : `text of ${i}`)],
  ['Decimal(18, 4)', (i, c) => (i * 31 + c) / 100],
  ['Bool', (i) => i % 2 === 0],
  ['Array(String)', (i, c) => [`a${i % 9}`, `b${c}`]],
  ['Int64', (i, c) => i * 1_000_003 + c],
  ["Enum8('low' = 1, 'high' = 2)", (i) => (i % 2 === 0 ? 'low' : 'high')],
];

/**
 * Messages for `columns` columns. `nested`: in groups of five members of an object, two levels
 * down. `badEvery`: one message in this many has a last value that its column rejects; 0 for none.
 */
export function wideEvents(columns: number, nested: boolean, count: number, badEvery: number): Messages {
  const kind = (c: number): (typeof KINDS)[number] => KINDS[c % KINDS.length] ?? ['String', () => ''];
  const group = (c: number): string => `group_${Math.floor(c / 5)}`;
  const texts = Array.from({ length: count }, (_, i) => {
    const data: Record<string, Record<string, unknown>> = {};
    const flat: Record<string, unknown> = {};
    for (let c = 0; c < columns; c++) {
      const bad = badEvery > 0 && i % badEvery === 0 && c === columns - 1;
      const value = bad ? { wrong: [] } : kind(c)[1](i, c);
      flat[`field_${c}`] = value;
      (data[group(c)] ??= {})[`field_${c}`] = value;
    }
    return JSON.stringify(nested ? { data } : flat);
  });
  return {
    columns: Array.from({ length: columns }, (_, c) => ({
      name: `c${c}`,
      type: kind(c)[0],
      path: nested ? `$.data.${group(c)}.field_${c}` : `$.field_${c}`,
    })),
    texts,
  };
}
