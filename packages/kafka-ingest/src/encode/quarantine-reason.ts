/**
 * Why a message did not become a row: one entry per bad column. `__value` and `__key` stand for the
 * whole value or key. The quarantine table has column and message; the code is for counting
 * reasons, since messages quote what was found.
 */
export interface QuarantineReason {
  readonly column: string;
  /**
   * Stable: `mapping/…` for a column, `codecs/…` for bytes that do not decode, `ingest/too-large`,
   * `ingest/key-too-large`, `ingest/headers-too-large`, `ingest/tombstone`.
   */
  readonly code: string;
  readonly message: string;
}
