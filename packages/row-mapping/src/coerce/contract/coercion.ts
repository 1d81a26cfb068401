import type { ClickHouseType } from '@proj/clickhouse-types';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';

/**
 * Adds a value to its column, when it is of the column's type.
 *
 * @returns false when it is not; then a scalar has written nothing, and a container may have begun
 * and not ended
 */
export type Put = (value: unknown) => boolean;

/** How values of a type are recognised and written. */
export interface Coercion {
  /**
   * The type in which they travel: no LowCardinality, no SimpleAggregateFunction, no Nested, at any
   * depth.
   */
  readonly blockType: ClickHouseType;
  /**
   * Only of arrays, maps and tuples: whether their writer begins one for this value, and has to
   * undo it when `Put` fails.
   */
  readonly begins?: (value: unknown) => boolean;
  /**
   * Only of containers: the values inside a value that begins, to find out which of them is wrong.
   */
  readonly parts?: (value: unknown) => readonly Part[];
  /**
   * Only of what ClickHouse stores as JSON: what is wrong with a refused value whose parts are all
   * of their types.
   */
  readonly flaw?: (value: unknown) => Flaw | undefined;
  /**
   * Only of JSON: a value of it as it travels, with what stands at typed paths in a spelling that
   * ClickHouse reads as we do.
   */
  readonly spelled?: (value: unknown) => unknown;
  bind(writer: ColumnWriter): Put;
}

/** A value inside a container. */
export interface Part {
  /** Where it stands, as a path goes on: `[2]`, `.name`. */
  readonly step: string;
  readonly type: ClickHouseType;
  readonly coercion: Coercion;
  readonly value: unknown;
}

/** A member of a value that no column of its type could hold, whatever the member's own type. */
export interface Flaw {
  /** As in {@link Part}, from the value on. */
  readonly step: string;
  /** Absent where showing it does not help. */
  readonly value?: unknown;
  /** `is …`, `holds …` */
  readonly what: string;
}

/** Why a type cannot be filled from a message. */
export interface Unsupported {
  readonly unsupported: 'type' | 'time-zone';
  /** The part that is not supported: the type itself, or one inside it. */
  readonly type: ClickHouseType;
}

/** Makes the coercion of a type inside another one. */
export type CoercionOf = (type: ClickHouseType) => Coercion | Unsupported;

/** Narrows a writer to a form. Any other form is a bug in the code that bound them. */
export function writerOf<Form extends ColumnWriter['form']>(
  writer: ColumnWriter,
  form: Form,
): Extract<ColumnWriter, { readonly form: Form }> {
  if (writer.form !== form) throw new Error(`A ${form} writer was needed, a ${writer.form} writer was bound.`);
  return writer as Extract<ColumnWriter, { readonly form: Form }>;
}
