/** Adds a member that is known by its name only now. `__proto__` is a name like any other. */
export function setMember(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  } else object[name] = value;
}

/**
 * A name as an object literal has it. `"__proto__": …` would set the prototype; in brackets it is a
 * member.
 */
export const literalMember = (name: string): string => (name === '__proto__' ? '["__proto__"]' : JSON.stringify(name));
