import fc from 'fast-check';
import type { Tree } from './land.js';
import { bool, decimal, float, integer } from './numbers.js';
import { anySpelling, type OracleCase, type Spelled } from './spelled.js';
import { enums, fixedString, ipv4, string, uuid } from './texts.js';
import { date, time } from './times.js';

/** A value, its meaning told for certain: elements of containers are compared by it. */
interface Meant {
  readonly json: string;
  readonly means: Tree;
}

/** Values as they are in a list: with quotes, whatever the column would show alone. */
const meant = (one: OracleCase): fc.Arbitrary<Meant> =>
  anySpelling(one).map(({ json, means }) => {
    if (means === undefined) throw new Error(`${one.type} has values that only ClickHouse can tell`);
    return {
      json,
      means: typeof means === 'string' && one.same ? means.replace('Infinity', 'inf').replace('NaN', 'nan') : means,
    };
  });

const blank = fc.constantFrom('', '', ' ', '\n\t ');
const orNull = (values: fc.Arbitrary<Meant>): fc.Arbitrary<Meant> =>
  fc.oneof({ weight: 4, arbitrary: values }, fc.constant({ json: 'null', means: null }));

export const list = (element: fc.Arbitrary<Meant>, size: object = { maxLength: 5 }): fc.Arbitrary<Meant> =>
  fc.tuple(fc.array(element, size), blank).map(([all, space]) => ({
    json: `[${space}${all.map((one) => one.json).join(`${space},`)}${space}]`,
    means: all.map((one) => one.means),
  }));

const object = (members: readonly (readonly [string, Meant])[]): string =>
  `{${members.map(([name, one]) => `${JSON.stringify(name)}:${one.json}`).join(',')}}`;

/** Keys as texts; what ClickHouse shows as each. */
const mapOf = (keys: fc.Arbitrary<readonly [text: string, shown: string]>, value: fc.Arbitrary<Meant>): fc.Arbitrary<Meant> =>
  fc.uniqueArray(fc.tuple(keys, value), { selector: ([[, shown]]) => shown, maxLength: 4 }).map((entries) => ({
    json: object(entries.map(([[text], one]) => [text, one])),
    means: entries
      .map(([[, shown], one]): readonly [string, Tree] => [shown, one.means])
      .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
  })); // prettier-ignore

/** A key's text is any text that the type accepts. */
const keysOf = (one: OracleCase): fc.Arbitrary<readonly [string, string]> =>
  anySpelling(one)
    .filter(
      ({ json, means }) =>
        json.startsWith('"') && typeof means === 'string' && isWellFormed(JSON.parse(json) as string),
    )
    // As `toString` shows a FixedString.
    .map(({ json, means }) => [
      JSON.parse(json) as string,
      (means as string).replace(one.type.startsWith('Fixed') ? /\0+$/ : '', ''),
    ]);

const isWellFormed = (text: string): boolean => Buffer.from(text).toString() === text;

/** Named: as an object in any order, with members it does not have; or by position. */
const tupleOf = (elements: readonly (readonly [name: string | undefined, fc.Arbitrary<Meant>])[]): fc.Arbitrary<Meant> =>
  fc.tuple(fc.tuple(...elements.map(([, one]) => one)), fc.boolean(), fc.boolean()).map(([values, byName, backwards]) => {
    const named = elements.every(([name]) => name !== undefined);
    const means: Tree = named ? Object.fromEntries(values.map((one, i) => [elements[i]![0]!, one.means])) : values.map((one) => one.means);
    if (!named || !byName) return { json: `[${values.map((one) => one.json).join(',')}]`, means };
    const members = values.map((one, i) => [elements[i]![0]!, one] as const);
    return { json: object([...(backwards ? members.reverse() : members), ['others', { json: '[1]', means: null }]]), means };
  }); // prettier-ignore

const only = (type: string, spellings: OracleCase['spellings'], more: Partial<OracleCase> = {}): OracleCase => ({
  type,
  spellings,
  ...more,
});
const u8 = meant(integer(8, false));
const i64 = meant(integer(64, true));
/** Inside of others only texts: numbers there are written anew. */
const texts: OracleCase = { type: 'String', spellings: { text: string.spellings['text']! } };
const text = meant(texts);
const f64 = meant(float(64));
/** Sorted, as objects of JavaScript have keys that look like numbers before others. */
const MAP_SELECT = 'arraySort(one -> one.1, arrayMap((k, x) -> (toString(k), x), mapKeys(v), mapValues(v)))';
const map = (key: OracleCase, value: string, values: fc.Arbitrary<Meant>, type = key.type): OracleCase =>
  only(`Map(${type}, ${value})`, { object: mapOf(keysOf(key), values) }, {
    select: MAP_SELECT,
    misses: fc.constantFrom('[["a",1]]', '"{}"', '{"a":256}', '{"":null}', '[]'),
  }); // prettier-ignore

export const arrays: readonly OracleCase[] = [
  only('Array(UInt8)', { array: list(u8) }, { misses: fc.constantFrom('[1,256]', '[null]', '"[1]"', '{"0":1}', '1', '[[1]]', '[1,"x"]') }),
  only('Array(Int64)', { array: list(i64) }),
  only('Array(String)', { array: list(text) }),
  only('Array(Nullable(String))', { array: list(orNull(text)) }),
  only('Array(Nullable(Int64))', { array: list(orNull(i64)) }),
  only('Array(LowCardinality(Nullable(String)))', { array: list(orNull(text)) }),
  only('Array(LowCardinality(String))', { array: list(text) }),
  only('Array(Array(Decimal(20, 5)))', { array: list(list(meant(decimal(20, 5)))) }, { misses: fc.constantFrom('[["77862010920000000000000e-15"]]', '[[1,77862010920000000000000e-15]]', '[[1e15]]') }),
  only('Array(Array(Array(Bool)))', { array: list(list(list(meant(bool)))) }),
  only('Array(UUID)', { array: list(meant(uuid)) }),
  only('Array(Date32)', { array: list(meant(date(true))) }),
  only('Array(IPv4)', { array: list(meant(ipv4)) }),
  only('Array(FixedString(3))', { array: list(meant(fixedString(3))) }),
  only(`Array(${enums[0]!.type})`, { array: list(meant(enums[0]!)) }),
  only('QBit(Float32, 4)', { array: list(fc.integer({ min: -1000, max: 1000 }).map((one) => ({ json: `${one / 4}`, means: String(one / 4) })), { minLength: 4, maxLength: 4 }) }, { misses: fc.constantFrom('[1,2,3]', '[1,2,3,4,5]', '[1,2,3,"x"]') }),
]; // prettier-ignore

export const maps: readonly OracleCase[] = [
  map(texts, 'UInt8', u8),
  map(texts, 'String', text, 'LowCardinality(String)'),
  map(texts, 'Nullable(String)', orNull(text)),
  ...[integer(8, true), integer(32, false), integer(64, false), integer(128, true), integer(256, false)].map((key) => map(key, 'String', text)),
  ...[uuid, ipv4, fixedString(5), enums[0]!, enums[1]!, date(false), date(true), decimal(9, 2)].map((key) => map(key, 'Int64', i64)),
  map(integer(64, true), 'Array(Nullable(Int64))', list(orNull(i64)), 'LowCardinality(Int64)'),
  only('Map(Tuple(UInt8, String), Date)', {
    object: mapOf(fc.tuple(fc.nat({ max: 255 }), fc.stringMatching(/^[a-z]{0,5}$/)).map(([n, s]) => [JSON.stringify([n, s]), `(${n},'${s}')`] as const), meant(date(false))),
  }, { select: MAP_SELECT }),
  only('Map(Array(UInt8), Bool)', {
    object: mapOf(fc.array(fc.nat({ max: 255 }), { maxLength: 3 }).map((all) => [` ${JSON.stringify(all)}`, JSON.stringify(all)] as const), meant(bool)),
  }, { select: MAP_SELECT }),
]; // prettier-ignore

const inner = tupleOf([['x', text], ['y', list(orNull(i64))]]); // prettier-ignore
export const tuples: readonly OracleCase[] = [
  only('Tuple(UInt8, String)', { 'by position': tupleOf([[undefined, u8], [undefined, text]]) }, { misses: fc.constantFrom('[1]', '[1,"a",2]', '{"1":1,"2":"a"}', '1', '[256,"a"]', '"(1,\'a\')"') }),
  only('Tuple(a Int64, b Nullable(String), `c d` Bool)', { 'by name or position': tupleOf([['a', i64], ['b', orNull(text)], ['c d', meant(bool)]]) }, { misses: fc.constantFrom('{"a":1}', '{"a":300,"b":"","c d":2}', '[]') }),
  only('Tuple(n Tuple(x String, y Array(Nullable(Int64))), d Decimal(9, 2))', { nested: tupleOf([['n', inner], ['d', meant(decimal(9, 2))]]) }),
  only('Array(Tuple(String, Float64))', { array: list(tupleOf([[undefined, text], [undefined, f64]])) }),
]; // prettier-ignore

const pair = (a: Tree, b: Tree): Tree => [a, b];
export const nested: readonly OracleCase[] = [
  only('Nested(a UInt8, b String)', {
    array: list(tupleOf([['a', u8], ['b', text]])).map(({ json, means }) => ({ json, means: (means as readonly { a: Tree; b: Tree }[]).map(({ a, b }) => pair(a, b)) })),
  }, { select: 'arrayZip(`v.a`, `v.b`)', misses: fc.constantFrom('[{"a":1}]', '{"a":[1],"b":["x"]}', '[1]', '[{"a":256,"b":""}]') }),
  only('Nested(a Nullable(Int64), b Array(String))', {
    array: list(tupleOf([['a', orNull(i64)], ['b', list(text)]])).map(({ json, means }) => ({ json, means: (means as readonly { a: Tree; b: Tree }[]).map(({ a, b }) => pair(a, b)) })),
  }, { select: 'arrayZip(`v.a`, `v.b`)' }),
]; // prettier-ignore

const word = fc.stringMatching(/^[a-z]{1,4}$/);
/** Values that JSON columns keep: no null, nothing empty. */
const kept: fc.Arbitrary<Meant> = fc.letrec<{ value: Meant; member: Meant; object: Meant }>((tie) => ({
  member: fc.oneof(
    { depthSize: 'small' },
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((one) => ({ json: String(one), means: String(one) })),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Number.isInteger(one)).map((one) => ({ json: JSON.stringify(one), means: JSON.stringify(one) })),
    fc.string({ unit: 'grapheme', maxLength: 8 }).filter((one) => !/^[\d\s]/.test(one)).map((one) => ({ json: JSON.stringify(one), means: one })),
    fc.boolean().map((one) => ({ json: String(one), means: String(one) })),
    tie('object'),
  ),
  object: fc.uniqueArray(fc.tuple(word, tie('member')), { selector: ([name]) => name, minLength: 1, maxLength: 4 }).map((members) => ({ json: object(members), means: Object.fromEntries(members.map(([name, one]) => [name, one.means])) })),
  value: tie('object'),
})).value; // prettier-ignore

export const json: readonly OracleCase[] = [
  only('JSON', { object: kept, empty: fc.constant({ json: '{}', means: {} }) }, { misses: fc.constantFrom('[]', '"{}"', '1', '{"a":18446744073709551616}', '{"a":1e400}', '{"a":"\\ud800"}', '{"a.b":1,"a":{"b":2}}') }),
  only('JSON(a.b UInt8)', { object: u8.map(({ json: one, means }) => ({ json: `{"a":{"b":${one}}}`, means: { a: { b: means } } })) }, { misses: fc.constantFrom('{"a":{"b":256}}', '{"a.b":256}', '{"a":{"z":-0.0}}') }),
]; // prettier-ignore

const WHICH = '(variantType(v), toString(v))';
const is = (type: string, one: string, json_ = one): Spelled => ({ json: json_, means: [type, one] });
export const variants: readonly OracleCase[] = [
  only('Variant(Bool, Float64, Int64, String, UInt8)', {
    number: fc.oneof(fc.nat({ max: 255 }).map((n) => is('UInt8', String(n))), fc.bigInt({ min: 256n, max: 2n ** 63n - 1n }).map((n) => is('Int64', String(n))), fc.bigInt({ min: -(2n ** 63n), max: -1n }).map((n) => is('Int64', String(n))), fc.integer().map((n) => is('Float64', String(n + 0.5)))),
    text: fc.string({ unit: 'grapheme' }).map((one) => is('String', one, JSON.stringify(one))),
    'true and false': fc.boolean().map((one) => is('Bool', String(one))),
    'anything else as JSON text': fc.constantFrom('[1]', '{"a":[true]}').map((one) => is('String', one)),
    null: fc.constant({ json: 'null', means: ['None', ''] }),
  }, { select: WHICH }),
  only('Variant(Array(UInt8), Date, Map(String, UInt8), UInt8)', {
    array: fc.array(fc.nat({ max: 255 })).map((one) => is('Array(UInt8)', JSON.stringify(one))),
    date: fc.integer({ min: 0, max: 65_535 }).map((day) => { const one = new Date(day * 86_400_000).toISOString().slice(0, 10); return is('Date', one, `"${one}"`); }),
    object: fc.nat({ max: 255 }).map((n) => is('Map(String, UInt8)', `{'a':${n}}`, `{"a":${n}}`)),
    number: fc.nat({ max: 255 }).map((n) => is('UInt8', String(n))),
  }, { select: WHICH }),
]; // prettier-ignore

export const dynamic: readonly OracleCase[] = [
  only('Dynamic', {
    number: fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => is('Int64', String(n))), fc.bigInt({ min: 2n ** 63n, max: 2n ** 64n - 1n }).map((n) => is('UInt64', String(n))), fc.integer().map((n) => is('Float64', String(n + 0.5)))),
    text: fc.string({ unit: 'grapheme' }).map((one) => is('String', one, JSON.stringify(one))),
    'true and false': fc.boolean().map((one) => is('Bool', String(one))),
    array: fc.array(fc.integer(), { minLength: 1 }).map((one) => is('Array(Nullable(Int64))', JSON.stringify(one))),
    'array of several': fc.integer().map((n) => is('String', `[${n},"a"]`)),
    null: fc.constant({ json: 'null', means: ['None', ''] }),
    object: fc.integer().map((n) => is('JSON', `{"a":"${n}"}`, `{"a":${n}}`)),
  }, { select: '(dynamicType(v), toString(v))', misses: fc.constantFrom('null', '1e400', '[null]', '[1,null,"a"]', '18446744073709551616') }),
]; // prettier-ignore

const coordinate = fc.integer({ min: -4000, max: 4000 }).map((n) => ({ json: String(n / 8), means: String(n / 8) }));
const point = tupleOf([[undefined, coordinate], [undefined, coordinate]]); // prettier-ignore
const line = list(point, { minLength: 1, maxLength: 4 });
const lines = list(line, { minLength: 1, maxLength: 3 });
export const geometries: readonly OracleCase[] = [
  only('Point', { array: point }, { misses: fc.constantFrom('[1]', '[1,2,3]', '{"x":1,"y":2}', '"(1,2)"') }),
  only('Ring', { array: line, empty: fc.constant({ json: '[]', means: [] }) }),
  only('LineString', { array: line }),
  only('MultiLineString', { array: lines }),
  only('Polygon', { array: lines }),
  only('MultiPolygon', { array: list(lines) }),
  only('Geometry', {
    point: point.map(({ json: one, means }) => ({ json: one, means: ['Point', `(${(means as string[]).join(',')})`] })),
    line: point.map(({ json: one, means }) => ({ json: `[${one}]`, means: ['LineString', `[(${(means as string[]).join(',')})]`] })),
    polygon: point.map(({ json: one, means }) => ({ json: `[[${one}]]`, means: ['Polygon', `[[(${(means as string[]).join(',')})]]`] })),
    polygons: point.map(({ json: one, means }) => ({ json: `[[[${one}]]]`, means: ['MultiPolygon', `[[[(${(means as string[]).join(',')})]]]`] })),
  }, { select: WHICH }),
]; // prettier-ignore

/** A case in a type that only wraps: with null where the wrapping allows it. */
const wrapped = (one: OracleCase, type: string, nullable: boolean): OracleCase => ({
  ...one,
  type,
  spellings: nullable ? { ...one.spellings, null: fc.constant({ json: 'null', means: null }) } : one.spellings,
});

const inNullable = [
  integer(8, false),
  integer(64, true),
  float(64),
  decimal(18, 4),
  bool,
  string,
  fixedString(4),
  uuid,
  ipv4,
  enums[0]!,
  date(false),
  time(3),
];
export const nullables = inNullable.map((one) => wrapped(one, `Nullable(${one.type})`, true));
const inLowCardinality = [string, fixedString(4), integer(64, false), date(false), uuid];
export const wrappers = [
  ...inLowCardinality.map((one) => wrapped(one, `LowCardinality(${one.type})`, false)),
  wrapped(string, 'LowCardinality(Nullable(String))', true),
  wrapped(integer(64, false), 'SimpleAggregateFunction(sum, UInt64)', false),
  wrapped(string, 'SimpleAggregateFunction(anyLast, String)', false),
  wrapped(string, 'SimpleAggregateFunction(any, Nullable(String))', true),
]; // prettier-ignore
