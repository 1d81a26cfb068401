/** Values over this are quarantined where nothing else is said. In bytes. */
export const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

/**
 * The most that `maxMessageBytes` may be. In bytes. No codec could take much more: a text of JavaScript ends at half a gibibyte, and
 * what cannot be decoded would be tried again for ever.
 */
export const MOST_MESSAGE_BYTES = 256 * 1024 * 1024;

/** Messages with larger keys are quarantined. In bytes. A broker takes no larger message at all unless it is told to. */
export const MAX_KEY_BYTES = 1024 * 1024;

/** Messages with more headers are quarantined, by data sources that look at headers. */
export const MAX_HEADERS = 1_000;

/** The same, of the names and values of all headers of a message together. In bytes. */
export const MAX_HEADER_BYTES = 1024 * 1024;

/**
 * More of what is over a limit is not kept, nor of what a column found in it, so that a quarantine table survives a topic full of huge
 * messages. In bytes.
 */
export const RAW_VALUE_LIMIT = 1024 * 1024;

/** How much of a text is kept of at most so many bytes: cut there, no UTF-8 character is half one. */
export function headLength(bytes: Uint8Array, start: number, end: number, most: number): number {
  if (end - start <= most) return end - start;
  let cut = start + most;
  while (start + most - cut < 3 && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut--;
  return cut - start;
}
