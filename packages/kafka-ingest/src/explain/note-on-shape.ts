import { DecodedScalar } from '@proj/clickhouse-types/decoded-value';
import type { ColumnExplanation } from '@proj/row-mapping';

/**
 * Points out that a message is not an object, so that paths into objects find nothing in it. It may
 * become a row all the same, made of NULLs and DEFAULTs, and nothing else would explain why.
 */
export function noteOnShape(value: unknown, columns: readonly ColumnExplanation[]): string | undefined {
  const inside = columns.filter(({ path }) => path !== '$');
  const [first] = inside;
  if (!first || inside.some((one) => one.absence !== 'missing')) return undefined;
  const kind = kindOf(value);
  return kind && `The message is ${kind}, not an object: paths like ${first.path} find nothing in it.`;
}

function kindOf(value: unknown): string | undefined {
  if (value === undefined) return 'a tombstone (it has no value)';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  switch (typeof value) {
    case 'string':
      return 'a string';
    case 'boolean':
      return String(value);
    case 'number':
    case 'bigint':
      return 'a number';
    default:
      // Long numbers, dates and the like are objects of their own classes.
      return value instanceof DecodedScalar ? 'a single value' : undefined;
  }
}
