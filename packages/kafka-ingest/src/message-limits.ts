/** The default limit for values; larger ones are quarantined. In bytes. */
export const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

/**
 * The highest value that `maxMessageBytes` may have. In bytes. No codec could handle much more: a
 * JavaScript string ends at half a gibibyte, and a message that fails to decode would be retried
 * forever.
 */
export const MOST_MESSAGE_BYTES = 256 * 1024 * 1024;

/**
 * Messages with larger keys are quarantined. In bytes. By default, brokers do not even accept a
 * larger message.
 */
export const MAX_KEY_BYTES = 1024 * 1024;

/** Messages with more headers are quarantined by data sources that use headers. */
export const MAX_HEADERS = 1_000;

/** The same for the names and values of all headers of a message together. In bytes. */
export const MAX_HEADER_BYTES = 1024 * 1024;

/**
 * How much is kept of a value over the limit, and of what a column found in a message, so that a
 * quarantine table survives a topic full of huge messages. In bytes.
 */
export const RAW_VALUE_LIMIT = 1024 * 1024;

/**
 * The length of the longest head of a text that has at most `most` bytes and splits no UTF-8
 * character.
 */
export function headLength(bytes: Uint8Array, start: number, end: number, most: number): number {
  if (end - start <= most) return end - start;
  let cut = start + most;
  while (start + most - cut < 3 && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut--;
  return cut - start;
}
