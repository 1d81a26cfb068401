import type { PauseReason } from '../delivery/protocol.js';

/** An answer that takes this long is worth a word. In ms. */
const SLOW_MS = 10_000;

/** What keeps a partition from making progress, and what will happen next. */
export interface WaitingFor {
  /** A clause: `ClickHouse to answer an insert`. */
  readonly what: string;
  /** A clause: `the commit is sent again`. */
  readonly next: string;
}

/** What a partition is waiting for, from what was last heard of its inserts, commits and pauses. */
export class Waiting {
  insertingSince: number | undefined;
  committingSince: number | undefined;
  paused: PauseReason | undefined;
  /** Why the last attempt of anything failed. */
  failure: unknown;

  /** @param hasWork whether messages were read that are not done */
  for(now: number, hasWork: boolean): WaitingFor {
    const error = this.failure instanceof Error ? ` (the last error: ${this.failure.message.replace(/\.$/, '')})` : '';
    if (isSlow(this.insertingSince, now)) {
      return {
        what: 'ClickHouse to answer an insert',
        next: 'an insert without an answer is sent again, and its rows are not doubled',
      };
    }
    if (this.paused === 'insert-failing') {
      return { what: 'ClickHouse to accept an insert', next: `it is sent again${error}` };
    }
    if (this.paused === 'decode-failing') {
      return { what: 'messages to be decoded', next: `that is tried again${error}` };
    }
    if (isSlow(this.committingSince, now)) {
      return { what: 'Kafka to store an offset', next: 'the commit is sent again' };
    }
    if (hasWork) {
      return { what: 'a place to insert', next: 'it goes on when the partitions before it are done' };
    }
    return { what: 'Kafka to deliver messages', next: 'a client that stays silent is replaced' };
  }
}

const isSlow = (since: number | undefined, now: number): boolean => since !== undefined && now - since >= SLOW_MS;
