import { DecodedScalar } from '@proj/clickhouse-types/decoded-value';

export type PlainObject = Readonly<Record<string, unknown>>;

/** Whether it is an object of the message: no array, no bytes, no date. */
export const isPlainObject = (value: unknown): value is PlainObject =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof DecodedScalar) &&
  !ArrayBuffer.isView(value);

/** Whether objects have a property of that name without the message's doing. */
const isInherited = (name: string): boolean => name in Object.prototype;

/**
 * Gives the member of that name, and only what the object itself has: `constructor` is missing
 * unless the message has it.
 */
export const memberGetter = (name: string): ((object: PlainObject) => unknown) =>
  isInherited(name) ? (object) => (Object.hasOwn(object, name) ? object[name] : undefined) : (object) => object[name];
