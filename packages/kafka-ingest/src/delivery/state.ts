import type { PartitionKey, PauseReason } from './protocol.js';

/** Messages that were read and are not in a batch yet. */
export interface ReceivedRun {
  readonly first: number;
  messages: number;
  bytes: number;
  /** Its offsets lie before some that were read earlier: the topic was made again, or the reading position was set back. */
  rewound: boolean;
}

/** The batch that still grows. */
export interface OpenBatch {
  first: number;
  last: number;
  messages: number;
  bytes: number;
  readonly openedAt: number;
}

export interface SealedBatch {
  readonly id: number;
  readonly first: number;
  readonly last: number;
  readonly bytes: number;
  /**
   * sealed → inserting → inserted → committing, then it is gone. A failure leads from `inserting` back to `sealed`, and
   * from `committing` back to `inserted`, with `retryAt` set.
   */
  state: 'sealed' | 'inserting' | 'inserted' | 'committing';
  insertAttempts: number;
  commitAttempts: number;
  retryAt: number;
}

export interface PartitionState {
  readonly key: PartitionKey;
  /** `revoking`: to be given back until `releaseAt`; it gets nothing new. */
  phase: 'owned' | 'revoking';
  releaseAt: number;
  committed: number | undefined;
  lastReceived: number | undefined;
  readonly received: ReceivedRun[];
  /** Messages that the driver was told to append and has not reported yet. */
  appending: number;
  appendAttempts: number;
  appendRetryAt: number;
  open: OpenBatch | undefined;
  /** In offset order. */
  readonly batches: SealedBatch[];
  /** What is received, open or sealed, and not acknowledged by ClickHouse. */
  bytes: number;
  insertFailing: boolean;
  paused: PauseReason | undefined;
}

export const newPartition = (key: PartitionKey, committed: number | undefined): PartitionState => ({
  key,
  phase: 'owned',
  releaseAt: Infinity,
  committed,
  lastReceived: undefined,
  received: [],
  appending: 0,
  appendAttempts: 0,
  appendRetryAt: 0,
  open: undefined,
  batches: [],
  bytes: 0,
  insertFailing: false,
  paused: undefined,
});

/** The batch to insert next, if the one before it is through: one insert at a time, and at most one ahead of the commits. */
export function nextToInsert(p: PartitionState): SealedBatch | undefined {
  const index = p.batches.findIndex((batch) => batch.state === 'sealed' || batch.state === 'inserting');
  const batch = p.batches[index];
  return batch?.state === 'sealed' && index <= 1 ? batch : undefined;
}

export const hasUninserted = (p: PartitionState): boolean =>
  p.batches.some((batch) => batch.state === 'sealed' || batch.state === 'inserting');

export const hasWork = (p: PartitionState): boolean =>
  p.open !== undefined || p.batches.length > 0 || p.received.length > 0;
