import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  applyDeploy,
  createTableStatement,
  DeployRefusedError,
  planDeploy,
  quarantineTable,
  type ColumnDefinition,
  type TableDefinition,
} from '../src/index.js';
import { ownDatabase, rows, type } from './server.js';

const { server } = ownDatabase();

const column = (name: string, text: string, defaultExpression?: string): ColumnDefinition => ({
  name,
  type: type(text),
  ...(defaultExpression === undefined ? {} : { defaultExpression }),
});

/** A landing table and its quarantine in a database that is not there yet. */
function project(change: (table: TableDefinition) => TableDefinition = (table) => table): {
  readonly first: readonly TableDefinition[];
  readonly second: readonly TableDefinition[];
  readonly name: string;
} {
  const database = `deploy_${randomBytes(6).toString('hex')}`;
  onTestFinished(() => server.command(`DROP DATABASE IF EXISTS ${database} SYNC`));
  const landing: TableDefinition = {
    database,
    name: 'events',
    columns: [
      // Spelled otherwise than ClickHouse prints it, on purpose.
      column('id', 'INT UNSIGNED'),
      column('at', 'DateTime', 'now( )'),
      column('price', 'Decimal64(2)', "toDecimal64('0',2)"),
      column('kind', "Enum8('a', 'b' = 5)", `'a'`),
      { ...column('note', 'Nullable(VARCHAR(10))'), codec: 'LZ4HC( 9)' },
      column('__offset', 'Int64'),
    ],
    engine: {
      sortingKey: 'id,  at',
      partitionKey: 'toYYYYMM( at )',
      ttl: 'at + INTERVAL 1 MONTH',
      settings: [{ name: 'ttl_only_drop_parts', value: '1' }],
    },
    indexes: [{ name: 'by_note', expression: 'note', type: 'bloom_filter(0.01)', granularity: 1 }],
  };
  const meta = [{ name: '__offset', type: type('Int64') }];
  const withQuarantine = (table: TableDefinition): readonly TableDefinition[] => [table, quarantineTable(table, meta)];
  return { first: withQuarantine(landing), second: withQuarantine(change(landing)), name: `${database}.events` };
}

async function deploy(tables: readonly TableDefinition[]): Promise<void> {
  await applyDeploy(server, await planDeploy(server, tables));
}

it('a deployment creates what is missing, and then has nothing to do', async () => {
  const { first, name } = project();
  const plan = await planDeploy(server, first);
  expect(plan.steps.map((step) => `${step.kind} ${step.table}`)).toEqual([
    `create-database ${name.split('.')[0]}`,
    `create-table ${name}`,
    `create-table ${name}_quarantine`,
  ]);
  // Only planned so far.
  expect(await rows(server, `SELECT 1 FROM system.databases WHERE name = '${name.split('.')[0]}'`)).toEqual([]);
  await applyDeploy(server, plan);
  expect(await planDeploy(server, first)).toEqual({ steps: [], refused: [] });
  // A second deployment that planned at the same time does no harm.
  await applyDeploy(server, plan);
  expect(await planDeploy(server, first)).toEqual({ steps: [], refused: [] });
});

it('new columns are added where the definition has them, in both tables, and the rows stay', async () => {
  const { first, second, name } = project((table) => ({
    ...table,
    columns: [
      column('zero', 'String'),
      ...table.columns.slice(0, 5),
      column('added', 'LowCardinality(String)', "'none'"),
      column('more', 'Array(String)'),
      ...table.columns.slice(5),
    ],
  }));
  await deploy(first);
  await server.command(`INSERT INTO ${name} (id) VALUES (1)`);
  const plan = await planDeploy(server, second);
  expect(plan.refused).toEqual([]);
  expect(plan.steps.map((step) => `${step.kind} ${step.table} ${step.detail ?? ''}`)).toEqual([
    `add-column ${name} zero String`,
    `add-column ${name} added LowCardinality(String) DEFAULT 'none'`,
    `add-column ${name} more Array(String)`,
    `add-column ${name}_quarantine zero Nullable(String)`,
    `add-column ${name}_quarantine added Nullable(String)`,
    `add-column ${name}_quarantine more Nullable(String)`,
  ]);
  await applyDeploy(server, plan);
  expect(await planDeploy(server, second)).toEqual({ steps: [], refused: [] });
  expect(await rows(server, `SELECT * EXCEPT at FROM ${name}`)).toEqual([
    { zero: '', id: 1, price: 0, kind: 'a', note: null, added: 'none', more: [], __offset: 0 },
  ]);
  const [order] = await rows(
    server,
    `SELECT groupArray(name) AS names FROM (SELECT name FROM system.columns WHERE database || '.' || table = '${name}' ORDER BY position)`,
  );
  expect(order).toEqual({ names: second[0]?.columns.map((one) => one.name) });
});

describe('a change that is not supported is refused, and nothing is changed', () => {
  const engine = (more: TableDefinition['engine']) => (table: TableDefinition) => ({
    ...table,
    engine: { ...table.engine, ...more },
  });
  const replace = (name: string, other: ColumnDefinition | undefined) => (table: TableDefinition) => ({
    ...table,
    columns: table.columns.flatMap((one) => (one.name === name ? (other ? [other] : []) : [one])),
  });
  it.each<readonly [string, (table: TableDefinition) => TableDefinition, RegExp]>([
    ['another type', replace('price', column('price', 'Float64')), /^column price is Decimal\(18, 2\) and should be Float64; .* not supported yet\.$/],
    ['another default', replace('at', column('at', 'DateTime', 'yesterday()')), /^the DEFAULT of column at is now\(\) and should be yesterday\(\)/],
    ['no default', replace('at', column('at', 'DateTime')), /^the DEFAULT of column at is now\(\) and should be none/],
    ['a column less', replace('note', undefined), /^has a column note that is not in the datafile/],
    ['another codec', (table) => replace('note', { ...column('note', 'Nullable(VARCHAR(10))'), codec: 'ZSTD(3)' })(table), /^the codec of column note is LZ4HC\(9\) and should be ZSTD\(3\);/],
    ['another index', (table) => ({ ...table, indexes: [{ name: 'by_note', expression: 'lower(note)', type: 'set(100)' }] }), /^the index by_note is note TYPE bloom_filter\(0.01\) GRANULARITY 1 and should be lower\(note\) TYPE set\(100\) GRANULARITY 1;/],
    ['one more index', (table) => ({ ...table, indexes: [...(table.indexes ?? []), { name: 'by,(at)', expression: 'at', type: 'minmax' }] }), /^has no index by,\(at\) \(at TYPE minmax GRANULARITY 1\)/],
    ['another sorting key', engine({ sortingKey: 'at' }), /^the sorting key is \(id, at\) and should be \(?at\)?;/],
    ['another partition key', engine({ partitionKey: 'toYYYYMMDD(at)' }), /^the partition key is \(?toYYYYMM\(at\)\)? and should be \(?toYYYYMMDD\(at\)\)?;/],
    ['a primary key', engine({ primaryKey: 'id' }), /^the primary key is none and should be \(?id\)?;/],
    ['another engine', engine({ name: 'ReplacingMergeTree', arguments: ['id'] }), /^the engine is MergeTree and should be ReplacingMergeTree\(id\);/],
    ['another TTL', engine({ ttl: 'at + INTERVAL 2 MONTH' }), /^the TTL is at \+ toIntervalMonth\(1\) and should be at \+ toIntervalMonth\(2\);/],
    ['another setting', engine({ settings: [{ name: 'ttl_only_drop_parts', value: '0' }] }), /^the setting ttl_only_drop_parts is 1 and should be 0;/],
  ])('%s', async (_, change, message) => {
    const { first, second, name } = project((table) => {
      const changed = change(table);
      return { ...changed, columns: [...changed.columns, column('new', 'String')] };
    });
    await deploy(first);
    const plan = await planDeploy(server, second);
    const refused = plan.refused.filter((one) => one.table === name);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.message).toMatch(message);
    await expect(applyDeploy(server, plan)).rejects.toBeInstanceOf(DeployRefusedError);
    expect(await planDeploy(server, first)).toEqual({ steps: [], refused: [] });
  }); // prettier-ignore
});

it('a table that was made elsewhere gets a deduplication window, unless it has one', async () => {
  const { first, name } = project();
  const statement = createTableStatement(first[0]!);
  const window = /, non_replicated_deduplication_window = 10000/;
  expect(statement).toMatch(window);
  await server.command(`CREATE DATABASE ${name.split('.')[0]}`);
  await server.command(statement.replace(window, ''));
  await server.command(createTableStatement(first[1]!).replace(window, ', non_replicated_deduplication_window = 77'));
  const plan = await planDeploy(server, first);
  expect(plan).toMatchObject({ refused: [], steps: [{ kind: 'modify-setting', table: name }] });
  await applyDeploy(server, plan);
  expect(await planDeploy(server, first)).toEqual({ steps: [], refused: [] });
});

it('a table that was made by hand, with other parentheses, is the same table', async () => {
  const { first, name } = project();
  const byHand = createTableStatement(first[0]!)
    .replace('PARTITION BY toYYYYMM( at )', 'PARTITION BY (toYYYYMM(at))')
    .replace('ORDER BY (id,  at)', 'PRIMARY KEY (id, at) ORDER BY (`id`, `at`)')
    .replace('ENGINE = MergeTree', 'ENGINE = MergeTree()');
  await server.command(`CREATE DATABASE ${name.split('.')[0]}`);
  await server.command(byHand);
  expect(await planDeploy(server, first.slice(0, 1))).toEqual({ steps: [], refused: [] });
});

it('a view with the name of a table is refused', async () => {
  const { first, name } = project();
  await server.command(`CREATE DATABASE ${name.split('.')[0]}`);
  await server.command(`CREATE VIEW ${name} AS SELECT toUInt32(1) AS id`);
  const plan = await planDeploy(server, first.slice(0, 1));
  expect(plan.refused[0]?.message).toMatch(/^the engine is View and should be MergeTree/);
});

it('tables with types that ClickHouse calls suspicious are created and recognised', async () => {
  const { second } = project((table) => ({
    ...table,
    columns: [...table.columns, column('flag', 'LowCardinality(UInt8)'), column('blob', 'FixedString(300)')],
  }));
  await deploy(second);
  expect(await planDeploy(server, second)).toEqual({ steps: [], refused: [] });
});

it('tables with every type that a message can fill are created, recognised and extended', async () => {
  const columns = [
    column('place', 'Point'),
    column('shape', 'Geometry'),
    column('half', 'BFloat16'),
    column('clock', 'Time64(3)'),
    column('doc', 'JSON(max_dynamic_paths=8, a.b UInt32, SKIP c)', `'{}'`),
    column('one_of', 'Variant(UInt64, String)'),
    column('any', 'Dynamic(max_types=4)'),
    column('vector', 'QBit(Float32, 8)'),
    column('named', 'Tuple(a UInt8, `b c` Nested(d String))'),
    { ...column('parts', 'Nested(a UInt8, b Nested(c String))'), codec: 'ZSTD(1)' },
  ];
  const { first, second, name } = project((table) => ({ ...table, columns: [...table.columns, ...columns] }));
  await deploy(first);
  await deploy(second);
  expect(await planDeploy(server, second)).toEqual({ steps: [], refused: [] });
  const found = await rows(
    server,
    `SELECT name, type FROM system.columns WHERE name LIKE 'parts%' AND database || '.' || table LIKE '${name}%' ORDER BY ALL`,
  );
  // As ClickHouse has Nested columns; in quarantine there is one text for what was found.
  expect(found).toEqual([
    { name: 'parts', type: 'Nullable(String)' },
    { name: 'parts.a', type: 'Array(UInt8)' },
    { name: 'parts.b', type: 'Array(Nested(c String))' },
  ]);
  const { second: again } = project((table) => ({ ...table, columns: [...table.columns, ...columns] }));
  await deploy(again);
  expect(await planDeploy(server, again)).toEqual({ steps: [], refused: [] });
});
