/**
 * Slicing methods that Node has had on every Buffer since its beginnings, and its type declarations
 * lack.
 */
export interface SlicingBuffer extends Buffer {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
}

/** The same bytes, seen as a Buffer. */
export function asSlicingBuffer(bytes: Uint8Array): SlicingBuffer {
  return (
    Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  ) as SlicingBuffer;
}
