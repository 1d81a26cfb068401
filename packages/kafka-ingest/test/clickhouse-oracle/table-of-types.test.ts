import { typeTable } from '@proj/row-mapping/reference';
import { expect, it } from 'vitest';
import { insert, mapMessages, newTable, ownDatabase, read } from './land.js';

const clickhouse = ownDatabase();
const settings = { allow_suspicious_low_cardinality_types: 1, allow_suspicious_variant_types: 1 };

const accepted = typeTable.flatMap((family) => family.accepted);
const refused = typeTable.flatMap((family) => family.refused);
const types = [...new Set([...accepted, ...refused].map(({ type }) => type))];

/** A Nested column is only there as its arrays. */
const selected = (type: string): string =>
  type.startsWith('Nested') ? 'toString(arrayZip(`v.a`, `v.b`))' : 'toString(v)';

it.each(types)('%s is stored as the table of types says', async (type) => {
  const good = accepted.filter((one) => one.type === type);
  const bad = refused.filter((one) => one.type === type);
  const table = newTable();
  await clickhouse.command(`CREATE TABLE ${table} (n UInt32, v ${type}) ENGINE = MergeTree ORDER BY n`, { settings });
  const mapped = mapMessages(
    [['v', type]],
    [...good, ...bad].map(({ json }) => `{"v":${json}}`),
  );
  await insert(clickhouse, table, mapped);

  const found = await read(clickhouse, `SELECT n, ${selected(type)} FROM ${table} ORDER BY n`, {});
  expect(found).toEqual(good.map(({ stored }, n) => [String(n), stored]));
  expect([...mapped.rejected.keys()]).toEqual(bad.map((_, i) => good.length + i));
});
