import { printType } from '@proj/clickhouse-types';
import { quoteIdentifier, quoteString } from '@proj/clickhouse-types/sql';
import type { OtherColumn } from '../contract.js';
import type { BlockColumn } from './block-column.js';

/**
 * The names of columns in a block whose insert evaluates a DEFAULT itself: none that a table would
 * use.
 */
export const sentName = (index: number): string => `__sent_${index}`;
/** Beside it, for a column that cannot be NULL: 1 where the DEFAULT is meant. */
export const omittedName = (index: number): string => `__omitted_${index}`;

/**
 * Only a SELECT needs these. A server that does not know one of the types does not know its setting
 * either.
 */
export const selectSettings = (columns: readonly BlockColumn[]): Readonly<Record<string, string | number>> => ({
  ...settings,
  ...(columns.some(({ type }) => type.startsWith('Nullable(Tuple(')) ? { enable_nullable_tuple_type: 1 } : {}),
  // As a Variant a Dynamic has types that are alike, which it may not have in a table.
  ...(columns.some(({ type }) => type.includes('Variant(')) ? { allow_suspicious_variant_types: 1 } : {}),
});

const settings = {
  max_threads: 1,
  // Names of columns mean what they get in this insert; a DEFAULT is evaluated for no row that has
  // a value.
  enable_analyzer: 1,
  short_circuit_function_evaluation: 'enable',
  insert_null_as_default: 1,
} as const;

/**
 * SQL that makes the columns of the table from those that are sent, without its FROM. An array
 * cannot be NULL on the way, so a flag says for which rows its DEFAULT is meant, and it is
 * evaluated here. The columns that it may name are aliases of what *they* get, in whatever order:
 * that is why every DEFAULT is in here, and why nothing that is sent has the name of a column.
 *
 * @param others columns of the table that are not sent, which a DEFAULT may name, too
 */
export function defaultSelect(columns: readonly BlockColumn[], others: readonly OtherColumn[]): string {
  const aliases = others.map(({ name, type, defaultExpression }) => {
    const text = printType(type, { canonical: true });
    const value =
      defaultExpression === undefined
        ? `defaultValueOfTypeName(${quoteString(text)})`
        : cast(`(${defaultExpression}\n)`, text);
    return `${value} AS ${quoteIdentifier(name)}`;
  });
  const values = columns.map((column, i) => `${valueOf(column, i)} AS ${quoteIdentifier(column.name)}`);
  const first = aliases.length === 0 ? '' : `WITH ${aliases.join(', ')} `;
  return `${first}SELECT ${values.join(', ')}`;
}

/** What is sent to a {@link defaultSelect}, as `input()` takes it. */
export function sentStructure(columns: readonly BlockColumn[]): string {
  return columns
    .flatMap(({ type, omitted }, i) => [
      `${quoteIdentifier(sentName(i))} ${type}`,
      ...(omitted ? [`${quoteIdentifier(omittedName(i))} UInt8`] : []),
    ])
    .join(', ');
}

/** What is sent under the names of the table's columns, as `input()` takes it. */
export const plainStructure = (columns: readonly BlockColumn[]): string =>
  columns.map(({ name, type }) => `${quoteIdentifier(name)} ${type}`).join(', ');

/** The columns of a {@link defaultSelect}, from a block that has them under their own names. */
export function plainToSent(columns: readonly BlockColumn[]): string {
  return columns
    .flatMap(({ name, omitted }, i) => [
      `${quoteIdentifier(name)} AS ${quoteIdentifier(sentName(i))}`,
      ...(omitted ? [`0 AS ${quoteIdentifier(omittedName(i))}`] : []),
    ])
    .join(', ');
}

function valueOf({ byDefault, omitted }: BlockColumn, index: number): string {
  const sent = quoteIdentifier(sentName(index));
  if (!byDefault) return sent;
  const { expression, type } = byDefault;
  const none = omitted ? quoteIdentifier(omittedName(index)) : `isNull(${sent})`;
  // A comment in the expression ends at the line.
  return `if(${none}, ${cast(`(${expression}\n)`, type)}, ${cast(omitted ? sent : `assumeNotNull(${sent})`, type)})`;
}

const cast = (value: string, type: string): string => `CAST(${value}, ${quoteString(type)})`;
