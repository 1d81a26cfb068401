import type { DecodeFailure, DecodedField } from '@proj/codecs';
import type { RowMapping } from '@proj/row-mapping';
import type { QuarantineReason } from './quarantine-reason.js';

/** Why a message goes to quarantine before any of its columns is mapped. */
export interface RejectionBeforeMapping {
  readonly reasons: readonly QuarantineReason[];
  /** Whether its value was decoded, so that what the columns' paths find in it can be shown. */
  readonly decoded: boolean;
}

/**
 * Judges message `n` of a decoded field.
 *
 * @param isTombstone whether it has no value
 * @param over which of its parts are over a limit
 * @returns nothing when its value can be mapped to a row, column by column
 */
export function rejectionBeforeMapping(
  mapping: Pick<RowMapping, 'acceptsTombstone'>,
  isTombstone: boolean,
  over: readonly QuarantineReason[] | undefined,
  values: DecodedField,
  keys: DecodedField | undefined,
  n: number,
): RejectionBeforeMapping | undefined {
  if (over) return { reasons: over, decoded: false };
  const failure = values.failures?.get(n);
  if (failure) return { reasons: [reasonOf('__value', failure)], decoded: false };
  const badKey = keys?.failures?.get(n);
  if (badKey) return { reasons: [reasonOf('__key', badKey)], decoded: true };
  if (isTombstone && !mapping.acceptsTombstone) {
    const message = 'message has no value (a tombstone), and not every column is Nullable or has a DEFAULT';
    return { reasons: [{ column: '__value', code: 'ingest/tombstone', message }], decoded: false };
  }
  return undefined;
}

const reasonOf = (column: string, { code, message }: DecodeFailure): QuarantineReason => ({ column, code, message });
