import { randomBytes } from 'node:crypto';
import { createBlockBuilder, createClickHouse, type BlockBuilder, type ClickHouse } from '@proj/clickhouse-sink';
import { jsonCodec, packField, type PackedField } from '@proj/codecs';
import { compileMapping, type MappedColumn, type RowMapping } from '@proj/row-mapping';
import { afterAll, beforeAll, inject } from 'vitest';
import { typeOf } from '../support/pipelines.js';

/** A database of the test file's own, in the server of this run. */
export function ownDatabase(): ClickHouse {
  const name = `oracle_${randomBytes(6).toString('hex')}`;
  const clickhouse = createClickHouse({ url: `${inject('clickhouseUrl')}/${name}` });
  beforeAll(() => clickhouse.command(`CREATE DATABASE ${name}`, { database: '' }));
  afterAll(async () => {
    await clickhouse.command(`DROP DATABASE ${name} SYNC`, { database: '' });
    await clickhouse.close();
  });
  return clickhouse;
}

let tables = 0;
export const newTable = (): string => `t${++tables}`;

export type Column = readonly [name: string, type: string, options?: Partial<MappedColumn>];

export function mappingOf(columns: readonly Column[]): RowMapping {
  const { mapping, problems } = compileMapping(
    columns.map(([name, type, more]) => ({ name, type: typeOf(type), path: `$.${name}`, ...more })),
  );
  if (!mapping) throw new Error(problems.map((one) => `${one.column}: ${one.diagnostic.message}`).join('\n'));
  return mapping;
}

/**
 * What became of messages: the block of those that are rows, each numbered in a column `n`; and why
 * the others are none.
 */
export interface Mapped {
  readonly builder: BlockBuilder;
  /** By the number of the message: why it is no row. */
  readonly rejected: ReadonlyMap<number, string>;
}

/** The way of every message: codec, mapping, block. `first`: the number of the first one. */
export function mapMessages(columns: readonly Column[], messages: readonly (string | Uint8Array)[], first = 0): Mapped {
  return mapField(mappingOf(columns), packField(messages), first);
}

/** The same for messages that are packed already. */
export function mapField(mapping: RowMapping, field: PackedField, first: number): Mapped {
  const builder = createBlockBuilder([{ name: 'n', type: typeOf('UInt32') }, ...mapping.blockColumns]);
  const [number, ...writers] = builder.writers;
  if (number?.form !== 'number') throw new Error('n is no number');
  const row = mapping.bind(writers);
  const { values, failures } = jsonCodec.decode(field, mapping.need);
  const rejected = new Map<number, string>();
  for (let i = 0; i < field.count; i++) {
    const failure = failures?.get(i);
    const rejections = failure ? [failure] : row.write(values[i], field.bytes, field.start[i]!, field.end[i]!);
    if (rejections) {
      rejected.set(first + i, rejections.map((one) => one.message).join('\n'));
      continue;
    }
    number.add(first + i);
    builder.endRow();
  }
  return { builder, rejected };
}

export async function insert(clickhouse: ClickHouse, table: string, { builder }: Mapped): Promise<void> {
  if (builder.rows === 0) return;
  const queryId = `oracle:${table}:${randomBytes(6).toString('hex')}`;
  await clickhouse.insert({ database: clickhouse.database, table, block: builder.finish(), queryId });
}

/** Everything as text where JSON has no exact number. */
const READ = {
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_64bit_floats: 1,
  output_format_json_quote_decimals: 1,
  output_format_json_quote_denormals: 1,
  output_format_json_named_tuples_as_objects: 1,
};

/** A value as it is read back: each single value as text. */
export type Tree = string | null | readonly Tree[] | { readonly [key: string]: Tree };

export const leaves = (value: unknown): Tree =>
  value === null || value === undefined
    ? null
    : Array.isArray(value)
      ? value.map(leaves)
      : typeof value === 'object'
        ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, leaves(one)]))
        : `${value as string | number | boolean}`;

/** Rows of arrays of values. `settings`: they say also how `toString` shows numbers in JSON. */
export async function read(
  clickhouse: ClickHouse,
  sql: string,
  settings: Readonly<Record<string, number>> = READ,
): Promise<readonly (readonly Tree[])[]> {
  const text = await clickhouse.query(sql, { format: 'JSONCompactEachRow', settings });
  return text.split('\n').flatMap((line) => (line === '' ? [] : [(JSON.parse(line) as unknown[]).map(leaves)]));
}
