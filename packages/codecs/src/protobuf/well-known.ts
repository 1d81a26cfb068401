import { Timestamp } from '@proj/clickhouse-types/decoded-value';
import { decimalOf, skipSign } from '../binary/decimal.js';
import type { ProtoField, ProtoMessage } from './message.js';
import type { ProtoReader } from './proto-reader.js';

/** Makes a value of the values of a message's fields, in the order of their numbers. */
export type MakeValue = (fields: readonly unknown[], reader: ProtoReader) => unknown;

/**
 * What a well-known message stands for; `undefined` for any other message, which stands for itself.
 */
export function wellKnown({ name, fields }: ProtoMessage): MakeValue | undefined {
  const known = WELL_KNOWN.get(name);
  // A schema may define another one of that name.
  return known?.fields === fields.map(declaration).join(', ') ? known.make : undefined;
}

/** As a .proto would have it: `repeated string paths`. */
function declaration({ cardinality, type, name }: ProtoField): string {
  const typeName = type.kind === 'message' ? type.message.name : type.kind;
  // protobufjs has copies of its own, some with names in camel case.
  const fieldName = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `${cardinality === 'one' ? '' : `${cardinality} `}${typeName} ${fieldName}`;
}

/**
 * `google.protobuf.Int64Value` and its like: the value, where a plain field could not be left out.
 */
const wrapped: MakeValue = ([value]) => value;

const WRAPPERS = ['Double', 'Float', 'Int64', 'UInt64', 'Int32', 'UInt32', 'Bool', 'String', 'Bytes'];

const JSON_FIELDS =
  'enum null_value, double number_value, string string_value, bool bool_value, google.protobuf.Struct struct_value, google.protobuf.ListValue list_value';

const WELL_KNOWN: ReadonlyMap<string, { readonly fields: string; readonly make: MakeValue }> = new Map([
  ...WRAPPERS.map(
    (name) => [`google.protobuf.${name}Value`, { fields: `${name.toLowerCase()} value`, make: wrapped }] as const,
  ),
  ['google.protobuf.Timestamp', { fields: 'int64 seconds, int32 nanos', make: timestamp }],
  ['google.protobuf.Duration', { fields: 'int64 seconds, int32 nanos', make: duration }],
  ['google.protobuf.Struct', { fields: 'map google.protobuf.Value fields', make: wrapped }],
  ['google.protobuf.ListValue', { fields: 'repeated google.protobuf.Value values', make: wrapped }],
  ['google.protobuf.Value', { fields: JSON_FIELDS, make: anyJson }],
  [
    'google.protobuf.FieldMask',
    { fields: 'repeated string paths', make: ([paths]) => (paths as readonly string[]).join(',') },
  ],
  [
    'google.protobuf.Any',
    { fields: 'string type_url, bytes value', make: ([type, value]) => ({ '@type': type, value }) },
  ],
  ['confluent.type.Decimal', { fields: 'bytes value, uint32 precision, int32 scale', make: decimal }],
]);

/** With as many digits of a second as it has, in steps of three: what its JSON form has. */
function timestamp([seconds, nanos]: readonly unknown[], reader: ProtoReader): Timestamp {
  const [whole, rest] = [seconds as number | bigint, nanos as number];
  if (rest < 0 || rest > 999_999_999) throw reader.malformed(`a timestamp has no ${rest} nanoseconds`);
  if (rest === 0) return new Timestamp(whole, 0);
  const [precision, unit] =
    rest % 1_000_000 === 0 ? ([3, 1_000_000] as const) : rest % 1000 === 0 ? ([6, 1000] as const) : ([9, 1] as const);
  const ticks = Number(whole) * 10 ** precision + rest / unit;
  if (Number.isSafeInteger(ticks)) return new Timestamp(ticks, precision);
  return new Timestamp(BigInt(whole) * 10n ** BigInt(precision) + BigInt(rest / unit), precision);
}

/** As its JSON form: `3s`, `-1.500s`. */
function duration([seconds, nanos]: readonly unknown[]): string {
  const [whole, rest] = [seconds as number | bigint, nanos as number];
  const sign = whole < 0 || rest < 0 ? '-' : '';
  const digits = String(Math.abs(rest))
    .padStart(9, '0')
    .replace(/(?:000){1,3}$/, '');
  return `${sign}${whole < 0 ? -whole : whole}${digits === '' ? '' : `.${digits}`}s`;
}

/** One of null, number, string, bool, struct and list. */
function anyJson(fields: readonly unknown[]): unknown {
  return fields.slice(1).find((value) => value !== undefined) ?? null;
}

function decimal([value, , scale]: readonly unknown[], reader: ProtoReader): unknown {
  const bytes = Buffer.from(value as Uint8Array);
  if (bytes.length > MOST_DECIMAL_BYTES) throw reader.malformed(`a decimal of ${bytes.length} bytes is too long`);
  return decimalOf(bytes, skipSign(bytes, 0, bytes.length), bytes.length, scale as number);
}

/** Several times what the widest column holds. */
const MOST_DECIMAL_BYTES = 128;
