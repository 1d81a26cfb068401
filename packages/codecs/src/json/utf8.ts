/**
 * The index of the first byte that is not part of well-formed UTF-8 (Unicode 16, table 3-7), or -1.
 * For error texts: slow.
 */
export function findInvalidUtf8(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end) {
    const lead = bytes[i]!;
    const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length === 0 || i + length > end) return i;
    for (let k = 1; k < length; k++) {
      const next = bytes[i + k]!;
      // The second byte is where overlong forms, surrogates and what lies beyond U+10FFFF show.
      const low = k > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
      const high = k > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
      if (next < low || next > high) return i;
    }
    i += length;
  }
  return -1;
}

/** Whether a byte goes on with a character that began before it. */
export const continuesCharacter = (c: number): boolean => (c & 0xc0) === 0x80;
