import { shapeOf, storedType, variantMembers } from '../type/inspect.js';
import type { ClickHouseType } from '../type/type.js';

/**
 * Which {@link ColumnWriter} the values of a type need, with the types of the values inside them.
 */
export type WriterForm = {
  /**
   * Whether the writer accepts NULL: the type is Nullable, or holds NULL by nature as a Variant
   * does.
   */
  readonly nullable: boolean;
  /** The type of one value that is not NULL, without what only says how ClickHouse stores it. */
  readonly stored: ClickHouseType;
} & (
  | { readonly form: 'number' | 'wide' | 'text' }
  | { readonly form: 'fixed'; readonly kind: 'UUID' | 'IPv6' }
  | { readonly form: 'array'; readonly element: ClickHouseType }
  | { readonly form: 'map'; readonly key: ClickHouseType; readonly value: ClickHouseType }
  | { readonly form: 'tuple'; readonly elements: readonly ClickHouseType[] }
  | { readonly form: 'variant'; readonly members: readonly ClickHouseType[] }
);

/**
 * The form of the writer for a type: the table of {@link ColumnWriter} as code, and the only place
 * that decides it.
 *
 * @returns undefined for AggregateFunction and Nothing, whose values no message can hold
 *
 * @example
 * formOf({ kind: 'Nullable', inner: { kind: 'UInt64' } })?.form; // => 'wide'
 * formOf({ kind: 'Nothing' }); // => undefined
 */
export function formOf(type: ClickHouseType): WriterForm | undefined {
  const outer = storedType(type);
  const nullable = outer.kind === 'Nullable';
  const stored = shapeOf(nullable ? storedType(outer.inner) : outer);
  const common = { nullable, stored };
  const { kind } = stored;
  switch (kind) {
    case 'Int8':
    case 'Int16':
    case 'Int32':
    case 'UInt8':
    case 'UInt16':
    case 'UInt32':
    case 'BFloat16':
    case 'Float32':
    case 'Float64':
    case 'Bool':
    case 'Date':
    case 'Date32':
    case 'DateTime':
    case 'Time':
    case 'Enum8':
    case 'Enum16':
    case 'IPv4':
      return { form: 'number', ...common };
    case 'Int64':
    case 'Int128':
    case 'Int256':
    case 'UInt64':
    case 'UInt128':
    case 'UInt256':
    case 'Decimal':
    case 'DateTime64':
    case 'Time64':
    case 'IntervalNanosecond':
    case 'IntervalMicrosecond':
    case 'IntervalMillisecond':
    case 'IntervalSecond':
    case 'IntervalMinute':
    case 'IntervalHour':
    case 'IntervalDay':
    case 'IntervalWeek':
    case 'IntervalMonth':
    case 'IntervalQuarter':
    case 'IntervalYear':
      return { form: 'wide', ...common };
    case 'String':
    case 'FixedString':
    case 'JSON':
      return { form: 'text', ...common };
    case 'UUID':
    case 'IPv6':
      return { form: 'fixed', ...common, kind };
    case 'Array':
      return { form: 'array', ...common, element: stored.element };
    case 'Map':
      return { form: 'map', ...common, key: stored.key, value: stored.value };
    case 'Tuple':
      return { form: 'tuple', ...common, elements: stored.elements.map((element) => element.type) };
    case 'Variant':
    case 'Dynamic':
    case 'Geometry':
      return { form: 'variant', nullable: true, stored, members: variantMembers(stored) ?? [] };
    default:
      return undefined;
  }
}
