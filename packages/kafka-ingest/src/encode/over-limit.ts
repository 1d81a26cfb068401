import { MAX_HEADER_BYTES, MAX_HEADERS, MAX_KEY_BYTES } from '../message-limits.js';
import type { MessageSize, PackedBatch } from '../packed-batch.js';
import type { QuarantineReason } from './quarantine-reason.js';

/**
 * The true size of a message in a batch. Headers are counted only if the message is marked as
 * oversized.
 */
export function sizeOf({ oversized, valueStart, valueEnd, keyStart, keyEnd }: PackedBatch, i: number): MessageSize {
  const known = oversized?.get(i);
  if (known) return known;
  const value = (valueEnd[i] ?? 0) - (valueStart[i] ?? 0);
  return { value, key: (keyEnd[i] ?? 0) - (keyStart[i] ?? 0), headers: 0, headerBytes: 0 };
}

/** Whether a message is quarantined for its size. */
export function isOverLimit(batch: PackedBatch, i: number, maxMessageBytes: number): boolean {
  const { oversized, valueStart, valueEnd, keyStart, keyEnd } = batch;
  if ((valueEnd[i] ?? 0) - (valueStart[i] ?? 0) > maxMessageBytes) return true;
  if ((keyEnd[i] ?? 0) - (keyStart[i] ?? 0) > MAX_KEY_BYTES) return true;
  return oversized?.has(i) === true;
}

/**
 * Why a message of this size is quarantined: one reason for each part that is too large.
 */
export function overLimit(size: MessageSize, maxMessageBytes: number): readonly QuarantineReason[] {
  const reasons: QuarantineReason[] = [];
  if (size.value > maxMessageBytes) {
    const message = `message of ${size.value} bytes is larger than the limit of ${maxMessageBytes} bytes`;
    reasons.push({ column: '__value', code: 'ingest/too-large', message });
  }
  if (size.key > MAX_KEY_BYTES) {
    const message = `key of ${size.key} bytes is larger than the limit of ${MAX_KEY_BYTES} bytes`;
    reasons.push({ column: '__key', code: 'ingest/key-too-large', message });
  }
  if (size.headers > MAX_HEADERS || size.headerBytes > MAX_HEADER_BYTES) {
    const limits = `${MAX_HEADERS} headers or ${MAX_HEADER_BYTES} bytes`;
    const message = `headers (${size.headers}, of ${size.headerBytes} bytes) are over the limit of ${limits}`;
    reasons.push({ column: '__headers', code: 'ingest/headers-too-large', message });
  }
  return reasons;
}
