import { headLength, MAX_HEADER_BYTES, MAX_HEADERS, MAX_KEY_BYTES, RAW_VALUE_LIMIT } from '../../message-limits.js';
import type { MessageSize } from '../../packed-batch.js';
import { entryOf, type ClientHeader, type ClientMessage } from './client-message.js';

/** The limits for the messages of a topic. */
export interface TopicLimits {
  /** In bytes. */
  readonly maxMessageBytes: number;
  /** Whether headers are needed. Otherwise they are neither kept nor measured. */
  readonly withHeaders: boolean;
}

/** A message over a limit: the part that is kept, and its true size. */
export interface CutMessage {
  readonly message: ClientMessage;
  readonly size: MessageSize;
}

/** @returns undefined for a message within all limits */
export function cutMessage(message: ClientMessage, limits: TopicLimits): CutMessage | undefined {
  const { value } = message;
  const key = message.key as Buffer | null | undefined;
  const headers = (limits.withHeaders ? message.headers : undefined) ?? [];
  const size = { value: value?.length ?? 0, key: key?.length ?? 0, headers: headers.length, headerBytes: sum(headers) };
  const largeValue = size.value > limits.maxMessageBytes;
  const largeKey = size.key > MAX_KEY_BYTES;
  const largeHeaders = size.headers > MAX_HEADERS || size.headerBytes > MAX_HEADER_BYTES;
  if (!largeValue && !largeKey && !largeHeaders) return undefined;
  const cut = {
    ...message,
    value: value && largeValue ? head(value) : value,
    key: key && largeKey ? head(key) : key,
    headers: largeHeaders ? firstOf(headers) : headers,
  };
  return { message: cut, size };
}

const head = (bytes: Buffer): Buffer => bytes.subarray(0, headLength(bytes, 0, bytes.length, RAW_VALUE_LIMIT));

/** The size of a header's name and value, in bytes. */
export function headerBytes(header: ClientHeader): number {
  const [name, value] = entryOf(header);
  return Buffer.byteLength(name) + Buffer.byteLength(value);
}

function sum(headers: readonly ClientHeader[]): number {
  let bytes = 0;
  for (const header of headers) bytes += headerBytes(header);
  return bytes;
}

/** As many headers as are within the limits. */
function firstOf(headers: readonly ClientHeader[]): readonly ClientHeader[] {
  let bytes = 0;
  const some = headers.slice(0, MAX_HEADERS);
  const end = some.findIndex((header) => (bytes += headerBytes(header)) > MAX_HEADER_BYTES);
  return end < 0 ? some : some.slice(0, end);
}
