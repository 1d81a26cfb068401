import { DecodedScalar } from '@proj/clickhouse-types/decoded-value';
import type { ColumnExplanation } from '@proj/row-mapping';

/**
 * Says of a message that is no object that paths into objects find nothing in it: it may be a row all the same, of NULLs
 * and DEFAULTs, and nothing else would tell why.
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
      return 'a text';
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
