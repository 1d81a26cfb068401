import { randomBytes } from 'node:crypto';
import { createClickHouse } from '@proj/clickhouse-sink';
import { applyDeploy, planDeploy, type TableDefinition } from '@proj/clickhouse-tables';
import { afterAll, expect, inject, it } from 'vitest';

const database = `secrets_${randomBytes(6).toString('hex')}`;
const clickhouse = createClickHouse({ url: `${inject('clickhouseUrl')}/${database}` });
afterAll(async () => {
  await clickhouse.command(`DROP DATABASE IF EXISTS ${database} SYNC`, { database: '' });
  await clickhouse.close();
});

const reference = '{{ tb_secret("S") }}';
const wrong: TableDefinition = {
  database,
  name: 'wrong',
  columns: [{ name: 'SEKRIT', type: { kind: 'UInt64' } }],
  engine: { sortingKey: "SEKRIT + 'SEKRIT'", references: { sortingKey: reference } },
};

it('what a secret in the engine holds is not shown when ClickHouse refuses the table', async () => {
  const plan = await planDeploy(clickhouse, [wrong]);
  const error = await applyDeploy(clickhouse, plan).catch((one: unknown) => one);
  expect(error).toMatchObject({ name: 'QueryError', retryable: false });
  expect(String(error)).toContain(reference);
  expect(JSON.stringify([String(error), error, (error as Error).cause])).not.toContain('SEKRIT');
  // Without a reference it is repeated: that is what the error is for.
  const { references: _, ...plain } = wrong.engine;
  const loud = await planDeploy(clickhouse, [{ ...wrong, engine: plain }]);
  await expect(applyDeploy(clickhouse, loud)).rejects.toThrow('SEKRIT');
});
