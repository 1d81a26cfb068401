import fc from 'fast-check';
import { anyText, asUuid, bytes16, int, number, uint, type Case } from './values.js';
import { Member, type Value } from './write-value.js';

// Values of types that ClickHouse keeps as others: dates and lengths of time, geometry, JSON,
// Variant, Dynamic, Nested, QBit.

const list = (value: Value): readonly Value[] => value as readonly Value[];
const member = (of: string, values: fc.Arbitrary<Value>): fc.Arbitrary<Member> =>
  values.map((value) => new Member(of, value));
const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
const clock = (seconds: number): string =>
  `${pad(Math.trunc(seconds / 3600), 2)}:${pad(Math.trunc(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;

/** Only the upper 16 bits of a Float32 are kept. */
function asBFloat16(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  view.setUint16(2, 0);
  return view.getFloat32(0);
}

const coordinate = fc.integer({ min: -1000, max: 1000 }).map((value) => value / 8);
const point = fc.tuple(coordinate, coordinate);
const ring = fc.array(point, { maxLength: 4 });
const polygon = fc.array(ring, { maxLength: 3 });
const multiPolygon = fc.array(polygon, { maxLength: 3 });

const scalar = fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.string({ unit: 'grapheme' }), fc.boolean());
/**
 * Objects whose paths cannot collide: no points, nothing that ClickHouse takes for a date, no empty
 * objects.
 */
const object: fc.Arbitrary<string> = fc
  .dictionary(
    fc.stringMatching(/^[a-z]{1,3}$/),
    fc.oneof(scalar, fc.dictionary(fc.constantFrom('x', 'y'), scalar, { minKeys: 1 })),
  )
  .map((value) => JSON.stringify(value));
/** Paths come back sorted. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
const showObject = (value: Value): unknown => sorted(JSON.parse(value as string));

/** The type's name and the value's text. */
const TYPE_AND_TEXT = "concat(toString(variantType(v)), ' ', toString(v))";
const OF_DYNAMIC = "concat(dynamicType(v), ' ', toString(v))";
const showMember = (show: (one: Member) => string) => (value: Value) => {
  if (value === null) return 'None ';
  return `${(value as Member).of} ${show(value as Member)}`;
};

export const namedCases: readonly Case[] = [
  { type: 'BFloat16', values: fc.float({ noNaN: true, noDefaultInfinity: true }), select: 'toFloat64(v)', show: (v) => String(asBFloat16(v as number)) },
  { type: 'Time', values: fc.integer({ min: 0, max: 3_599_999 }), show: (v) => clock(v as number).padStart(9, '0').slice((v as number) >= 360_000 ? 0 : 1) },
  { type: 'Time64(3)', values: fc.integer({ min: 0, max: 359_999_999 }), show: (v) => `${clock(Math.trunc((v as number) / 1000))}.${pad((v as number) % 1000, 3)}` },
  { type: 'IntervalDay', values: int(32), show: String },
  { type: 'IntervalNanosecond', values: int(64), show: String },
  { type: 'IPv6', values: bytes16, select: 'lower(hex(v))', show: (v) => Buffer.from(v as Uint8Array).toString('hex') },
  { type: 'Nullable(IPv6)', values: fc.option(bytes16), select: "lower(hex(ifNull(v, toIPv6('::'))))", show: (v) => Buffer.from((v ?? new Uint8Array(16)) as Uint8Array).toString('hex') },
  { type: 'Point', values: point, show: (v) => v },
  { type: 'Ring', values: ring, show: (v) => v },
  { type: 'LineString', values: ring, show: (v) => v },
  { type: 'MultiLineString', values: polygon, show: (v) => v },
  { type: 'Polygon', values: polygon, show: (v) => v },
  { type: 'MultiPolygon', values: multiPolygon, show: (v) => v },
  { type: 'Array(Tuple(p Point, r Array(Ring)))', values: fc.array(fc.tuple(point, polygon), { maxLength: 3 }), show: (v) => list(v).map((one) => ({ p: list(one)[0], r: list(one)[1] })) },
  { type: 'Geometry', values: fc.oneof(member('Point', point), member('Ring', ring), member('MultiPolygon', multiPolygon), fc.constant(null)), select: "concat(toString(variantType(v)), ' ', toString(isNull(v)))", show: (v) => (v === null ? 'None 1' : `${(v as Member).of} 0`) },
  { type: 'QBit(Float32, 8)', values: fc.array(coordinate, { minLength: 8, maxLength: 8 }), show: (v) => v },
  { type: 'QBit(BFloat16, 3)', values: fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 3, maxLength: 3 }), show: (v) => v },
  { type: 'QBit(Int8, 16)', values: fc.array(fc.integer({ min: -128, max: 127 }), { minLength: 16, maxLength: 16 }), show: (v) => v },
  { type: 'JSON', values: object, show: showObject },
  { type: 'JSON(max_dynamic_paths=1, a.b UInt32, SKIP c)', values: fc.nat(1e9).map((n) => `{"a":{"b":"${n}"},"c":1,"d":2,"e":3}`), show: (v) => { const { c: _skipped, ...rest } = JSON.parse(v as string) as Readonly<Record<string, unknown>>; return rest; } },
  { type: 'Nullable(JSON)', values: fc.option(object), show: (v) => (v === null ? null : showObject(v)) },
  { type: 'Array(JSON)', values: fc.array(object, { maxLength: 3 }), show: (v) => list(v).map(showObject) },
  { type: 'Map(String, JSON)', values: fc.uniqueArray(fc.tuple(fc.string(), object), { selector: ([key]) => key, maxLength: 3 }), show: (v) => Object.fromEntries(list(v).map((one): [unknown, unknown] => [list(one)[0], showObject(list(one)[1] ?? null)])) as unknown },
  { type: 'Tuple(j JSON, n Nullable(JSON), k Array(JSON))', values: fc.tuple<Value[]>(object, fc.option(object), fc.array(object, { maxLength: 2 })), show: (v) => { const [j, n, k] = list(v); return { j: showObject(j ?? null), n: n === null ? null : showObject(n ?? null), k: list(k ?? []).map(showObject) }; } },
  { type: 'Variant(String, UInt64, Array(Nullable(String)), UUID)', values: fc.oneof(fc.constant(null), member('String', fc.stringMatching(/^[a-z]*$/)), member('UInt64', uint(64)), member('UUID', bytes16), member('Array(Nullable(String))', fc.array(fc.option(fc.stringMatching(/^[a-z]*$/))))), select: TYPE_AND_TEXT, show: showMember(({ value }) => Array.isArray(value) ? `[${value.map((one) => (one === null ? 'NULL' : `'${String(one)}'`)).join(',')}]` : value instanceof Uint8Array ? asUuid(value) : String(value)) },
  { type: 'Variant(LowCardinality(String), SimpleAggregateFunction(max, UInt8), JSON, Map(LowCardinality(String), UInt8))', values: fc.oneof(fc.constant(null), member('LowCardinality(String)', fc.stringMatching(/^[a-c]?$/)), member('JSON', fc.constant('{"a":"x"}')), member('Map(LowCardinality(String), UInt8)', number(uint(8)).map((one) => [['k', one]]))), select: TYPE_AND_TEXT, show: showMember(({ value }) => (Array.isArray(value) ? `{'k':${String(list(list(value)[0] ?? null)[1])}}` : String(value))) },
  { type: 'Variant(Tuple(`\u{1F600}` UInt8), Tuple(`\uFFFD` String))', values: fc.oneof(member('Tuple(`\u{1F600}` UInt8)', fc.constant([1])), member('Tuple(`\uFFFD` String)', fc.constant(['b']))), select: 'toString(v)', show: (v) => ((v as Member).of.includes('String') ? "('b')" : '(1)') },
  { type: 'Array(Variant(String, Array(Variant(UInt8, String))))', values: fc.array(fc.option(member('Array(Variant(String, UInt8))', fc.array(fc.option(member('UInt8', number(uint(8)))), { maxLength: 3 }))), { maxLength: 3 }), show: (v) => list(v).map((one) => (one === null ? null : list((one as Member).value).map((each) => (each === null ? null : String((each as Member).value))))) },
  { type: 'Map(String, Variant(Float64, String))', values: fc.tuple(fc.tuple(fc.constant('a'), fc.oneof(member('Float64', coordinate), member('String', anyText)))), show: (v) => ({ a: String((list(list(v)[0] ?? null)[1] as Member).value) }) },
  { type: 'Dynamic', values: fc.oneof(fc.constant(null), member('String', fc.stringMatching(/^[a-z0-9]*$/)), member('Int64', int(64)), member('UInt64', uint(64)), member('Bool', fc.constantFrom(0, 1)), member('Float64', coordinate), member('JSON', fc.constant('{"a":{"b":"x"}}'))), select: OF_DYNAMIC, show: showMember(({ of, value }) => (of === 'Bool' ? String(value === 1) : String(value))) },
  { type: 'Dynamic(max_types=1)', values: fc.oneof(member('String', fc.stringMatching(/^[a-z0-9]*$/)), member('Int64', int(64)), member('Array(Nullable(Int64))', fc.array(int(64)))), select: OF_DYNAMIC, show: showMember(({ value }) => (Array.isArray(value) ? `[${value.join(',')}]` : String(value))) },
  { type: 'Array(Dynamic)', values: fc.array(fc.oneof(member('String', fc.stringMatching(/^[a-z0-9]*$/)), member('Int64', int(64)))), select: "arrayMap(one -> concat(dynamicType(one), ' ', toString(one)), v)", show: (v) => list(v).map((one) => `${(one as Member).of} ${String((one as Member).value)}`) },
  { type: 'Tuple(a Dynamic, b Nullable(UInt8))', values: fc.tuple<Value[]>(fc.option(member('Int64', int(64))), fc.option(number(uint(8)))), show: (v) => { const [a, b] = list(v); return { a: a === null ? null : String((a as Member).value), b: b === null ? null : String(b) }; } },
  { type: 'Nested(a UInt8, b Array(String), c Nested(d JSON, e LowCardinality(Nullable(String))))', values: fc.array(fc.tuple<Value[]>(number(uint(8)), fc.array(anyText, { maxLength: 2 }), fc.array(fc.tuple<Value[]>(object, fc.option(fc.constantFrom('x', 'y'))), { maxLength: 2 })), { maxLength: 3 }), select: 'arrayZip(`v.a`, `v.b`, `v.c`)', show: (v) => list(v).map((one) => { const [a, b, c] = list(one); return [String(a), b, list(c ?? []).map((each) => ({ d: showObject(list(each)[0] ?? null), e: list(each)[1] }))]; }) },
  { type: 'Array(Nested(a UInt8))', values: fc.array(fc.array(fc.tuple(number(uint(8))), { maxLength: 2 }), { maxLength: 2 }), show: (v) => list(v).map((one) => list(one).map((each) => ({ a: String(list(each)[0]) }))) },
  { type: 'Tuple()', values: fc.constant([]), select: 'toString(v)', show: () => '()' },
  { type: 'Map(Tuple(UInt8, Date), Point)', values: fc.uniqueArray(fc.tuple(fc.tuple(number(uint(8)), fc.integer({ min: 0, max: 9 })), point), { selector: ([key]) => String(key), maxLength: 3 }), select: 'toString(v)', show: (v) => `{${list(v).map((one) => { const [key, at] = list(one); const [n, d] = list(key ?? null); return `(${String(n)},'1970-01-${pad(Number(d) + 1, 2)}'):(${list(at ?? null).map(String).join(',')})`; }).join(',')}}` },
  { type: 'Map(Float64, UUID)', values: fc.uniqueArray(fc.tuple(coordinate, bytes16), { selector: ([key]) => key, maxLength: 3 }), show: (v) => Object.fromEntries(list(v).map((one) => [String(list(one)[0]), asUuid(list(one)[1] as Uint8Array)])) },
]; // prettier-ignore
