/**
 * The delivery logic of one consumer as a pure state machine: events in, commands out. It holds numbers
 * only (no rows, no promises), does no I/O and has no clock or randomness of its own: every event carries
 * `now`, and chance comes in with the event that needs it. `driver.ts` is the thin shell that talks to Kafka
 * and ClickHouse.
 */

/** Names a partition within the machine: `<topic>[<partition>]`. */
export type PartitionKey = string;

export type DeliveryEvent =
  | { readonly type: 'assigned'; readonly partition: PartitionKey; readonly committedOffset: number | undefined; readonly now: number }
  /** `lost`: somebody else owns it already. */
  | { readonly type: 'revoked'; readonly partition: PartitionKey; readonly lost: boolean; readonly now: number }
  /** Messages of one partition were read: offsets `first` to `last` (gaps possible), `bytes` as they came. */
  | { readonly type: 'received'; readonly partition: PartitionKey; readonly first: number; readonly last: number; readonly count: number; readonly bytes: number; readonly now: number }
  /** The driver encoded what `append` told it to; what the open batch weighs now. */
  | { readonly type: 'appended'; readonly partition: PartitionKey; readonly rows: number; readonly quarantined: number; readonly bytes: number; readonly now: number }
  | { readonly type: 'inserted'; readonly batch: number; readonly now: number }
  | { readonly type: 'insert-failed'; readonly batch: number; readonly action: 'retry' | 'hold'; readonly random: number; readonly now: number }
  | { readonly type: 'committed'; readonly batch: number; readonly now: number }
  /** `fenced`: the partition is not ours any more. */
  | { readonly type: 'commit-failed'; readonly batch: number; readonly fenced: boolean; readonly random: number; readonly now: number }
  /** Time passed: ages are looked at. */
  | { readonly type: 'tick'; readonly now: number }
  | { readonly type: 'stop'; readonly now: number };

export type DeliveryCommand =
  /** Decode, map and encode the received messages up to and including this offset into the partition's open batch. */
  | { readonly type: 'append'; readonly partition: PartitionKey; readonly upToOffset: number }
  /** Close the open batch: its range is final from now on. */
  | { readonly type: 'seal'; readonly partition: PartitionKey; readonly batch: number; readonly first: number; readonly last: number }
  | { readonly type: 'insert'; readonly batch: number; readonly attempt: number }
  /** Insert again after a pause. */
  | { readonly type: 'retry-insert'; readonly batch: number; readonly attempt: number; readonly afterMs: number }
  | { readonly type: 'commit'; readonly partition: PartitionKey; readonly batch: number; readonly offset: number }
  | { readonly type: 'retry-commit'; readonly partition: PartitionKey; readonly batch: number; readonly offset: number; readonly afterMs: number }
  /** Forget a batch; nothing of it is committed. */
  | { readonly type: 'drop'; readonly partition: PartitionKey; readonly batch: number | 'open' }
  | { readonly type: 'pause'; readonly partition: PartitionKey; readonly reason: PauseReason }
  | { readonly type: 'resume'; readonly partition: PartitionKey }
  /** All work of a revoked partition is done or dropped: it may be given back. */
  | { readonly type: 'released'; readonly partition: PartitionKey }
  /** After `stop`: nothing is left to do. */
  | { readonly type: 'drained' };

export type PauseReason = 'backlog' | 'insert-failing' | 'draining';
