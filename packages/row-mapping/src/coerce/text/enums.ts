import type { TypeOf } from '@proj/clickhouse-types';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { writerOf, type Put } from '../contract/coercion.js';

/** A name of the Enum, or a number that is the value of one. */
export function bindEnum(writer: ColumnWriter, { values }: TypeOf<'Enum8'>): Put {
  const target = writerOf(writer, 'number');
  const byName = new Map(values.map(({ name, value }) => [name, value]));
  const known = new Set(values.map(({ value }) => value));
  return (value) => {
    let number: number | undefined;
    if (typeof value === 'string') number = byName.get(value);
    else if (typeof value === 'number' && known.has(value)) number = value + 0;
    if (number === undefined) return false;
    target.add(number);
    return true;
  };
}
