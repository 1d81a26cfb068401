import type { PauseReason, RetryAction } from './delivery/protocol.js';
import type { StartReason } from './delivery/starting.js';
import type { QuarantinedMessage } from './encode/batch-encoder.js';
import type { SourceStatus } from './ports.js';
import { problemOf, type Problem } from './problem.js';

/** Where something happened. */
export interface PartitionOfDatasource {
  readonly datasource: string;
  readonly topic: string;
  readonly partition: number;
}

/** A partition is ours from now on. */
export interface PartitionAssigned extends PartitionOfDatasource {
  /** The offset at which reading starts. */
  readonly offset: number;
  /** Why there. */
  readonly start: StartReason;
}

/** Messages were read. */
export interface MessagesRead extends PartitionOfDatasource {
  readonly messages: number;
  /** Of their keys and values. */
  readonly bytes: number;
}

/** A partition is given back. All its work is done or dropped; nothing more is said about it. */
export interface PartitionRevoked extends PartitionOfDatasource {
  /** Another member already owned it, so that its work was dropped. */
  readonly lost: boolean;
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

/** Messages of a batch that did not become rows are in the quarantine table. */
export interface Quarantined extends PartitionOfDatasource {
  readonly count: number;
  /** The last few of them, and why. */
  readonly last: readonly QuarantinedMessage[];
}

/** Everything before `offset` is done, and the broker has stored that. */
export interface OffsetCommitted extends PartitionOfDatasource {
  readonly offset: number;
}

/** The offsets of a partition went back: its topic was recreated, or lost its end. */
export interface PartitionRewound extends PartitionOfDatasource {
  /**
   * The offset at which reading goes on. Messages from there on are new, whatever had these offsets
   * before.
   */
  readonly firstOffset: number;
}

/** A partition is not read for now. Polling goes on. */
export interface PartitionPaused extends PartitionOfDatasource {
  readonly reason: PauseReason;
}

/**
 * A consumer's connection to Kafka changed its state, or there is news about what is wrong with it.
 */
export interface ConnectionStatus extends SourceStatus {
  readonly connection: string;
  readonly groupId: string;
  /** The data sources that it reads for. */
  readonly datasources: readonly string[];
}

/** Nothing has landed for 30 s, although there is lag, or although the lag is unknown. */
export interface Stalled {
  readonly connection: string;
  readonly groupId: string;
  readonly datasource: string;
  readonly topic: string;
  /** The partitions that wait, in the order of their numbers. Empty when none is assigned. */
  readonly partitions: readonly number[];
  /** Undefined when it is unknown. */
  readonly lag: number | undefined;
  /** What it is waiting for, as a clause: `an answer of ClickHouse to an insert`. */
  readonly waitingFor: string;
  /** For how long nothing has landed. */
  readonly sinceMs: number;
  /** What comes next, as a clause: `the insert is sent again in 12 s`. */
  readonly next: string;
}

/** Something failed. It is tried again unless `retryInMs` is absent; nothing is lost either way. */
export interface IngestProblem extends Problem {
  /**
   * What failed: a poll, the decoding of messages, an insert, a commit, or a listener of these
   * events.
   */
  readonly kind: 'read' | 'decode' | 'insert' | 'commit' | 'listener';
  readonly datasource?: string;
  readonly topic?: string;
  readonly partition?: number;
  /** The class of the retry: soon, or slowly because only a person can fix the cause. */
  readonly action?: RetryAction;
  /** How many attempts have failed. */
  readonly attempt?: number;
  readonly retryInMs?: number;
  /** With kind `listener`: the event that it listened to. */
  readonly event?: string;
}

/**
 * What is worth a line in a log and is not a failure of the delivery: what the Kafka client says,
 * advice.
 */
export interface IngestNote {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** One sentence. Holds no secret. */
  readonly message: string;
  /** For programs. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * What a service can listen to: all that an ingest says about itself.
 *
 * A consumer says `status` whenever its connection changes. For one partition the order is:
 * `assigned`; `read` as messages come; then, batch by batch in offset order, `batch-landed`,
 * `quarantined` right after it if some of its messages were, and `committed`; at last `revoked`.
 * The next batch may land before the one ahead of it is committed. After a fenced commit there is
 * no `committed` any more.
 *
 * `error` comes with every failed attempt, before the attempt that follows it, so that a batch that
 * failed twice gives two of them and then `batch-landed`. `paused` and `resumed` alternate, except
 * that `paused` comes again when the reason becomes a graver one; the pause by a stop has no
 * `resumed`. `rewound` comes before the first batch from the lower offsets lands.
 *
 * Listeners are called synchronously, in the order in which they were added. One that throws harms
 * neither the others nor the ingestion: it gives an `error` of kind `listener`.
 */
export interface IngestEvents {
  /** Once for each partition, when the group assigns it. */
  assigned: PartitionAssigned;
  /** With every poll that has messages of a partition. */
  read: MessagesRead;
  /** Once for each partition, when it is given back: after a rebalance, a loss, or a stop. */
  revoked: PartitionRevoked;
  /** Once for each batch. */
  'batch-landed': BatchLanded;
  /** Once for each batch with quarantined messages. */
  quarantined: Quarantined;
  /** Once for each commit that the broker has stored. */
  committed: OffsetCommitted;
  /** Each time that offsets go back. */
  rewound: PartitionRewound;
  /** When a partition is no longer read, or for another reason than before. */
  paused: PartitionPaused;
  /** When a paused partition is read again. */
  resumed: PartitionOfDatasource;
  /** When the state of a connection changes, and when there is news about a problem. */
  status: ConnectionStatus;
  /**
   * When partitions with lag, or with unknown lag, have made no progress for 30 s, and every 60 s
   * after that. One event per data source and cause.
   */
  stalled: Stalled;
  /** With every failed attempt. */
  error: IngestProblem;
  /** Any time, also before the first connection: advice comes at the start. */
  note: IngestNote;
}

/** Listeners by event. */
export type IngestListeners = { readonly [E in keyof IngestEvents]?: (event: IngestEvents[E]) => void };

/** Calls listeners, and reports one that throws to the others. */
export class EventHub {
  readonly #listeners = new Map<keyof IngestEvents, Set<(event: never) => void>>();

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
        // One that throws at this as well would otherwise be reported to itself for ever.
        if ('kind' in what && what.kind === 'listener') continue;
        this.emit('error', { kind: 'listener', event, ...problemOf(`A listener of '${event}' threw.`, error) });
      }
    }
  }
}
