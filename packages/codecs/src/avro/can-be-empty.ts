import type { AvroType } from './schema.js';

/** Whether a value of the type may take no byte at all. */
export function canBeEmpty(type: AvroType, within: ReadonlySet<AvroType> = new Set()): boolean {
  if (type.kind === 'null') return true;
  if (type.kind === 'fixed' || type.kind === 'decimal') return type.size === 0;
  if (type.kind !== 'record' || within.has(type)) return false;
  const inner = new Set(within).add(type);
  return type.fields.every((field) => canBeEmpty(field.type, inner));
}
