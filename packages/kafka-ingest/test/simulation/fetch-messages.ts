import type { ReachedEnd } from '../../src/packed-batch.js';
import type { SimLog, SimMessage } from './sim-log.js';

/** Where a partition is read whose start is not decided yet. */
export const NOWHERE = Infinity;

/** A partition that a source reads. */
export interface Reading {
  readonly log: SimLog;
  position: number;
  isPaused: boolean;
  /** It is being given back: nothing more is read of it. */
  isClosing: boolean;
  /** The end that was last reported. */
  reportedEnd: number;
}

interface Fetched {
  readonly messages: { readonly reading: Reading; readonly message: SimMessage }[];
  readonly ends: { readonly reading: Reading; readonly end: ReachedEnd }[];
}

/** The next messages of some partitions, at most `most`, and those that are read to their end. */
export function fetchMessages(readings: Iterable<Reading>, most: number): Fetched {
  const fetched: Fetched = { messages: [], ends: [] };
  for (const reading of readings) {
    const { log } = reading;
    if (reading.isPaused || reading.isClosing || reading.position === NOWHERE || log.isDeleted) continue;
    // Below the start is what retention took away; above the end, what the log has lost.
    reading.position = Math.max(Math.min(reading.position, log.end), log.start);
    while (fetched.messages.length < most && reading.position < log.readableEnd) {
      const message = log.at(reading.position++);
      if (message) fetched.messages.push({ reading, message });
    }
    if (reading.position < log.readableEnd || reading.position === reading.reportedEnd) continue;
    reading.reportedEnd = reading.position;
    fetched.ends.push({ reading, end: { topic: log.topic, partition: log.partition, offset: reading.position } });
  }
  return fetched;
}
