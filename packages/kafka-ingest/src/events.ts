import type { PauseReason } from './delivery/protocol.js';
import type { QuarantinedMessage } from './encode/batch-encoder.js';
import type { SourceStatus } from './ports.js';

/** Where something happened. */
export interface PartitionOfDatasource {
  readonly datasource: string;
  readonly topic: string;
  readonly partition: number;
}

/** Both inserts of a batch are acknowledged by ClickHouse. Its offsets are committed next. */
export interface BatchLanded extends PartitionOfDatasource {
  readonly firstOffset: number;
  readonly lastOffset: number;
  /** Rows of the landing table. */
  readonly rows: number;
  /** Rows of the quarantine table. */
  readonly quarantined: number;
  /** What was sent, before compression. */
  readonly bytes: number;
  /** From the first attempt to the acknowledgement. */
  readonly insertMs: number;
}

/** Messages of a batch that were no rows are in the quarantine table. */
export interface Quarantined extends PartitionOfDatasource {
  readonly count: number;
  /** The last few of them, and why. */
  readonly last: readonly QuarantinedMessage[];
}

/** A partition is not read for now. Polling goes on. */
export interface PartitionPaused extends PartitionOfDatasource {
  readonly reason: PauseReason;
}

/** The state of a consumer's connection to Kafka changed, or there is news about what is wrong with it. */
export interface ConnectionStatus extends SourceStatus {
  readonly connection: string;
  readonly groupId: string;
  /** The data sources that it reads for. */
  readonly datasources: readonly string[];
}

/** Something failed. It is tried again unless `retryInMs` is absent; nothing is lost either way. */
export interface IngestProblem {
  readonly datasource?: string;
  readonly topic?: string;
  readonly partition?: number;
  /** Stable; that of the cause where it has one. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly retryInMs?: number;
  readonly cause?: unknown;
}

/** What a service can listen to. */
export interface IngestEvents {
  'batch-landed': BatchLanded;
  quarantined: Quarantined;
  paused: PartitionPaused;
  resumed: PartitionOfDatasource;
  status: ConnectionStatus;
  error: IngestProblem;
}

/** Listeners by event. */
export type IngestListeners = { readonly [E in keyof IngestEvents]?: (event: IngestEvents[E]) => void };

/** Calls listeners. One that throws harms neither the others nor the ingestion; `onThrow` is told. */
export class EventHub {
  readonly #listeners = new Map<keyof IngestEvents, Set<(event: never) => void>>();
  readonly #onThrow: (error: unknown, event: string) => void;

  constructor(onThrow: (error: unknown, event: string) => void) {
    this.#onThrow = onThrow;
  }

  /** @returns how to stop listening */
  on<E extends keyof IngestEvents>(event: E, listener: (event: IngestEvents[E]) => void): () => void {
    const all = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, all);
    all.add(listener);
    return () => void all.delete(listener);
  }

  emit<E extends keyof IngestEvents>(event: E, what: IngestEvents[E]): void {
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        (listener as (event: IngestEvents[E]) => void)(what);
      } catch (error) {
        this.#onThrow(error, event);
      }
    }
  }
}
