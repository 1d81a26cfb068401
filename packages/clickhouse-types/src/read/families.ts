import { readAggregateFunction, readSimpleAggregateFunction } from './aggregate.js';
import {
  readArray,
  readLowCardinality,
  readMap,
  readNested,
  readNullable,
  readQBit,
  readTuple,
  readVariant,
} from './containers.js';
import { readDateTime, readDateTime32, readDateTime64, readTime, readTime64 } from './date-time.js';
import { readDecimal, readDecimalOf } from './decimal.js';
import { readDynamic, readJson } from './dynamic.js';
import { readEnum } from './enum.js';
import type { FamilyName } from './names.js';
import { readFixedString, readFloat, readNothing, readPlain, readWithWidth } from './plain.js';
import type { ReadFamily } from './reader.js';

const READERS: Readonly<Partial<Record<FamilyName, ReadFamily>>> = {
  Int8: readWithWidth,
  Int16: readWithWidth,
  Int32: readWithWidth,
  Int64: readWithWidth,
  Int128: readWithWidth,
  Int256: readWithWidth,
  UInt8: readWithWidth,
  UInt16: readWithWidth,
  UInt32: readWithWidth,
  UInt64: readWithWidth,
  UInt128: readWithWidth,
  UInt256: readWithWidth,
  String: readWithWidth,
  BFloat16: readFloat,
  Float32: readFloat,
  Float64: readFloat,
  FixedString: readFixedString,
  Decimal: readDecimal,
  Decimal32: readDecimalOf(9),
  Decimal64: readDecimalOf(18),
  Decimal128: readDecimalOf(38),
  Decimal256: readDecimalOf(76),
  DateTime: readDateTime,
  DateTime32: readDateTime32,
  DateTime64: readDateTime64,
  Time: readTime,
  Time64: readTime64,
  Enum: readEnum,
  Enum8: readEnum,
  Enum16: readEnum,
  Array: readArray,
  Map: readMap,
  Tuple: readTuple,
  Nested: readNested,
  Nullable: readNullable,
  LowCardinality: readLowCardinality,
  SimpleAggregateFunction: readSimpleAggregateFunction,
  AggregateFunction: readAggregateFunction,
  Variant: readVariant,
  QBit: readQBit,
  Dynamic: readDynamic,
  JSON: readJson,
  Nothing: readNothing,
};

/** What reads the parameters of a family. */
export const readerOf = (family: FamilyName): ReadFamily => READERS[family] ?? readPlain;
