import { BrokenSchema } from '../schema-problem.js';
import type { AvroRecord, AvroType } from './schema.js';

/** Values of no bytes that one value may bring along. Nobody writes so many nulls; records of them that double and double must not fill the memory. */
const MOST = 1_000;

/**
 * How many values a value of the type is made of when it takes no byte at all; 0 when it takes some.
 *
 * @throws BrokenSchema when a value of it, or in it, brings along too many that take none
 */
export function emptyValues(type: AvroType): number {
  const { empties, takesBytes } = count(type, new Map());
  return takesBytes ? 0 : empties;
}

interface Counted {
  /** Values in it that take no byte, those in lists left aside. */
  readonly empties: number;
  readonly takesBytes: boolean;
}

const SOME: Counted = { empties: 0, takesBytes: true };
const NONE: Counted = { empties: 1, takesBytes: false };

function count(type: AvroType, known: Map<AvroRecord, Counted>): Counted {
  if (type.kind === 'null') return NONE;
  if (type.kind === 'fixed' || type.kind === 'decimal') return type.size === 0 ? NONE : SOME;
  if (type.kind !== 'record') return SOME;
  const before = known.get(type);
  if (before) return before;
  // In itself without end: such a value cannot be.
  known.set(type, SOME);
  const fields = type.fields.map((field) => count(field.type, known));
  const empties = fields.reduce((sum, field) => sum + field.empties, 0);
  const takesBytes = fields.some((field) => field.takesBytes);
  const counted = { empties: takesBytes ? empties : empties + 1, takesBytes };
  if (counted.empties > MOST)
    throw new BrokenSchema(`a ${type.name} holds more than ${MOST} values that take no bytes`);
  known.set(type, counted);
  return counted;
}
