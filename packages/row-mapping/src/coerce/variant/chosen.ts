import type { ClickHouseType } from '@proj/clickhouse-types';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { writerOf, type Coercion, type CoercionOf, type Unsupported } from '../contract/coercion.js';

/** Which member takes a value: an index; undefined when none does. */
export type Choose = (value: unknown) => number | undefined;

export function coercionsOf(types: readonly ClickHouseType[], of: CoercionOf): readonly Coercion[] | Unsupported {
  const coercions: Coercion[] = [];
  for (const type of types) {
    const coercion = of(type);
    if ('unsupported' in coercion) return coercion;
    coercions.push(coercion);
  }
  return coercions;
}

/**
 * NULL for null; else `choose` has asked the member already, so that nothing begins that does not
 * end.
 */
export function chosen(blockType: ClickHouseType, members: readonly Coercion[], choose: Choose): Coercion {
  return {
    blockType,
    bind(writer: ColumnWriter) {
      const target = writerOf(writer, 'variant');
      const puts = members.map((member, i) => member.bind(target.members[i]!));
      return (value) => {
        if (value === null || value === undefined) {
          target.addNull();
          return true;
        }
        const member = choose(value);
        if (member === undefined) return false;
        target.begin(member);
        if (!puts[member]!(value)) throw new Error('a value was refused by the type that had accepted it');
        target.end();
        return true;
      };
    },
  };
}
