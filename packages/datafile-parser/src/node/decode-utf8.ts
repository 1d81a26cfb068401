export type Decoded =
  | { readonly text: string; readonly wrongAt?: undefined }
  | {
      /** With U+FFFD in place of bytes that are not UTF-8. */
      readonly text: string;
      /** The offset of the first wrong byte. */
      readonly wrongAt: number;
      /** Where it stands in `text`. */
      readonly wrongIndex: number;
    };

/** Bytes into text, strictly. A byte-order mark stays, so that offsets are those of the file. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
  try {
    return { text: strict.decode(bytes) };
  } catch {
    const wrongAt = validPrefix(bytes);
    const wrongIndex = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, wrongAt)).length;
    return { text: lenient, wrongAt, wrongIndex };
  }
}

/**
 * The length of the longest prefix that is UTF-8, found by encoding the lenient text again and
 * comparing.
 */
function validPrefix(bytes: Uint8Array): number {
  const again = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  let at = 0;
  while (at < bytes.length && bytes[at] === again[at]) at++;
  // The replacement mark is EF BF BD: a wrong sequence may share its first bytes. Go back to where
  // it begins.
  while (at > 0 && ((again[at] ?? 0) & 0xc0) === 0x80) at--;
  return at;
}
