import type { Column } from '../messages/column.js';
import { fiveFields, shopEvents, twentyFields, type Generator } from '../messages/generate.js';
import { shopColumns } from '../messages/shop-columns.js';

/** One schema and one kind of message. */
export interface BenchCase {
  readonly name: string;
  /** Backlog of the full run. */
  readonly messages: number;
  readonly columns: readonly Column[];
  readonly sortingKey: string;
  /** Each consumption starts at the first message again. */
  readonly messageGenerator: () => Generator;
}

/**
 * Every landing table also has these columns; both sides leave `__value` empty, which is the
 * default.
 */
export const metaColumns = ['__topic', '__partition', '__offset', '__timestamp', '__key'] as const;

const shop: BenchCase = {
  name: 'shop event, 14 + 5 columns',
  // The target for the runner's memory refers to this case.
  messages: 3_000_000,
  sortingKey: 'event, timestamp',
  messageGenerator: shopEvents,
  columns: shopColumns,
};

/** The connector's default data source: the message unchanged, only checked to be JSON. */
const oneColumn: readonly Column[] = [{ name: 'data', type: 'String', path: '$' }];

const fiveColumns: readonly Column[] = [
  { name: 'id', type: 'UInt64', path: '$.id' },
  { name: 'at', type: 'DateTime64(3)', path: '$.at' },
  { name: 'kind', type: 'LowCardinality(String)', path: '$.kind' },
  { name: 'amount', type: 'Float64', path: '$.amount' },
  { name: 'note', type: 'String', path: '$.note' },
];

const twentyColumns: readonly Column[] = [
  ...named('a', 'UInt32'),
  ...named('b', 'DateTime'),
  ...named('cdefgh', 'UInt16'),
  ...named('ij', 'Int32'),
  ...named('klm', 'Float64'),
  ...named('nopq', 'LowCardinality(String)'),
  ...named('r', 'Bool'),
  ...named('s', 'Nullable(UInt32)'),
  ...named('t', 'String'),
];

function named(letters: string, type: string): Column[] {
  return Array.from(letters, (name) => ({ name, type, path: `$.${name}` }));
}

const sizes = [
  { text: '200 B', bytes: 200 },
  { text: '1 KB', bytes: 1_000 },
] as const;

export const allCases: readonly BenchCase[] = [
  shop,
  ...sizes.flatMap(({ text, bytes }): BenchCase[] => [
    {
      name: `1 column, ${text}`,
      messages: 1_000_000,
      columns: oneColumn,
      sortingKey: '__partition, __offset',
      messageGenerator: () => fiveFields(bytes),
    },
    {
      name: `5 columns, ${text}`,
      messages: 1_000_000,
      columns: fiveColumns,
      sortingKey: 'kind, at',
      messageGenerator: () => fiveFields(bytes),
    },
    {
      name: `20 columns, ${text}`,
      messages: 1_000_000,
      columns: twentyColumns,
      sortingKey: 'n, b',
      messageGenerator: () => twentyFields(bytes),
    },
  ]),
];

export function caseNamed(name: string): BenchCase {
  const found = allCases.find((one) => one.name === name);
  if (!found) throw new Error(`Unknown case "${name}".`);
  return found;
}
