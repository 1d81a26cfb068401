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

export interface Plan {
  readonly first: number;
  readonly last: number;
  readonly inPieces: boolean;
}

export interface ModelBatch {
  readonly partition: string;
  readonly epoch: number;
  readonly ids: readonly MessageId[];
  /** The range, which may be wider than its messages, and the life of the topic. */
  readonly token: string;
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
  /** What the broker has stored; undefined before the first commit. */
  stored: { readonly offset: number; readonly plan: Plan | undefined; readonly life: number } | undefined;
  life: number;
  /** The lives of this assignment, in the order in which the machine counts them. */
  lives: number[];
  /** The messages up to this offset must come in one batch of exactly the planned range. */
  rebuild: Plan | undefined;
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
  /** Where the next batch has to begin. */
  next: number;
  /** When it must be given back, once it is revoked. */
  releaseAt: number;
}

export function assert(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`broken promise: ${promise}`);
}
