import * as containers from './containers.js';
import { bool, decimal, float, integer } from './numbers.js';
import type { OracleCase } from './spelled.js';
import { enums, fixedString, ipv4, ipv6, string, uuid } from './texts.js';
import { CHANGES, date, dateTime, dateTime64, time } from './times.js';

const WIDTHS = [8, 16, 32, 64, 128, 256] as const;
const UNITS = [
  'Nanosecond',
  'Microsecond',
  'Millisecond',
  'Second',
  'Minute',
  'Hour',
  'Day',
  'Week',
  'Month',
  'Quarter',
  'Year',
];
const ZONES = Object.keys(CHANGES);

/** The cases of each entry of the table of types, by its name there: an entry without any fails. */
export const everyType: Readonly<Record<string, readonly OracleCase[]>> = {
  '(U)Int8 … (U)Int256': WIDTHS.flatMap((bits) => [integer(bits, true), integer(bits, false)]),
  'Float32, Float64, BFloat16': [float(32), float(64), float(16)],
  'Decimal(P, S), Decimal32 … Decimal256': [
    ...[[1, 0], [5, 2], [9, 9], [9, 0], [18, 4], [18, 18], [19, 7], [38, 10], [39, 1], [76, 0], [76, 38], [76, 76]].map(([p, s]) => decimal(p!, s!)),
    decimal(9, 4, 'Decimal32(4)'), decimal(18, 6, 'Decimal64(6)'), decimal(38, 20, 'Decimal128(20)'), decimal(76, 30, 'Decimal256(30)'),
  ],
  Bool: [bool],
  String: [string],
  'FixedString(N)': [fixedString(1), fixedString(7), fixedString(40)],
  UUID: [uuid],
  IPv4: [ipv4],
  IPv6: [ipv6],
  'Enum8, Enum16': enums,
  'Date, Date32': [date(false), date(true)],
  'DateTime, DateTime64(p)': [
    dateTime(), dateTime('UTC'), ...ZONES.map((zone) => dateTime(zone)),
    ...Array.from({ length: 10 }, (_, precision) => dateTime64(precision)),
    ...ZONES.map((zone, i) => dateTime64(i % 10, zone)),
  ],
  'Time, Time64(p)': [time(), ...Array.from({ length: 10 }, (_, precision) => time(precision))],
  'Interval…': UNITS.map((unit) => integer(64, true, `Interval${unit}`)),
  'Array(T), QBit(T, N)': containers.arrays,
  'Map(K, V)': containers.maps,
  'Tuple(…)': containers.tuples,
  'Nested(…)': containers.nested,
  JSON: containers.json,
  'Variant(T1, T2, …)': containers.variants,
  Dynamic: containers.dynamic,
  'Point, Ring, LineString, MultiLineString, Polygon, MultiPolygon, Geometry': containers.geometries,
  'Nullable(T)': containers.nullables,
  'LowCardinality(T), SimpleAggregateFunction(f, T)': containers.wrappers,
}; // prettier-ignore
