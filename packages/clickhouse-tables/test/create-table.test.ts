import { describe, expect, it } from 'vitest';
import { createTableStatement, quarantineTable, type TableDefinition } from '../src/index.js';
import { ownDatabase, type } from './server.js';

const { server, name: database } = ownDatabase();

const columns = (text: string): TableDefinition['columns'] =>
  text.split('; ').map((column) => {
    const [name = '', ...rest] = column.split(' ');
    return { name, type: type(rest.join(' ')) };
  });

const table = (name: string, definition: Partial<TableDefinition> = {}): TableDefinition => ({
  database,
  name,
  columns: columns('id UInt32; at DateTime; s String'),
  engine: {},
  ...definition,
});

/** Creates the table and returns its engine as ClickHouse prints it. */
async function engineOf(definition: TableDefinition): Promise<string> {
  await server.command(createTableStatement(definition));
  const query = `SELECT engine_full FROM system.tables WHERE database = '${database}' AND name = '${definition.name}'`;
  return (await server.query(query, { format: 'TSVRaw' })).trim();
}

const WINDOW = 'SETTINGS non_replicated_deduplication_window = 10000, index_granularity = 8192';

it('the statement is plain SQL that a person can read', () => {
  const definition = table('events', {
    columns: [
      { name: 'id', type: type('UInt32') },
      { name: 'order', type: type('LowCardinality(String)'), defaultExpression: "'none'", codec: 'ZSTD(3)' },
    ],
    indexes: [{ name: 'by_order', expression: 'lower(order)', type: 'bloom_filter(0.01)', granularity: 4 }],
    engine: {
      sortingKey: 'id',
      partitionKey: 'id % 10',
      ttl: 'toDate(id)',
      settings: [{ name: 'index_granularity', value: '1024' }],
    },
  });
  expect(createTableStatement(definition)).toBe(`CREATE TABLE IF NOT EXISTS \`${database}\`.\`events\`
(
    \`id\` UInt32,
    \`order\` LowCardinality(String) DEFAULT 'none' CODEC(ZSTD(3)),
    INDEX \`by_order\` lower(order) TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = MergeTree
PARTITION BY id % 10
ORDER BY id
TTL toDate(id)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000`);
});

describe('the engine as ClickHouse takes it', () => {
  it.each<readonly [string, TableDefinition['engine'], string]>([
    ['nothing given', {}, `MergeTree ORDER BY at ${WINDOW}`],
    ['a list without parentheses', { sortingKey: 'id, at' }, `MergeTree ORDER BY (id, at) ${WINDOW}`],
    ['a list with parentheses', { sortingKey: '(id, at)' }, `MergeTree ORDER BY (id, at) ${WINDOW}`],
    ['expressions', { sortingKey: '(id), (at)' }, `MergeTree ORDER BY ((id), (at)) ${WINDOW}`],
    ['one in parentheses', { sortingKey: '((id))' }, `MergeTree ORDER BY id ${WINDOW}`],
    ['no order', { sortingKey: 'tuple()' }, `MergeTree ORDER BY tuple() ${WINDOW}`],
    ['a function', { sortingKey: "lower('a)' || s), id" }, `MergeTree ORDER BY (lower(concat('a)', s)), id) ${WINDOW}`],
    ['a primary key', { sortingKey: 'id, at', primaryKey: 'id' }, `MergeTree PRIMARY KEY id ORDER BY (id, at) ${WINDOW}`],
    ['a sample', { sortingKey: 'id', samplingKey: 'id' }, `MergeTree ORDER BY id SAMPLE BY id ${WINDOW}`],
    ['a partition key', { partitionKey: 'toYYYYMM(at), id % 2' }, `MergeTree PARTITION BY (toYYYYMM(at), id % 2) ORDER BY at ${WINDOW}`],
    ['a version', { name: 'ReplacingMergeTree', arguments: ['at'], sortingKey: 'id' }, `ReplacingMergeTree(at) ORDER BY id ${WINDOW}`],
    ['sums', { name: 'SummingMergeTree', arguments: ['(id)'], sortingKey: 'at' }, `SummingMergeTree((id)) ORDER BY at ${WINDOW}`],
    ['a window of its own', { settings: [{ name: 'non_replicated_deduplication_window', value: '5' }] }, 'MergeTree ORDER BY at SETTINGS non_replicated_deduplication_window = 5, index_granularity = 8192'],
    ['no MergeTree', { name: 'Null' }, '`Null`'],
  ])('%s', async (name, engine, expected) => {
    expect(await engineOf(table(`engine ${name}`, { engine }))).toBe(expected);
  }); // prettier-ignore
});

describe('the sorting key when none is given', () => {
  it.each([
    ['the first DateTime', 's String; id UInt32; at DateTime64(3); other DateTime', '`at`'],
    ['else the first number', 's String; n Nullable(DateTime); id Decimal(9, 2)', '`id`'],
    ['else the first String', 'm Map(String, String); s LowCardinality(String)', '`s`'],
    ['else none', 'n Nullable(UInt8); a Array(String)', 'tuple()'],
  ])('%s', (_, text, expected) => {
    expect(createTableStatement(table('t', { columns: columns(text) }))).toContain(`\nORDER BY ${expected}\n`);
  });
});

it('names that could be taken for something else are quoted', async () => {
  const odd = table('select `x` \\ y', { columns: [{ name: 'from `a`', type: type('String') }] });
  await server.command(createTableStatement(odd));
  const query = `SELECT table, name FROM system.columns WHERE database = '${database}' AND startsWith(table, 'select')`;
  expect(await server.query(query, { format: 'JSONCompactEachRow' })).toBe('["select `x` \\\\ y", "from `a`"]\n');
});

it('the quarantine table has the reasons, each column as text, where it came from, and when', async () => {
  const landing = table('shop', {
    columns: columns('id UInt32; at DateTime; tags Array(String); __topic LowCardinality(String)'),
  });
  const meta = columns(
    '__topic LowCardinality(String); __offset Int64; __timestamp DateTime; __headers Map(String, String)',
  );
  await server.command(createTableStatement(quarantineTable(landing, meta)));
  const query = `SELECT name, type, default_expression FROM system.columns WHERE database = '${database}' AND table = 'shop_quarantine' ORDER BY position`;
  expect(await server.query(query, { format: 'TSVRaw' })).toBe(
    [
      'c__error_column\tArray(String)\t',
      'c__error\tArray(String)\t',
      'c__import_id\tNullable(String)\t',
      'id\tNullable(String)\t',
      'at\tNullable(String)\t',
      'tags\tNullable(String)\t',
      '__value\tString\t',
      '__topic\tLowCardinality(String)\t',
      '__offset\tInt64\t',
      '__timestamp\tDateTime\t',
      '__headers\tMap(String, String)\t',
      'insertion_date\tDateTime\tnow()',
      '',
    ].join('\n'),
  );
});
