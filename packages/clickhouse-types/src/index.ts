export { parseType } from './parse.js';
export type { ParsedType } from './parse.js';
export { printType, typesEqual } from './type/print.js';
export type { PrintOptions } from './type/print.js';
export {
  canBeInsideLowCardinality,
  canBeInsideNullable,
  cannotTravel,
  canTravelAsNullable,
  isNullable,
  shapeOf,
  storedType,
  variantMembers,
} from './type/inspect.js';
export { sqlProblem, withoutSqlComments } from './sql/sql-problem.js';
export type { SqlPartOptions, SqlProblem } from './sql/sql-problem.js';
export { typeDiagnostics } from './report/messages.js';
export type { TypeProblem } from './report/messages.js';
export type {
  AggregateFunctionType,
  ArrayType,
  ClickHouseType,
  DateTime64Type,
  DateTimeType,
  DecimalType,
  DynamicType,
  EnumType,
  FixedStringType,
  FloatName,
  GeoName,
  IntegerName,
  IntervalName,
  JsonType,
  LowCardinalityType,
  MapType,
  NestedType,
  NullableType,
  PlainType,
  QBitType,
  SimpleAggregateFunctionType,
  Time64Type,
  TupleType,
  TypeElement,
  TypeNode,
  VariantType,
} from './type/type.js';
export type {
  AnyColumnWriter,
  ArrayWriter,
  ColumnWriter,
  FixedWriter,
  MapWriter,
  NumberWriter,
  TextWriter,
  TupleWriter,
  VariantWriter,
  WideWriter,
} from './writer/column-writer.js';
export { CalendarDate, DecodedScalar, ExactNumber, TimeOfDay, Timestamp } from './value/decoded-value.js';
export type { DecodedValue, TickPrecision } from './value/decoded-value.js';
