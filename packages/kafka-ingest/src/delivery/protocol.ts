/** Names a partition within the machine: `<topic>[<partition>]`. */
export type PartitionKey = string;

/** What happened. Every event carries the time, and chance where it is needed. */
export type DeliveryEvent =
  | {
      readonly type: 'assigned';
      readonly partition: PartitionKey;
      readonly committedOffset: number | undefined;
      readonly now: number;
    }
  /** `lost`: somebody else owns it already. */
  | { readonly type: 'revoked'; readonly partition: PartitionKey; readonly lost: boolean; readonly now: number }
  /** Messages of one partition were read: offsets `first` to `last` (gaps possible), `bytes` as they came. */
  | { readonly type: 'received'; readonly partition: PartitionKey; readonly first: number; readonly last: number; readonly count: number; readonly bytes: number; readonly now: number } // prettier-ignore
  /**
   * The messages of the last `append` are in the open batch. `messages`, `first`, `last` and `receivedBytes` tell about
   * them; `openBytes` is what the blocks of the open batch weigh now.
   */
  | { readonly type: 'appended'; readonly partition: PartitionKey; readonly messages: number; readonly first: number; readonly last: number; readonly receivedBytes: number; readonly openBytes: number; readonly now: number } // prettier-ignore
  /** None of the messages of the last `append` could be decoded, because something outside is down. They are kept. */
  | { readonly type: 'append-failed'; readonly partition: PartitionKey; readonly random: number; readonly now: number }
  | { readonly type: 'inserted'; readonly batch: number; readonly now: number }
  | {
      readonly type: 'insert-failed';
      readonly batch: number;
      readonly action: 'retry' | 'hold';
      readonly random: number;
      readonly now: number;
    }
  | { readonly type: 'committed'; readonly batch: number; readonly now: number }
  /** `fenced`: the partition is not ours any more. */
  | {
      readonly type: 'commit-failed';
      readonly batch: number;
      readonly fenced: boolean;
      readonly random: number;
      readonly now: number;
    }
  /** Time passed: ages, pauses and deadlines are looked at. */
  | { readonly type: 'tick'; readonly now: number }
  /** No new work; what is there is finished until `deadline`, then dropped. */
  | { readonly type: 'stop'; readonly deadline: number; readonly now: number };

/** What to do. */
export type DeliveryCommand =
  /** Decode, map and encode the next `messages` messages that were received into the partition's open batch. */
  | { readonly type: 'append'; readonly partition: PartitionKey; readonly messages: number }
  /** Close the open batch: its range is final from now on. */
  | {
      readonly type: 'seal';
      readonly partition: PartitionKey;
      readonly batch: number;
      readonly first: number;
      readonly last: number;
    }
  /** Offsets of the next `append` begin again below those before: they must not be taken for the same messages. */
  | { readonly type: 'rewound'; readonly partition: PartitionKey; readonly first: number }
  /** Insert both blocks of a sealed batch. `attempt` counts from 1. */
  | { readonly type: 'insert'; readonly partition: PartitionKey; readonly batch: number; readonly attempt: number }
  | { readonly type: 'commit'; readonly partition: PartitionKey; readonly batch: number; readonly offset: number }
  /** For information: this failed, and is tried again on a `tick` after `afterMs`. */
  | { readonly type: 'retrying'; readonly partition: PartitionKey; readonly what: 'append' | 'insert' | 'commit'; readonly attempt: number; readonly afterMs: number } // prettier-ignore
  /** Forget messages that were received and not appended, the open batch, or a sealed one; nothing of it is committed. */
  | {
      readonly type: 'drop';
      readonly partition: PartitionKey;
      readonly what: 'received' | 'open' | { readonly batch: number };
    }
  | { readonly type: 'pause'; readonly partition: PartitionKey; readonly reason: PauseReason }
  | { readonly type: 'resume'; readonly partition: PartitionKey }
  /** All work of a revoked partition is done or dropped: it may be given back. */
  | { readonly type: 'released'; readonly partition: PartitionKey }
  /** After `stop`: nothing is left to do. */
  | { readonly type: 'drained' };

/**
 * `backlog`: it holds more than its share of what ClickHouse has not acknowledged. `insert-failing`, `decode-failing`: until
 * that works again. `draining`: `stop` was called.
 */
export type PauseReason = 'backlog' | 'insert-failing' | 'decode-failing' | 'draining';
