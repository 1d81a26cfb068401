/** Names a partition within the machine: `<topic>[<partition>]`. */
export type PartitionKey = string;

/**
 * Whether a failed insert is tried again soon, or slowly because only a person can fix the cause.
 */
export type RetryAction = 'retry' | 'hold';

/**
 * What happened. Every event carries the time, and a random number where a pause follows from it.
 */
export type DeliveryEvent =
  | Assigned
  | Revoked
  | Received
  | ReadTo
  | Appended
  | AppendFailed
  | { readonly type: 'inserted'; readonly batch: number; readonly now: number }
  | InsertFailed
  /** A batch cannot be inserted whole, under its own token: that has to be noted first. */
  | { readonly type: 'pieces-needed'; readonly batch: number; readonly now: number }
  | Committed
  | CommitFailed
  /** Time passed: ages, pauses and deadlines are looked at. */
  | { readonly type: 'tick'; readonly now: number }
  /** Takes no new work. Work under way is finished until `deadline`, then dropped. */
  | Stop;

export interface Assigned {
  readonly type: 'assigned';
  readonly partition: PartitionKey;
  /** Where reading starts. */
  readonly offset: number;
  /** What the broker holds. Undefined unless it is this offset in this life of the partition. */
  readonly stored: StoredPosition | undefined;
  /** The limits of its batches, where they differ from the policy's. */
  readonly limits?: BatchLimits;
  readonly now: number;
}

/** When a batch is full, or old enough to be sent. */
export interface BatchLimits {
  readonly maxRows: number;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
}

/**
 * What a commit says: everything below `offset` is done, and the planned range may have been
 * inserted.
 */
export interface Position {
  readonly offset: number;
  /** Its first is `offset`. */
  readonly plan: PlannedRange | undefined;
  /**
   * Counts how often the offsets of the partition went back in this assignment: the same offsets of
   * another life are other messages.
   */
  readonly life: number;
}

/** Offsets, both included. */
export interface PlannedRange {
  readonly first: number;
  readonly last: number;
  /** Some of its rows may be stored under other tokens than that of the whole range. */
  readonly inPieces: boolean;
}

/** The position with which a partition is assigned. A plan in it is to be built again. */
export type StoredPosition = Omit<Position, 'life'>;

export interface Revoked {
  readonly type: 'revoked';
  readonly partition: PartitionKey;
  /** Another member already owns it. */
  readonly lost: boolean;
  readonly now: number;
}

/**
 * Messages of one partition were read. They lie all within a range to be built again, or all after
 * it.
 */
export interface Received {
  readonly type: 'received';
  readonly partition: PartitionKey;
  /** Offsets, ascending, possibly with gaps. */
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** As they came. */
  readonly bytes: number;
  readonly now: number;
}

/** Everything below `offset` has been received, or does not exist. */
export interface ReadTo {
  readonly type: 'read-to';
  readonly partition: PartitionKey;
  readonly offset: number;
  readonly now: number;
}

/** The messages of the last `append` are in the open batch. */
export interface Appended {
  readonly type: 'appended';
  readonly partition: PartitionKey;
  readonly messages: number;
  readonly last: number;
  readonly receivedBytes: number;
  /** What the blocks of the open batch weigh now. */
  readonly openBytes: number;
  readonly now: number;
}

/**
 * No message of the last `append` could be decoded, because a service is down. The messages are
 * kept.
 */
export interface AppendFailed {
  readonly type: 'append-failed';
  readonly partition: PartitionKey;
  readonly random: number;
  readonly now: number;
}

/**
 * What ClickHouse has too much of, or too little: parts that are not merged yet, or memory.
 */
export type Pressure = 'parts' | 'memory';

export interface InsertFailed {
  readonly type: 'insert-failed';
  readonly batch: number;
  readonly action: RetryAction;
  /** Batches that are not planned yet can relieve it. */
  readonly pressure?: Pressure | undefined;
  readonly random: number;
  readonly now: number;
}

/** The broker has stored what this commit says. */
export interface Committed {
  readonly type: 'committed';
  readonly partition: PartitionKey;
  readonly commit: number;
  readonly now: number;
}

export interface CommitFailed {
  readonly type: 'commit-failed';
  readonly partition: PartitionKey;
  readonly commit: number;
  /** The partition is no longer ours. */
  readonly fenced: boolean;
  readonly random: number;
  readonly now: number;
}

export interface Stop {
  readonly type: 'stop';
  readonly deadline: number;
  readonly now: number;
}

/** What to do. */
export type DeliveryCommand =
  | Append
  | Seal
  /**
   * The offsets of the next `append` are below earlier ones, and must not be taken for the same
   * messages.
   */
  | { readonly type: 'rewound'; readonly partition: PartitionKey; readonly first: number; readonly life: number }
  | Insert
  | Commit
  | Retrying
  | Drop
  | { readonly type: 'pause'; readonly partition: PartitionKey; readonly reason: PauseReason }
  | { readonly type: 'resume'; readonly partition: PartitionKey }
  /** All work of a revoked partition is done or dropped: it may be given back. */
  | { readonly type: 'released'; readonly partition: PartitionKey }
  /** After `stop`: nothing is left to do. */
  | { readonly type: 'drained' };

/** Decode, map and encode the next received messages into the partition's open batch. */
export interface Append {
  readonly type: 'append';
  readonly partition: PartitionKey;
  readonly messages: number;
}

/**
 * Close the open batch. Its range is final: contiguous with those before it, so that it may begin
 * before its first message and end after its last one.
 */
export interface Seal {
  readonly type: 'seal';
  readonly partition: PartitionKey;
  readonly batch: number;
  readonly first: number;
  readonly last: number;
  readonly life: number;
  /** It is the range of a plan, which may have been inserted already. */
  readonly rebuilt: boolean;
}

/** Insert the blocks of a sealed batch. */
export interface Insert {
  readonly type: 'insert';
  readonly partition: PartitionKey;
  readonly batch: number;
  /** Counts from 1. */
  readonly attempt: number;
  /** Whether its plan says so: only then may anything but the whole blocks be sent. */
  readonly inPieces: boolean;
}

/** Write down how far the partition is done, and what is inserted next. One at a time. */
export interface Commit extends Position {
  readonly type: 'commit';
  readonly partition: PartitionKey;
  readonly commit: number;
}

/** For information: this failed, and is tried again on a `tick` after `afterMs`. */
export interface Retrying {
  readonly type: 'retrying';
  readonly partition: PartitionKey;
  readonly what: 'append' | 'insert' | 'commit';
  readonly action: RetryAction;
  /** How many attempts have failed. */
  readonly attempt: number;
  readonly afterMs: number;
}

/**
 * Forget messages that are not appended yet, the open batch, or a sealed one. Nothing of it is
 * committed.
 */
export interface Drop {
  readonly type: 'drop';
  readonly partition: PartitionKey;
  readonly what: 'received' | 'open' | { readonly batch: number };
}

/**
 * `backlog`: the partition holds more than its share of what ClickHouse has not acknowledged.
 * `insert-failing`, `decode-failing`: until that works again. `draining`: `stop` was called.
 */
export type PauseReason = 'backlog' | 'insert-failing' | 'decode-failing' | 'draining';
