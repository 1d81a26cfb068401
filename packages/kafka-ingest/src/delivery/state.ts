import type { DeliveryPolicy } from './policy.js';
import type { DeliveryCommand, PartitionKey, PauseReason } from './protocol.js';

/** Messages that were read and are not in a batch yet. */
export interface ReceivedRun {
  readonly first: number;
  messages: number;
  bytes: number;
  /** Its offsets are below earlier ones: the topic was recreated, or the position was set back. */
  rewound: boolean;
}

/** The batch that still grows. */
export interface OpenBatch {
  readonly first: number;
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
   * sealed → inserting → inserted → committing, then it is gone. A failure leads from `inserting`
   * back to `sealed`, and from `committing` back to `inserted`, with `retryAt` set.
   */
  state: 'sealed' | 'inserting' | 'inserted' | 'committing';
  insertAttempts: number;
  commitAttempts: number;
  retryAt: number;
}

export interface PartitionState {
  readonly key: PartitionKey;
  /** `revoking`: to be given back by `releaseAt`; takes nothing new. */
  phase: 'owned' | 'revoking';
  releaseAt: number;
  committed: number | undefined;
  lastReceived: number | undefined;
  readonly received: ReceivedRun[];
  /** Messages of an `append` that has not been answered yet. */
  appending: number;
  appendAttempts: number;
  appendRetryAt: number;
  open: OpenBatch | undefined;
  /** In offset order. */
  readonly batches: SealedBatch[];
  /** Bytes received, open or sealed, and not acknowledged by ClickHouse. */
  bytes: number;
  insertFailing: boolean;
  paused: PauseReason | undefined;
}

/** Everything the machine remembers, and what the step in progress has decided so far. */
export interface MachineState {
  readonly policy: DeliveryPolicy;
  readonly partitions: Map<PartitionKey, PartitionState>;
  /** Sealed batches that are not committed, by id. */
  readonly batches: Map<number, { readonly p: PartitionState; readonly batch: SealedBatch }>;
  /** Batches dropped during their insert. Each keeps its place until the insert is answered. */
  readonly orphans: Set<number>;
  /** Partitions that want to insert, in the order in which they began to wait. */
  readonly waiting: Set<PartitionState>;
  /** Paused partitions that may be resumed some day. */
  readonly mayResume: Set<PartitionState>;
  inserting: number;
  bytes: number;
  lastBatch: number;
  stopDeadline: number | undefined;
  drained: boolean;
  commands: DeliveryCommand[];
  appends: DeliveryCommand[];
}

export const newMachineState = (policy: DeliveryPolicy): MachineState => ({
  policy,
  partitions: new Map(),
  batches: new Map(),
  orphans: new Set(),
  waiting: new Set(),
  mayResume: new Set(),
  inserting: 0,
  bytes: 0,
  lastBatch: 0,
  stopDeadline: undefined,
  drained: false,
  commands: [],
  appends: [],
});

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

/** Whether a partition only finishes what it has. */
export const isClosing = (m: MachineState, p: PartitionState): boolean =>
  p.phase === 'revoking' || m.stopDeadline !== undefined;

export const hasUninserted = (p: PartitionState): boolean =>
  p.batches.some((batch) => batch.state === 'sealed' || batch.state === 'inserting');

export const hasWork = (p: PartitionState): boolean =>
  p.open !== undefined || p.batches.length > 0 || p.received.length > 0;
