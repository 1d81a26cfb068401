import { ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { isNumeric } from '../../value/numeric-text.js';
import { isPlainObject } from '../../value/plain-object.js';

/**
 * What a value is in JSON; `digits`: a text that looks like a number, and is not taken for Unix
 * time.
 */
export type Shape = 'boolean' | 'number' | 'string' | 'digits' | 'array' | 'object' | 'other';

export function shapeOfValue(value: unknown): Shape {
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'string':
      return isNumeric(value) ? 'digits' : 'string';
    case 'number':
    case 'bigint':
      return 'number';
    default:
      if (Array.isArray(value)) return 'array';
      if (value instanceof ExactNumber) return 'number';
      return isPlainObject(value) ? 'object' : 'other';
  }
}
