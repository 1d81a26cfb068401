/** Writes an unsigned LEB128 number below 2^32 and returns where it ends. */
export function writeVarint(bytes: Uint8Array, position: number, value: number): number {
  let p = position;
  let rest = value;
  while (rest > 127) {
    bytes[p++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[p++] = rest;
  return p;
}

export const varintLength = (value: number): number =>
  value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : value < 268_435_456 ? 4 : 5;

/** A text with its length in front, as Native writes names and types. */
export function lengthPrefixed(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  const out = new Uint8Array(varintLength(bytes.length) + bytes.length);
  out.set(bytes, writeVarint(out, 0, bytes.length));
  return out;
}
