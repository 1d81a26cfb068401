import fc from 'fast-check';
import { block, joined, mostly, name, pick, sometimes, type Text } from './values.js';

const scalar: Text = pick(
  'String', 'Int8', 'Int32', 'UInt64', 'Int256', 'Float64', 'Bool', 'Date', 'Date32', 'DateTime', "DateTime('UTC')", 'DateTime64(3)', "DateTime64(6, 'Europe/Madrid')", 'UUID',
  'IPv4', 'IPv6', 'Decimal(10, 2)', 'Decimal64(3)', 'FixedString(16)', "Enum8('a' = 1, 'b' = 2)", "Enum16('x'=-1)", 'JSON', 'Nullable(Int32)', 'LowCardinality(String)',
); // prettier-ignore

/** Invalid types, and types that the two parsers may read differently. */
const odd: Text = pick(
  'Boolean', 'DateTime64', 'Int', 'UInt', 'string', 'Strin', 'DOUBLE', 'Nullable', 'Array', 'Tuple()', 'FixedString', 'FixedString(0)', 'Decimal', 'Decimal(80, 2)', 'Enum8()', 'Nothing', 'INTEGER', 'VARCHAR(10)',
  'DateTime(3)', 'Variant(String, Int8)', 'Dynamic', 'Point', 'Nested(a String, b Int8)', 'JSON(max_dynamic_paths=8)', 'IntervalDay', 'Object(\'json\')', 'BFloat16', 'Time', 'QBit(Float32, 8)', 'TEXT', 'TIMESTAMP', 'nullable(String)',
  'Nullable(Array(String))', 'LowCardinality(Array(String))', 'Map(Nullable(String), String)', 'Map(Float64, String)', 'LowCardinality(Decimal(9,2))', 'DateTime64(10)', "DateTime('Nowhere')", "Enum8('a' = 1, 'a' = 2)", "Enum8('a' = 300)",
); // prettier-ignore

const type: Text = fc.letrec<{ type: string }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 12, arbitrary: scalar },
    { weight: 2, arbitrary: tie('type').map((t) => `Array(${t})`) },
    { weight: 1, arbitrary: tie('type').map((t) => `Map(String, ${t})`) },
    { weight: 1, arbitrary: tie('type').map((t) => `Map(LowCardinality(String),${t})`) },
    { weight: 1, arbitrary: fc.tuple(tie('type'), tie('type')).map(([a, b]) => `Tuple(a ${a}, b ${b})`) },
    { weight: 1, arbitrary: fc.tuple(tie('type'), tie('type')).map(([a, b]) => `Tuple(${a}, ${b})`) },
    { weight: 2, arbitrary: mostly(scalar, tie('type'), 12).map((t) => `Nullable(${t})`) },
    { weight: 1, arbitrary: mostly(pick('LowCardinality(Nullable(String))', 'LowCardinality(FixedString(4))', 'LowCardinality(UInt32)', 'LowCardinality(Date)'), tie('type').map((t) => `LowCardinality(${t})`), 12) },
    { weight: 1, arbitrary: tie('type').map((t) => `SimpleAggregateFunction(any, ${t})`) },
    { weight: 1, arbitrary: tie('type').map((t) => `AggregateFunction(uniq, ${t})`) },
    { weight: 1, arbitrary: pick('AggregateFunction(count)', 'SimpleAggregateFunction(sum, UInt64)', 'AggregateFunction(quantile(0.5), Float64)', 'AggregateFunction(argMax, String, DateTime)') },
  ),
})).type; // prettier-ignore

const path: Text = mostly(
  pick('$', '$.a', '$.a.b', '$.a[:]', '$.a[:].b', '$.a-b.c', "$.['x']", '$.a[0]', '#.__value', '$.a--b', '$.ñ', '$.a.*', '$..a'),
  pick('a', '', '$.a b', '$.'),
); // prettier-ignore

export const expression: Text = mostly(
  pick(
    "''", "'x'", '0', '-1', '1.5', 'now()', 'now64(3)', 'generateUUIDv4()', '[]', "'{}'", "'a, b'", 'a + 1', "concat(a, '-', b1)", "toDateTime64('2020-01-01', 3)", 'NULL', 'true', "if(a > 0, 'x', 'y')", "'it''s'", '"x"',
    "'a#b'", "''''", 'a % 2', 'x -> 1', 'arrayMap(x -> x, [1])', 'tuple(1, 2)', "map('a', 1)", "'('", 'a AND b1', '1 = 1', 'a != b', 'default', '1e5', 'null', 'False', "toUUID('0-0')", 'a <= 1', 'a / b * 2',
  ),
  pick('[1, 2]', "'it\\'s'", '{}', 'a::String', "'a--b'", 'a;', '@x', "'\\\\'", 'a||b', 'a ? 1 : 2'),
  16,
); // prettier-ignore

const codec: Text = mostly(
  pick('(ZSTD(1))', '(LZ4)', '(Delta, ZSTD)', '(Delta(4), LZ4HC(9))', ' (ZSTD)', '(NONE)'),
  pick('', ' ZSTD', '()'),
  8,
);

const columnName: Text = mostly(
  fc.oneof({ weight: 6, arbitrary: name }, { weight: 4, arbitrary: name.map((text) => `\`${text}\``) }),
  pick('`a b`', '`a-b`', 'a-b', '1a', '`ñ`', 'ñ', '"q"', '`a,b`', 'INDEX', '`c--d`', '`a#b`', 'a#b', '``', 'a(b', 'a:b', 'TTL', 'DEFAULT', 'a`b`'),
); // prettier-ignore

/** Separates the parts of a column, occasionally with a line break. */
const space: Text = fc.oneof(
  { weight: 24, arbitrary: fc.constant(' ') },
  { weight: 3, arbitrary: pick('  ', '\t', '   ') },
  { weight: 2, arbitrary: pick('\n        ', ' \n  ', '\n    # note\n    ', '\n    -- note\n    ', ' -- note\n    ') },
);

const clause = (keyword: string, value: Text): Text =>
  joined(space, pick(keyword, keyword, keyword.toLowerCase()), value);
const byDefault = clause('DEFAULT', joined(space, expression));
const withPath = joined(space, path.map((text) => `\`json:${text}\``)); // prettier-ignore

const column: Text = fc.oneof(
  {
    weight: 60,
    arbitrary: joined(columnName, space, mostly(type, odd, 40), sometimes(3, withPath, 2), sometimes(4, byDefault), sometimes(8, clause('CODEC', codec))),
  },
  { weight: 5, arbitrary: joined(columnName, space, type, byDefault, withPath) },
  { weight: 5, arbitrary: joined(columnName, byDefault, sometimes(2, withPath)) },
  {
    weight: 1,
    arbitrary: joined(columnName, sometimes(6, joined(space, type), 5), space, pick('NULL', 'NOT NULL', 'MATERIALIZED a', 'ALIAS a', 'TTL ts + 1', 'EPHEMERAL', "COMMENT 'x'", 'CODEC(ZSTD) DEFAULT 1', 'DEFAULT', 'CODEC', '`json:$.a` `json:$.b`', 'PRIMARY KEY', 'x', 'not null default 1')),
  },
); // prettier-ignore

const separator: Text = fc.oneof(
  { weight: 60, arbitrary: fc.constant(',\n') },
  { weight: 10, arbitrary: pick(', ', ',', ' ,\n', '\n,', ', -- note\n', ',\n# note\n', ',\n\n') },
  { weight: 1, arbitrary: pick('\n', ',,\n', ', # note\n', ' ', ';\n') },
);

/** The columns that keys, defaults and indexes of generated files refer to. */
const usual = ['id UInt64', '`ts` DateTime `json:$.ts`', 'user_id String', 'a String DEFAULT \'\'', 'b1 Int32', '`Total` Float64', 'm Map(String, String)', 'flag UInt8', 'sign Int8']; // prettier-ignore

const columns: Text = fc
  .tuple(
    fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.subarray(usual) }),
    fc.array(column, { minLength: 1, maxLength: 4 }),
    fc.array(separator, { minLength: 4, maxLength: 4 }),
    sometimes(8, mostly(pick(',', ' -- end', ',\n'), pick(' #x'), 8)),
  )
  .map(([base, all, separators, end]) => {
    const ends = [...base.map(() => ',\n'), ...separators];
    const listed = [...base, ...all.map((one, i) => (i % 2 === 0 ? one.replace(/^(`?)/, `$1c${i}_`) : one))];
    return listed.map((one, i) => one + (i < listed.length - 1 ? (ends[i] ?? ',\n') : '')).join('') + end;
  });

export const schema: Text = fc.oneof(
  { weight: 30, arbitrary: block('SCHEMA', columns.map((text) => text.split('\n'))) },
  { weight: 1, arbitrary: joined(pick('SCHEMA '), columns) },
  { weight: 1, arbitrary: pick('SCHEMA >', 'SCHEMA', 'SCHEMA >\n', 'SCHEMA>\n  a String', 'SCHEMA "a String"', 'SCHEMA > a String\n  b String') },
); // prettier-ignore

const index: Text = joined(
  sometimes(4, mostly(pick('INDEX ', 'INDEX  '), fc.constant('index '))),
  mostly(pick('i1', 'by_a', 'idx_2'), pick('`i`', 'NDX', 'i-1', 'idx.a', 'I', 'INDEX')),
  mostly(pick(' ', '  ', '\t'), space),
  pick('a', 'lower(a)', '(a, b1)', "m['k']", 'arrayMap(x -> x.1, a)', 'a + 1', '`id`', 'type', "concat(a, ' ')", 'mapKeys(a)'),
  mostly(fc.constant(' TYPE '), pick(' type ', ' Type ')),
  pick('minmax', 'set(100)', 'bloom_filter(0.01)', 'bloom_filter', 'ngrambf_v1(4, 1024, 1, 42)', 'tokenbf_v1(1,2,3)', 'set( 10 )', 'nonsense', 'full_text'),
  sometimes(4, mostly(pick(' GRANULARITY 1', ' GRANULARITY 4'), pick(' granularity 2', ' GRANULARITY 0', ' GRANULARITY x', ' GRANULARITY', ' GRANULARITY 1.5'), 16), 3),
  sometimes(5, mostly(fc.constant(','), pick(' ,', ' -- note', ', a'), 6)),
); // prettier-ignore

export const indexes: Text = fc.oneof(
  { weight: 8, arbitrary: block('INDEXES', fc.array(index, { minLength: 1, maxLength: 3 })) },
  { weight: 1, arbitrary: pick('INDEXES >', 'INDEXES a', 'INDEXES', 'indices >\n  a a TYPE set(1)') },
);
