import { expect, it } from 'vitest';
import { createBlockBuilder, type Block, type BlockBuilder, type RowFilter } from '../src/index.js';
import { ownDatabase, queryId, send, type } from './server.js';
import { write, type Value } from './write-value.js';

const { clickhouse, name: database } = ownDatabase();

const WINDOW = 'SETTINGS non_replicated_deduplication_window = 1000';

function fill(builder: BlockBuilder, values: readonly (readonly Value[])[]): Block {
  for (const row of values) {
    for (const [i, writer] of builder.writers.entries()) write(writer, row[i] ?? null);
    builder.endRow();
  }
  return builder.finish();
}

const text = async (sql: string): Promise<string> => (await clickhouse.query(sql, { format: 'TSVRaw' })).trimEnd();

/** Sends each piece twice with a token of its own, the second time in another order. */
async function sendTwice(table: string, block: Block, pieces: readonly RowFilter[]): Promise<void> {
  const numbered = pieces.map((only, i) => ({ only, token: `t#${i}/${pieces.length}` }));
  for (const { only, token } of [...numbered, ...numbered.toReversed()])
    await clickhouse.insert({ database, table, block, token, queryId: queryId(), only: [only] });
}

const shares = (expression: string, of: number): readonly RowFilter[] =>
  Array.from({ length: of }, (_, share) => ({ kind: 'table-partitions', expression, share, of }));

it('the ranges of a block give each of its rows once, in one part each, however often they are sent', async () => {
  await clickhouse.command(`CREATE TABLE ranges (id UInt32, s String) ENGINE = MergeTree ORDER BY id ${WINDOW}`);
  await clickhouse.command('SYSTEM STOP MERGES ranges');
  const builder = createBlockBuilder([
    { name: 'id', type: type('UInt32') },
    { name: 's', type: type('String') },
  ]);
  const count = 150_000;
  const block = fill(
    builder,
    Array.from({ length: count }, (_, i) => [i, `text ${i}`]),
  );
  const ends = [0, 1, 65_409, 65_536, 131_072, count];
  await sendTwice(
    'ranges',
    block,
    ends.slice(1).map((to, i) => ({ kind: 'rows', from: ends[i] ?? 0, to })),
  );
  expect(await text("SELECT count(), uniqExact(id), countIf(s = concat('text ', toString(id))) FROM ranges")).toBe(
    `${count}\t${count}\t${count}`,
  );
  const parts = `SELECT arraySort(groupArray(toUInt32(rows))) FROM system.parts WHERE database = '${database}' AND table = 'ranges' AND active`;
  expect(await text(parts)).toBe('[1,127,18928,65408,65536]');
});

it('a block of 200 table partitions lands in shares of its partitions', async () => {
  await clickhouse.command(
    `CREATE TABLE days (id UInt32, day Date) ENGINE = MergeTree PARTITION BY day ORDER BY id ${WINDOW}`,
  );
  const builder = createBlockBuilder([
    { name: 'id', type: type('UInt32') },
    { name: 'day', type: type('Date') },
  ]);
  const block = fill(
    builder,
    Array.from({ length: 10_000 }, (_, i) => [i, 18_000 + (i % 200)]),
  );
  await expect(send(clickhouse, 'days', block)).rejects.toMatchObject({ action: 'split' });
  await sendTwice('days', block, shares('day', 4));
  expect(await text('SELECT count(), uniqExact(id), uniqExact(day) FROM days')).toBe('10000\t10000\t200');
});

it.each([
  ['a tuple', '(toYYYYMM(day), n)'],
  ['a key that is NULL in some rows', 'maybe'],
  ['a key that is a constant', 'tuple()'],
  ['a text that is LowCardinality in the table', 'kind'],
])('shares of %s give each row once', async (_, expression) => {
  await clickhouse.command(
    `CREATE OR REPLACE TABLE keys (id UInt32, day Date, n UInt8, maybe Nullable(UInt8), kind LowCardinality(String))
     ENGINE = MergeTree PARTITION BY ${expression}
     ORDER BY id SETTINGS allow_nullable_key = 1, non_replicated_deduplication_window = 1000`,
  );
  const columns = { id: 'UInt32', day: 'Date', n: 'UInt8', maybe: 'Nullable(UInt8)', kind: 'LowCardinality(String)' };
  const builder = createBlockBuilder(Object.entries(columns).map(([name, of]) => ({ name, type: type(of) })));
  const block = fill(
    builder,
    Array.from({ length: 500 }, (_, i) => [i, i % 90, i % 3, i % 4 === 0 ? null : i % 4, `k${i % 5}`]),
  );
  const key = await text(`SELECT partition_key FROM system.tables WHERE database = '${database}' AND name = 'keys'`);
  await sendTwice('keys', block, shares(key, 3));
  expect(await text('SELECT count(), uniqExact(id) FROM keys')).toBe('500\t500');
});

const DEFAULTS = {
  day: 'toDate(n * 40)',
  tags: '[toString(day), label]',
  label: "concat('n', toString(n))",
  m: "map('k', n)",
};
const withDefaults = (): BlockBuilder =>
  createBlockBuilder([
    { name: 'id', type: type('UInt32') },
    { name: 'n', type: type('UInt16') },
    ...(
      [
        ['day', 'Date'],
        ['tags', 'Array(String)'],
        ['label', 'String'],
        ['m', 'Map(String, UInt16)'],
      ] as const
    ).map(([name, of]) => ({
      name,
      type: { kind: 'Nullable', inner: type(of) } as const,
      defaultExpression: DEFAULTS[name],
    })),
  ]);

it.each([
  ['every array has a value', false],
  ['the DEFAULT of an array is evaluated', true],
])('a partition key sees the DEFAULT that a row gets, when %s', async (_, evaluates) => {
  await clickhouse.command(
    `CREATE OR REPLACE TABLE defaults (id UInt32, n UInt16, day Date DEFAULT ${DEFAULTS.day},
     tags Array(String) DEFAULT ${DEFAULTS.tags}, label LowCardinality(String) DEFAULT ${DEFAULTS.label},
     m Map(String, UInt16) DEFAULT ${DEFAULTS.m}, stored UInt64 MATERIALIZED length(tags))
     ENGINE = MergeTree PARTITION BY toYYYYMM(day) ORDER BY id ${WINDOW}`,
  );
  const builder = withDefaults();
  const rows = Array.from({ length: 900 }, (_, i): readonly Value[] => {
    const own = i % 2 === 0;
    return [i, i % 150, own ? null : (i % 150) * 40, evaluates && own ? null : ['given'], own ? null : 'own', own ? null : [['own', 1]]]; // prettier-ignore
  });
  const block = fill(builder, rows);
  expect(block.select !== undefined).toBe(evaluates);
  await sendTwice('defaults', block, shares('toYYYYMM(day)', 3));
  const right = `countIf(day = toDate(n * 40)), countIf(label = if(id % 2 = 0, concat('n', toString(n)), 'own')),
    countIf(tags = if(id % 2 = 0 AND ${Number(evaluates)}, [toString(day), label], ['given'])),
    countIf(m = if(id % 2 = 0, map('k', n), map('own', 1))), countIf(stored = length(tags))`;
  expect(await text(`SELECT count(), uniqExact(id), ${right} FROM defaults`)).toBe(Array(7).fill('900').join('\t'));
  // No share needs as many partitions as the whole.
  const whole = Number(await text('SELECT uniqExact(toYYYYMM(day)) FROM defaults'));
  await clickhouse.command('TRUNCATE TABLE defaults');
  await send(clickhouse, 'defaults', block, { kind: 'table-partitions', expression: 'toYYYYMM(day)', share: 0, of: 3 });
  expect(Number(await text('SELECT uniqExact(toYYYYMM(day)) FROM defaults'))).toBeLessThan(whole * 0.6);
});

it('ranges of a block evaluate the same DEFAULTs as the whole block', async () => {
  const create = (name: string): Promise<void> =>
    clickhouse.command(
      `CREATE OR REPLACE TABLE ${name} (id UInt32, n UInt16, day Date DEFAULT ${DEFAULTS.day},
       tags Array(String) DEFAULT ${DEFAULTS.tags}, label String DEFAULT ${DEFAULTS.label},
       m Map(String, UInt16) DEFAULT ${DEFAULTS.m}) ENGINE = MergeTree ORDER BY id ${WINDOW}`,
    );
  const rows = Array.from({ length: 200 }, (_, i): readonly Value[] => [i, i, ...(i % 2 === 0 ? [null, null, null, null] : [7, ['x'], 'y', [['z', 1]]])]); // prettier-ignore
  const block = fill(withDefaults(), rows);
  await create('whole');
  await create('pieces');
  await send(clickhouse, 'whole', block);
  await sendTwice('pieces', block, [
    { kind: 'rows', from: 0, to: 99 },
    { kind: 'rows', from: 99, to: 200 },
  ]);
  const all = (name: string): Promise<string> => text(`SELECT * FROM ${name} ORDER BY id`);
  expect((await all('whole')).split('\n')).toHaveLength(200);
  expect(await all('pieces')).toBe(await all('whole'));
});

it('a filter without rows inserts nothing and succeeds', async () => {
  await clickhouse.command(`CREATE TABLE nothing (id UInt32) ENGINE = MergeTree ORDER BY id ${WINDOW}`);
  const block = fill(createBlockBuilder([{ name: 'id', type: type('UInt32') }]), [[1], [2]]);
  await send(clickhouse, 'nothing', block, { kind: 'rows', from: 2, to: 2 });
  expect(await text('SELECT count() FROM nothing')).toBe('0');
});

it('an expression that would leave its place is refused before anything is sent', async () => {
  const block = fill(createBlockBuilder([{ name: 'id', type: type('UInt32') }]), [[1]]);
  const only = { kind: 'table-partitions', expression: 'id) OR (1', share: 0, of: 2 } as const;
  await expect(send(clickhouse, 'nowhere', block, only)).rejects.toThrow('The partition key of the table');
});

it('a range and a share together give the rows of both', async () => {
  await clickhouse.command('CREATE TABLE both (id UInt32) ENGINE = MergeTree ORDER BY id');
  const builder = createBlockBuilder([{ name: 'id', type: type('UInt32') }]);
  const block = fill(
    builder,
    Array.from({ length: 100 }, (_, i) => [i]),
  );
  const halves = [0, 50].map((from) => ({ kind: 'rows', from, to: from + 50 }) as const);
  for (const half of halves) {
    for (const share of shares('id % 7', 3)) {
      await clickhouse.insert({ database, table: 'both', block, queryId: queryId(), only: [half, share] });
    }
  }
  expect(await text('SELECT count(), uniqExact(id) FROM both')).toBe('100\t100');
});
