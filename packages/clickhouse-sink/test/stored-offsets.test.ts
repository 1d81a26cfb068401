import { expect, it, onTestFinished } from 'vitest';
import { createClickHouse } from '../src/index.js';
import { fakeAnswer, ownHeaders } from './fake-answer.js';
import { ownDatabase } from './server.js';

const { clickhouse, name: database } = ownDatabase();

async function makeTable(table: string, topic = 'String'): Promise<void> {
  await clickhouse.command(
    `CREATE TABLE ${table} (id UInt8, __topic ${topic}, __partition Int16, __offset Int64) ENGINE = MergeTree ORDER BY id`,
  );
}

const add = (table: string, topic: string, partition: number, offsets: string): Promise<void> =>
  clickhouse.command(`INSERT INTO ${table} SELECT 1, '${topic}', ${partition}, arrayJoin(${offsets})`);

it('the offsets of a range are found in both tables, without those of other partitions and topics', async () => {
  await makeTable('landing', 'LowCardinality(String)');
  await makeTable('quarantine');
  await add('landing', "it\\'s", 3, '[9, 10, 11, 13, 14, 40, 21, 21]');
  await add('quarantine', "it\\'s", 3, '[12, 17, 13]');
  await add('landing', "it\\'s", 2, '[15]');
  await add('landing', 'it', 3, '[16]');
  const tables = ['landing', 'quarantine'].map((table) => ({ database, table }));
  const found = await clickhouse.storedOffsets({ tables, topic: "it's", partition: 3, first: 10, last: 39 });
  expect([...found].toSorted((a, b) => a - b)).toEqual([10, 11, 12, 13, 14, 17, 21]);
  expect(await clickhouse.storedOffsets({ tables, topic: "it's", partition: 3, first: 22, last: 39 })).toEqual(
    new Set(),
  );
});

it('a million offsets with gaps are read back as the runs that they form', async () => {
  await makeTable('many');
  const offset = '1000000000000 + number + intDiv(number, 250000)';
  await clickhouse.command(`INSERT INTO many SELECT 1, 't', 0, ${offset} FROM numbers(1000000)`);
  const range = { tables: [{ database, table: 'many' }], topic: 't', partition: 0, first: 1e12, last: 1e12 + 2e6 };
  const found = await clickhouse.storedOffsets(range);
  expect(found.size).toBe(1_000_000);
  const missing = Array.from({ length: 1_000_003 }, (_, i) => 1e12 + i).filter((one) => !found.has(one));
  expect(missing).toEqual([1e12 + 250_000, 1e12 + 500_001, 1e12 + 750_002]);
});

it('the end of what is stored is one beyond the highest offset of both tables, and 0 for a partition without rows', async () => {
  await makeTable('end_landing');
  await makeTable('end_quarantine');
  await add('end_landing', 't', 0, '[3, 7]');
  await add('end_quarantine', 't', 0, '[9]');
  await add('end_landing', 't', 1, '[20]');
  await add('end_landing', 'u', 0, '[30]');
  const tables = ['end_landing', 'end_quarantine'].map((table) => ({ database, table }));
  expect(await clickhouse.storedEnd({ tables, topic: 't', partition: 0 })).toBe(10);
  expect(await clickhouse.storedEnd({ tables, topic: 't', partition: 2 })).toBe(0);
});

it('a row that was deleted is not stored any more', async () => {
  await makeTable('deleted');
  await add('deleted', 't', 0, '[1, 2, 3]');
  await clickhouse.command('DELETE FROM deleted WHERE __offset = 2');
  const range = { tables: [{ database, table: 'deleted' }], topic: 't', partition: 0, first: 0, last: 9 };
  expect(await clickhouse.storedOffsets(range)).toEqual(new Set([1, 3]));
});

it('a table that is gone is an error, not an empty answer', async () => {
  const range = { tables: [{ database, table: 'gone' }], topic: 't', partition: 0, first: 0, last: 9 };
  await expect(clickhouse.storedOffsets(range)).rejects.toMatchObject({ name: 'QueryError', clickhouseCode: 60 });
});

it.each([
  ['fetched', undefined],
  ['read as it is, without the right to wait', 497],
])('a replicated table is %s first', async (_, refusal) => {
  const asked: string[] = [];
  const fake = await fakeAnswer((response, id, query) => {
    asked.push(query);
    if (query.startsWith('SYSTEM') && refusal !== undefined) {
      const text = `Code: ${refusal}. DB::Exception: Not enough privileges. (ACCESS_DENIED) (version 26.7.2.1)`;
      return void response.writeHead(403, { 'X-ClickHouse-Exception-Code': String(refusal) }).end(text);
    }
    const answer = query.includes('system.tables') ? '{"database":"shop","name":"ev`ents"}\n' : '5\t6\n';
    response.writeHead(200, ownHeaders(id === '' ? 'q' : id)).end(query.startsWith('SYSTEM') ? '' : answer);
  });
  const client = createClickHouse({ url: fake.url });
  onTestFinished(() => client.close());
  const tables = [{ database: 'shop', table: 'ev`ents' }];
  expect(await client.storedOffsets({ tables, topic: 't', partition: 0, first: 0, last: 9 })).toEqual(new Set([5, 6]));
  expect(asked).toHaveLength(3);
  expect(asked[1]).toBe('SYSTEM SYNC REPLICA `shop`.`ev\\`ents` LIGHTWEIGHT');
  expect(fake.requests[2]?.url).toContain('select_sequential_consistency=1');
});
