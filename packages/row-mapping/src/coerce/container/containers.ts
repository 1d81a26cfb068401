import type { TypeOf, ClickHouseType } from '@proj/clickhouse-types';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { writerOf, type Coercion, type CoercionOf, type Unsupported } from '../contract/coercion.js';
import { isPlainObject } from '../../value/plain-object.js';

/** Array(T): an array, element by element. `length`: how many elements it must have. */
export function arrayCoercion(type: TypeOf<'Array'>, of: CoercionOf, length?: number): Coercion | Unsupported {
  const element = of(type.element);
  return 'unsupported' in element ? element : elementwise(type.element, element, length);
}

function elementwise(type: ClickHouseType, element: Coercion, length?: number): Coercion {
  const begins = (value: unknown): value is readonly unknown[] =>
    Array.isArray(value) && (length === undefined || value.length === length);
  return {
    blockType: { kind: 'Array', element: element.blockType },
    begins,
    parts: (value) =>
      (value as readonly unknown[]).map((one, i) => ({ step: `[${i}]`, type, coercion: element, value: one })),
    bind(writer: ColumnWriter) {
      const target = writerOf(writer, 'array');
      const put = element.bind(target.element);
      return (value) => {
        if (!begins(value)) return false;
        target.begin();
        for (let i = 0; i < value.length; i++) if (!put(value[i])) return false;
        target.end();
        return true;
      };
    },
  };
}

/**
 * Nested(…) as a value: an array of objects. (As a column of its own it is several, see
 * `nested-columns.ts`.)
 */
export function nestedCoercion({ elements }: TypeOf<'Nested'>, of: CoercionOf): Coercion | Unsupported {
  return arrayCoercion({ kind: 'Array', element: { kind: 'Tuple', elements } }, of);
}

/**
 * Map(K, V): an object; its keys are texts, and become K as any text does (as JSON where K is a
 * container).
 */
export function mapCoercion(type: TypeOf<'Map'>, of: CoercionOf): Coercion | Unsupported {
  const key = of(type.key);
  const value = of(type.value);
  if ('unsupported' in key) return key;
  if ('unsupported' in value) return value;
  const keyOf = key.begins ? jsonOf : (name: string): unknown => name;
  return {
    blockType: { kind: 'Map', key: key.blockType, value: value.blockType },
    begins: isPlainObject,
    parts: (found) =>
      Object.entries(found as object).flatMap(([name, one]) => [
        { step: '(key)', type: type.key, coercion: key, value: keyOf(name) },
        { step: stepTo(name), type: type.value, coercion: value, value: one as unknown },
      ]),
    bind(writer: ColumnWriter) {
      const target = writerOf(writer, 'map');
      const putKey = key.bind(target.key);
      const putValue = value.bind(target.value);
      return (found) => {
        if (!isPlainObject(found)) return false;
        target.begin();
        // Objects of a decoded message inherit nothing that can be enumerated.
        for (const name in found) {
          if (!putKey(keyOf(name)) || !putValue(found[name])) return false;
        }
        target.end();
        return true;
      };
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How a path goes on to a member. */
export const stepTo = (name: string): string => (/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name) ? `.${name}` : `['${name}']`);
