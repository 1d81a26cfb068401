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
 * An object with one property, named after the header. A header named `__proto__` has become the
 * object's prototype instead, because the client assigns it like any other.
 */
export type ClientHeader = Readonly<Record<string, Buffer | string>>;

/** The name and value of a header. */
export function entryOf(header: ClientHeader): readonly [name: string, value: Buffer | string] {
  // Not for … in: it would walk through the bytes of a prototype.
  const [name] = Object.keys(header);
  if (name !== undefined) return [name, header[name] ?? ''];
  const prototype = Object.getPrototypeOf(header) as unknown;
  return ['__proto__', prototype instanceof Uint8Array ? (prototype as Buffer) : ''];
}
