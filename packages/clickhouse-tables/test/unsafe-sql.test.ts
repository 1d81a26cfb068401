import type { ClickHouseType } from '@proj/clickhouse-types';
import { UnsafeSqlError } from '@proj/clickhouse-types/sql';
import { describe, expect, it } from 'vitest';
import { applyDeploy, createTableStatement, planDeploy, type TableDefinition } from '../src/index.js';
import { ownDatabase } from './server.js';

const { server, name: database } = ownDatabase();

type Engine = TableDefinition['engine'];

const int: ClickHouseType = { kind: 'UInt64' };
const table = (part: Partial<TableDefinition>): TableDefinition => ({
  database: 'attacked',
  name: 't',
  columns: [{ name: 'id', type: int }],
  engine: { sortingKey: 'id' },
  ...part,
});
const engine = (part: Engine): TableDefinition => table({ engine: { sortingKey: 'id', ...part } });

describe('SQL of a definition that would not stay in its place is refused and not quoted', () => {
  const stolen = "AS SELECT * FROM file('/etc/passwd')";
  it.each<[string, TableDefinition, string]>([
    ['a comment over two parts', engine({ ttl: 'now() /*', settings: [{ name: 'index_granularity', value: `1 */ ${stolen}` }] }), 'the comment /* is not closed'],
    ['a comment to the end', engine({ sortingKey: 'id --' }), 'it holds a comment'],
    ['a query behind the TTL', engine({ ttl: `now() ${stolen}` }), 'SELECT begins another clause'],
    ['a query in brackets', engine({ partitionKey: "(SELECT x FROM file('/etc/passwd', 'LineAsString', 'x String'))" }), 'SELECT begins a query'],
    ['settings behind a key', engine({ sortingKey: "id SETTINGS disk = disk(type = 'local', path = '/etc/')" }), 'SETTINGS begins another clause'],
    ['a disk as a setting', engine({ settings: [{ name: 'disk', value: "disk(type = 'local', path = '/etc/')" }] }), 'it is not a literal'],
    ['a name of a setting', engine({ settings: [{ name: 'a = 1, b', value: '1' }] }), 'its name is not a name'],
    ['a quote that ends early', engine({ settings: [{ name: 'a', value: String.raw`'\'` }] }), "the quote ' is not closed"],
    ['another statement', engine({ primaryKey: 'id; DROP DATABASE attacked' }), '; ends a statement'],
    ['a statement beside it', engine({ ttl: 'now() PARALLEL WITH DROP DATABASE attacked' }), 'PARALLEL begins another clause'],
    ['a heredoc', engine({ samplingKey: '$x$ $x$' }), '$ cannot stand outside quotes'],
    ['an engine', engine({ name: "File('LineAsString')" }), 'it is not a name'],
    ['an argument', engine({ name: 'ReplacingMergeTree', arguments: ['id) AS SELECT (1'] }), 'nothing opens the bracket )'],
    ['two arguments', engine({ name: 'ReplacingMergeTree', arguments: ['id, id'] }), 'a comma begins another element'],
    ['a table behind IN', engine({ ttl: 'now() DELETE WHERE id IN system.users' }), 'IN is not followed by a list of values'],
    ['a DEFAULT', table({ columns: [{ name: 'a', type: int, defaultExpression: '1, b UInt8' }] }), 'a comma begins another element'],
    ['a codec', table({ columns: [{ name: 'a', type: int, codec: 'ZSTD), b UInt8 CODEC(ZSTD' }] }), 'nothing opens the bracket )'],
    ['a type', table({ columns: [{ name: 'a', type: { ...int, written: 'UInt64, b UInt8' } }] }), 'a comma begins another element'],
    ['an index', table({ indexes: [{ name: 'i', expression: 'id', type: "minmax, b UInt8 DEFAULT file('/etc/passwd')" }] }), 'a comma begins another element'],
    ['a granularity', table({ indexes: [{ name: 'i', expression: 'id', type: 'minmax', granularity: 1.5 }] }), 'it is not a whole number'],
    ['a name', table({ name: 't\0' }), 'it holds a NUL character'],
  ])('%s', async (_, definition, problem) => {
    expect(() => createTableStatement(definition)).toThrow(UnsafeSqlError);
    await expect(planDeploy(server, [definition])).rejects.toThrow(`cannot become part of a statement: ${problem}.`);
    await expect(planDeploy(server, [definition])).rejects.not.toThrow('passwd');
  }); // prettier-ignore
});

describe('what a secret in the engine holds is shown nowhere', () => {
  const shown = '{{ tb_secret("S") }}';
  const secret = 'SEKRIT';
  const columns = [
    { name: 'id', type: int },
    { name: 'SEKRIT', type: int },
    { name: 'at', type: { kind: 'DateTime' } as const },
  ];
  const base: TableDefinition = {
    database,
    name: 't',
    columns,
    engine: { sortingKey: 'id', ttl: 'at + toIntervalDay(1)' },
  };
  const changed: readonly (readonly [keyof NonNullable<Engine['references']>, Engine])[] = [
    ['sortingKey', { sortingKey: secret }],
    ['partitionKey', { sortingKey: 'id', partitionKey: secret }],
    ['primaryKey', { sortingKey: `${secret}, id`, primaryKey: secret }],
    ['samplingKey', { sortingKey: secret, samplingKey: secret }],
    ['ttl', { sortingKey: 'id', ttl: `at + toIntervalDay(${secret})` }],
    ['settings', { sortingKey: 'id', settings: [{ name: 'merge_with_ttl_timeout', value: '777123' }] }],
    ['arguments', { name: 'ReplacingMergeTree', arguments: [secret], sortingKey: 'id' }],
  ];

  it.each(changed)('a plan does not show it in %s', async (part, engineOf) => {
    await applyDeploy(server, await planDeploy(server, [base]));
    const references = {
      [part]: shown,
      ...(part === 'primaryKey' || part === 'samplingKey' ? { sortingKey: shown } : {}),
    };
    const plan = await planDeploy(server, [{ ...base, engine: { ...engineOf, references } }]);
    const text = JSON.stringify(plan.refused);
    expect(text).toContain(JSON.stringify(shown).slice(1, -1));
    expect(text).not.toMatch(/SEKRIT|777123/);
    const error = await applyDeploy(server, plan).catch((one: unknown) => one);
    expect(String(error)).not.toMatch(/SEKRIT|777123/);
  });

  it('a plan does not show what the table has in its place, which may be an earlier secret', async () => {
    const old: TableDefinition = { ...base, name: 'rotated', engine: { sortingKey: 'SEKRIT' } };
    await applyDeploy(server, await planDeploy(server, [old]));
    const { refused } = await planDeploy(server, [
      { ...old, engine: { sortingKey: 'id', references: { sortingKey: shown } } },
    ]);
    expect(refused.map(({ message }) => message)).toEqual([
      `the sorting key is not ${shown}; changing it is not supported yet.`,
    ]);
  });

  it('a plan does not show it as the deduplication window', async () => {
    const old: TableDefinition = { ...base, name: 'window' };
    await applyDeploy(server, await planDeploy(server, [old]));
    const settings = [{ name: 'non_replicated_deduplication_window', value: '777' }];
    const { steps } = await planDeploy(server, [
      { ...old, engine: { ...base.engine, settings, references: { settings: shown } } },
    ]);
    expect(steps.map(({ detail }) => detail)).toEqual([`non_replicated_deduplication_window = ${shown}`]);
  });

  it('the server gets the references with every statement that holds a secret', async () => {
    const of = (name: string, references?: NonNullable<Engine['references']>): TableDefinition => ({
      ...base,
      name,
      engine: { sortingKey: secret, ...(references ? { references } : {}) },
    });
    await applyDeploy(server, await planDeploy(server, [of('open')]));
    const hidden = [of('open', { sortingKey: shown }), of('closed', { sortingKey: shown })];
    const before = server.statements.length;
    await applyDeploy(server, await planDeploy(server, hidden));
    const asked = server.statements.slice(before);
    const holding = asked.filter(({ sql }) => sql.includes('ORDER BY SEKRIT'));
    expect(holding.map(({ sql, secretReferences }) => [sql.split(' ')[0], secretReferences])).toEqual([
      ['SELECT', [shown]],
      ['CREATE', [shown]],
    ]);
    expect(asked.filter(({ sql }) => sql.startsWith('DESCRIBE')).map((one) => one.secretReferences)).toEqual([[shown]]);
  });
});
