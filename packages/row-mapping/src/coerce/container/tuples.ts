import type { TypeOf } from '@proj/clickhouse-types';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { writerOf, type Coercion, type CoercionOf, type Part, type Unsupported } from '../contract/coercion.js';
import { stepTo } from './containers.js';
import { isPlainObject, memberGetter } from '../../value/plain-object.js';

/**
 * Tuple(…): an array by position, with as many elements; one whose elements have names, also an
 * object.
 */
export function tupleCoercion({ elements }: TypeOf<'Tuple'>, of: CoercionOf): Coercion | Unsupported {
  const coercions: Coercion[] = [];
  for (const { type } of elements) {
    const coercion = of(type);
    if ('unsupported' in coercion) return coercion;
    coercions.push(coercion);
  }
  const names = elements.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const named = elements.length > 0 && names.length === elements.length;
  const getters = names.map(memberGetter);
  const begins = (value: unknown): boolean =>
    Array.isArray(value) ? value.length === elements.length : named && isPlainObject(value);
  const part = (value: unknown, i: number): unknown =>
    Array.isArray(value) ? value[i] : getters[i]!(value as Readonly<Record<string, unknown>>);
  return {
    blockType: {
      kind: 'Tuple',
      elements: elements.map(({ name }, i) => ({
        ...(name === undefined ? {} : { name }),
        type: coercions[i]!.blockType,
      })),
    },
    begins,
    parts: (value) =>
      elements.map(({ name, type }, i): Part => {
        const step = name === undefined || Array.isArray(value) ? `[${i}]` : stepTo(name);
        return { step, type, coercion: coercions[i]!, value: part(value, i) };
      }),
    bind(writer: ColumnWriter) {
      const target = writerOf(writer, 'tuple');
      const puts = coercions.map((coercion, i) => coercion.bind(target.elements[i]!));
      return (value) => {
        if (!begins(value)) return false;
        target.begin();
        for (let i = 0; i < puts.length; i++) if (!puts[i]!(part(value, i))) return false;
        target.end();
        return true;
      };
    },
  };
}
