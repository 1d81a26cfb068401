/** A message as kafka-javascript makes it. */
export interface ClientMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp?: number | undefined;
  readonly key?: Buffer | string | null | undefined;
  readonly value: Buffer | null;
  readonly headers?: readonly ClientHeader[] | undefined;
}

/**
 * One property, named as the header. One that is named `__proto__` has become the prototype of this object instead: the client sets it
 * like any other.
 */
export type ClientHeader = Readonly<Record<string, Buffer | string>>;

/** Name and value of a header. */
export function entryOf(header: ClientHeader): readonly [name: string, value: Buffer | string] {
  // Never for … in: it would go through the bytes of a prototype.
  const [name] = Object.keys(header);
  if (name !== undefined) return [name, header[name] ?? ''];
  const prototype = Object.getPrototypeOf(header) as unknown;
  return ['__proto__', prototype instanceof Uint8Array ? (prototype as Buffer) : ''];
}
