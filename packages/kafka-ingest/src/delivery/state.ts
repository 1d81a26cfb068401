import type { DeliveryPolicy } from './policy.js';
import type { Assigned, BatchLimits, DeliveryCommand, PartitionKey, PauseReason, Position } from './protocol.js';

/** Messages that were read and are not in a batch yet. */
export interface ReceivedRun {
  readonly first: number;
  readonly last: number;
  messages: number;
  bytes: number;
  /** Its offsets are below earlier ones: the topic was recreated, or the position was set back. */
  rewound: boolean;
}

/** The batch that still grows. */
export interface OpenBatch {
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
  readonly life: number;
  /** Its rows are stored under several tokens, and its plan says so. */
  inPieces: boolean;
  /**
   * sealed → inserting → inserted; gone once a commit beyond it is stored. A failure leads from
   * `inserting` back to `sealed`, with `retryAt` set.
   */
  state: 'sealed' | 'inserting' | 'inserted';
  /** One of the `maxConcurrentInserts` places is its: it inserts as soon as its plan is stored. */
  hasPlace: boolean;
  attempts: number;
  retryAt: number;
}

/** A commit that the broker has not answered yet. */
export interface PendingCommit {
  readonly id: number;
  readonly position: Position;
}

export interface PartitionState {
  readonly key: PartitionKey;
  /** `revoking`: to be given back by `releaseAt`; takes nothing new. */
  phase: 'owned' | 'revoking';
  releaseAt: number;
  /** Its work was dropped, so that nothing more may be said about how far it is done. */
  isAbandoned: boolean;
  /** As asked for. */
  readonly wantedLimits: BatchLimits;
  /** As they are now: see `adapting.ts`. */
  readonly limits: { -readonly [K in keyof BatchLimits]: number };
  /** What the broker holds, as far as we know. */
  stored: Position | undefined;
  committing: PendingCommit | undefined;
  commitAttempts: number;
  commitRetryAt: number;
  /** Since when everything sealed is inserted, while that is not committed. */
  idleSince: number;
  /** Where the next batch begins. */
  next: number;
  life: number;
  /** Until the batch up to this offset is sealed, that range is built again. */
  rebuildTo: number | undefined;
  /** Everything below has been received, or does not exist. */
  readTo: number;
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
  /** Batches that are inserted, or will be once their plan is stored. */
  placesTaken: number;
  /** Partitions that got a place in this step. */
  readonly placed: Set<PartitionState>;
  bytes: number;
  lastBatch: number;
  lastCommit: number;
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
  placesTaken: 0,
  placed: new Set(),
  bytes: 0,
  lastBatch: 0,
  lastCommit: 0,
  stopDeadline: undefined,
  drained: false,
  commands: [],
  appends: [],
});

export const newPartition = ({ partition: key, offset, stored }: Assigned, limits: BatchLimits): PartitionState => ({
  key,
  phase: 'owned',
  releaseAt: Infinity,
  isAbandoned: false,
  wantedLimits: limits,
  limits: { maxRows: limits.maxRows, maxBytes: limits.maxBytes, maxAgeMs: limits.maxAgeMs },
  stored: stored && { ...stored, life: 0 },
  committing: undefined,
  commitAttempts: 0,
  commitRetryAt: 0,
  idleSince: 0,
  next: stored?.offset ?? offset,
  life: 0,
  rebuildTo: stored?.plan?.last,
  readTo: offset,
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

/**
 * Where nothing was committed before, the start has to be, or the next owner could choose another
 * one.
 */
export const hasWork = (p: PartitionState): boolean =>
  p.open !== undefined || p.batches.length > 0 || p.received.length > 0 || p.stored === undefined;

/** Whether the partition still collects the messages of a range that is built again. */
export const isRebuilding = (p: PartitionState): boolean => p.rebuildTo !== undefined;

/** The first batch that ClickHouse has not acknowledged. */
export const firstUninserted = (p: PartitionState): SealedBatch | undefined =>
  p.batches.find((batch) => batch.state !== 'inserted');
