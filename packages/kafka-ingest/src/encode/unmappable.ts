import type { DecodeFailure, DecodedField } from '@proj/codecs';
import type { Pipeline } from '../pipeline.js';
import type { QuarantineReason } from './quarantine-rows.js';

/** Why a message goes to quarantine before any column is looked at. */
export interface Unmappable {
  readonly reason: QuarantineReason;
  /** Whether its value was decoded, so that what the columns' paths find in it can be shown. */
  readonly decoded: boolean;
}

/**
 * Judges message `n` of a decoded field.
 *
 * @param size of its value in bytes; undefined for a tombstone
 * @returns nothing when its value can be mapped to a row, column by column
 */
export function unmappable(
  limits: Pick<Pipeline, 'mapping' | 'maxMessageBytes'>,
  size: number | undefined,
  values: DecodedField,
  keys: DecodedField | undefined,
  n: number,
): Unmappable | undefined {
  if (size !== undefined && size > limits.maxMessageBytes) {
    const message = `message of ${size} bytes is larger than the limit of ${limits.maxMessageBytes} bytes`;
    return { reason: { column: '__value', code: 'ingest/too-large', message }, decoded: false };
  }
  const failure = values.failures?.get(n);
  if (failure) return { reason: reasonOf('__value', failure), decoded: false };
  const badKey = keys?.failures?.get(n);
  if (badKey) return { reason: reasonOf('__key', badKey), decoded: true };
  if (size === undefined && !limits.mapping.acceptsTombstone) {
    const message = 'message has no value (a tombstone), and not every column is Nullable or has a DEFAULT';
    return { reason: { column: '__value', code: 'ingest/tombstone', message }, decoded: false };
  }
  return undefined;
}

const reasonOf = (column: string, { code, message }: DecodeFailure): QuarantineReason => ({ column, code, message });
