import { expect, it } from 'vitest';
import { ownDatabase } from './server.js';

const { clickhouse } = ownDatabase();

const reference = '{{ tb_secret("S") }}';
const wrong = "CREATE TABLE t (SEKRIT UInt64) ENGINE = MergeTree ORDER BY SEKRIT + 'SEKRIT'";

it('an error about a statement with secrets names their references and repeats nothing that ClickHouse said', async () => {
  const error: unknown = await clickhouse
    .command(wrong, { secretReferences: [reference] })
    .catch((one: unknown) => one);
  expect(error).toMatchObject({ name: 'QueryError', code: 'clickhouse-sink/query-failed', retryable: false });
  expect(error).toHaveProperty('clickhouseCode', expect.any(Number));
  expect(String(error)).toContain(reference);
  expect(JSON.stringify([String(error), error, (error as Error).cause, (error as Error).stack])).not.toContain(
    'SEKRIT',
  );
});

it('an error about a statement without secrets says what ClickHouse said', async () => {
  await expect(clickhouse.command(wrong)).rejects.toThrow('SEKRIT');
});

it('an error that does not come from ClickHouse stays as it is', async () => {
  const given = { signal: AbortSignal.abort(), secretReferences: [reference] };
  await expect(clickhouse.query('SELECT 1', given)).rejects.not.toThrow(reference);
});
