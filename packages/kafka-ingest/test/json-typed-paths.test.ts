import { randomBytes } from 'node:crypto';
import { createBlockBuilder, createClickHouse } from '@proj/clickhouse-sink';
import { jsonCodec, packField } from '@proj/codecs';
import { compileMapping } from '@proj/row-mapping';
import { typeTable } from '@proj/row-mapping/reference';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { typeOf } from './support/pipelines.js';

// Inside of JSON, ClickHouse reads values by rules of its own. At a path that has a type, they must
// mean what they mean in a column of it.

const database = `typed_${randomBytes(6).toString('hex')}`;
const clickhouse = createClickHouse({ url: `${inject('clickhouseUrl')}/${database}` });
beforeAll(() => clickhouse.command(`CREATE DATABASE ${database}`, { database: '' }));
afterAll(async () => {
  await clickhouse.command(`DROP DATABASE ${database} SYNC`, { database: '' });
  await clickhouse.close();
});

/**
 * Types that ClickHouse does not have there, or whose values it chooses the type of; and String,
 * for which numbers inside of JSON are written anew.
 */
const LEFT_OUT =
  /^(?:BFloat16|String|Map\((?!String)|QBit|Nested|Interval|Simple|JSON|Variant|Dynamic|Point|Ring|Polygon|MultiPolygon|Geometry)/;

/** Besides those of the table of types. */
const MORE: readonly (readonly [type: string, json: string])[] = [
  ['Date', '0'],
  ['Date32', '"2026-01-31T10:00:00"'],
  ['DateTime', '"2026-01-31T10:20:30z"'],
  ['DateTime', '1769854830.5'],
  ['DateTime', '1769854830123456'],
  ['DateTime64(3)', '1769854830'],
  ['DateTime64(3)', '-1700000000.5'],
  ['DateTime64(3)', '"1969-12-31T23:59:59.5Z"'],
  ['DateTime64(3)', '"2299-12-31 23:59:59.999"'],
  ['DateTime64(5)', '"2026-01-31 10:20:30.123456"'],
  ['DateTime64(9)', '1769854830123'],
  ["DateTime64(3, 'Europe/Berlin')", '"2026-10-25T01:30:00Z"'],
  ["DateTime64(3, 'Europe/Berlin')", '"2026-10-25 02:30:00"'],
  ['Time64(3)', '3661'],
  ['Time64(6)', '"-999:59:59.999999"'],
  ['Int128', '18446744073709551616'],
  ['Decimal(38, 10)', '12345678901234567890.12345'],
  ['Array(DateTime64(3))', '[1769854830,"2026-01-31T10:20:30+02:00"]'],
  ['Array(Nullable(Bool))', '[1,"false",null]'],
  ['Map(String, DateTime64(3))', '{"__proto__":1769854830}'],
  // Beside parts of which ClickHouse chooses the type, and at paths of JSON inside of JSON.
  ['Tuple(at Date, j JSON)', '[0,{"x":1}]'],
  ['Tuple(at DateTime64(3), d Dynamic)', '{"at":1769854830,"d":"x"}'],
  ['Array(Tuple(Variant(UInt8, String), Date32))', '[[1,"2026-01-31T10:00:00"],[null,-1]]'],
  ['JSON(c DateTime64(3), d Nullable(Date))', '{"c":1769854830,"d":20484,"e":[1,"x"]}'],
  ['Array(JSON(c DateTime64(3)))', '[{"c":1769854830},{"c":"2026-01-31T10:20:30+02:00"}]'],
  ['Map(String, JSON(c Tuple(Date, Bool)))', '{"k":{"c":[0,"1"]}}'],
  ['Tuple(at Date, ok Bool)', '{"at":20484,"ok":"1"}'],
];

const cases = [
  ...typeTable
    .flatMap(({ accepted }) => accepted.map(({ type, json }): readonly [string, string] => [type, json]))
    .filter(([type]) => !LEFT_OUT.test(type)),
  ...MORE,
];

const types = [...new Set(cases.map(([type]) => type))];

it.each(types.map((type, i) => [type, i] as const))('%s', async (type, i) => {
  const { mapping } = compileMapping([
    { name: 'plain', type: typeOf(type), path: '$.plain' },
    { name: 'inside', type: typeOf(`JSON(a.b ${type})`), path: '$.inside' },
  ]);
  const block = createBlockBuilder(mapping!.blockColumns);
  const row = mapping!.bind(block.writers);
  const messages = cases.flatMap(([one, json]) =>
    // Both spellings of the path.
    one === type
      ? [`{"a":{"b":${json},"c":1}}`, `{"a.b":${json}}`].map((inside) => `{"plain":${json},"inside":${inside}}`)
      : [],
  );
  const { bytes, start, end, ...field } = packField(messages);
  const { values } = jsonCodec.decode({ bytes, start, end, ...field }, 'value');
  for (const [n, value] of values.entries()) {
    expect([messages[n], row.write(value, bytes, start[n]!, end[n]!)]).toEqual([messages[n], undefined]);
    block.endRow();
  }
  const settings = 'SETTINGS allow_suspicious_low_cardinality_types = 1, allow_suspicious_fixed_string_types = 1';
  const table = `t${i}`;
  await clickhouse.command(
    `CREATE TABLE ${table} (plain ${type}, inside JSON(a.b ${type})) ENGINE = Memory ${settings}`,
  );
  await clickhouse.insert({ database, table, block: block.finish(), queryId: `${database}:${table}` });
  const texts = await clickhouse.query(`SELECT toString(plain), toString(inside.a.b) FROM ${table}`, {
    format: 'JSONCompactEachRow',
  });
  const rows = texts.trimEnd().split('\n').map((line) => JSON.parse(line) as readonly [string, string]); // prettier-ignore
  expect(rows).toHaveLength(messages.length);
  expect(rows.map(([, inside]) => inside)).toEqual(rows.map(([plain]) => plain));
});

const WITH_NULL = ['Nullable(UInt8)', 'LowCardinality(Nullable(String))', 'Dynamic', 'Variant(UInt8, String)', 'Array(Nullable(UInt8))', 'JSON', 'Tuple(UInt8, String)', 'Nested(a UInt8)']; // prettier-ignore

it.each([...new Set([...types, ...WITH_NULL])].map((type, i) => [type, i] as const))(
  'null at a path of %s is refused where ClickHouse refuses it when it is strict',
  async (type, i) => {
    const { mapping } = compileMapping([{ name: 'v', type: typeOf(`JSON(a.b ${type})`), path: '$' }]);
    const row = mapping!.bind(createBlockBuilder(mapping!.blockColumns).writers);
    const settings = { input_format_null_as_default: 0, allow_suspicious_low_cardinality_types: 1, allow_suspicious_fixed_string_types: 1 }; // prettier-ignore
    await clickhouse.command(`CREATE TABLE n${i} (v JSON(a.b ${type})) ENGINE = Memory`, { settings });
    for (const inside of ['{"a":{"b":null}}', '{"a.b":null}', '{"a":{"b":[null]}}', '{"a":null}', '{}']) {
      const ours = row.write(JSON.parse(inside), Buffer.from(inside), 0, inside.length) === undefined;
      const theirs = await clickhouse
        .command(`INSERT INTO n${i} FORMAT JSONEachRow {"v":${inside}}`, { settings })
        .then(() => true, () => false); // prettier-ignore
      expect([inside, ours]).toEqual([inside, theirs]);
    }
  },
);
