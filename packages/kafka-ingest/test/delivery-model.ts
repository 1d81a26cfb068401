/**
 * A message: its offset, and which life of the topic it belongs to; going back to lower offsets
 * begins a new one.
 */
export type MessageId = number;
export const LIFE = 1_000_000;
export const offsetOf = (id: MessageId): number => id % LIFE;
export const lifeOf = (id: MessageId): number => Math.floor(id / LIFE);

interface Run {
  ids: MessageId[];
  readonly bytesEach: number;
}

export interface ModelBatch {
  readonly partition: string;
  readonly epoch: number;
  readonly ids: readonly MessageId[];
  readonly bytes: number;
  attempts: number;
  inserted: boolean;
}

export interface ModelPartition {
  owned: boolean;
  epoch: number;
  paused: boolean;
  /** Next offset to read. */
  position: number;
  /** What the broker has stored. */
  committed: number;
  life: number;
  received: Run[];
  appending: number;
  open: MessageId[];
  openBytes: number;
  openedAt: number;
  /** Of this assignment. */
  read: MessageId[];
  lastAppended: MessageId | undefined;
  /** The machine has said that the topic went back, since the last append. */
  rewound: boolean;
  lastCommit: MessageId;
  /** When it must be given back, once it is revoked. */
  releaseAt: number;
}

export function assert(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`broken promise: ${promise}`);
}
