import type { SimLog, SimMessage } from './sim-log.js';

/** A promise that was not kept. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

export function promise(holds: boolean, text: () => string): asserts holds {
  if (!holds) throw new BrokenPromise(text());
}

/** What is known of a message outside the log. */
interface Entry {
  readonly message: SimMessage;
  /** How many rows it has in landing and quarantine together. */
  rows: number;
  /** How many of them it had when it was last read again on purpose. */
  base: number;
  /** In the target of the materialized view. */
  viewRows: number;
  viewBase: number;
}

interface LogEntry {
  /** Everything below is stored, gone, or not promised. */
  doneTo: number;
  /** Below it, a group that starts with `latest` does not want what was there. */
  skippedTo: number;
  floor: number;
  /** The offsets of a lost end, which other messages may have by now. */
  lost: { readonly from: number; readonly to: number } | undefined;
  /** Those of which a new owner cannot tell that other messages have them now. */
  mistakable: { readonly from: number; readonly to: number } | undefined;
}

/**
 * The books of what was produced and what was stored. It knows what every part of the world hides.
 */
export class Ledger {
  readonly #messages: Entry[] = [];
  readonly #logs = new Map<SimLog, LogEntry>();

  get produced(): number {
    return this.#messages.length;
  }

  add(message: SimMessage): void {
    this.#messages[message.uid] = { message, rows: 0, base: 0, viewRows: 0, viewBase: 0 };
  }

  message(uid: number): SimMessage {
    return this.#entry(uid).message;
  }

  #entry(uid: number): Entry {
    const found = this.#messages[uid];
    if (!found) throw new Error(`nobody has produced ${uid}`);
    return found;
  }

  #logEntry(log: SimLog): LogEntry {
    let found = this.#logs.get(log);
    if (!found)
      this.#logs.set(log, (found = { doneTo: 0, skippedTo: 0, floor: 0, lost: undefined, mistakable: undefined }));
    return found;
  }

  /** A row for this message is in one of the tables. */
  stored(uid: number, table: 'landing' | 'quarantine'): void {
    const entry = this.#entry(uid);
    const { kind, log } = entry.message;
    // In a log that was cut, the message that is read again may not be the one that was refused.
    const mayBeMistaken = table === 'quarantine' && this.wasCutBelow(log) > 0;
    promise(
      mayBeMistaken || (table === 'landing') === (kind === 'good'),
      () => `a ${kind} message is in the ${table} table: ${uid}`,
    );
    entry.rows++;
  }

  storedInView(uid: number): void {
    this.#entry(uid).viewRows++;
  }

  /** Messages below are skipped by right. */
  skipped(log: SimLog, to: number): void {
    const entry = this.#logEntry(log);
    entry.skippedTo = Math.max(entry.skippedTo, to);
  }

  /** Rows below the floor of an epoch cannot be told from those of an epoch before. */
  epochFloor(log: SimLog, floor: number): void {
    const entry = this.#logEntry(log);
    entry.floor = Math.max(entry.floor, floor);
  }

  floorOf(log: SimLog): number {
    return this.#logEntry(log).floor;
  }

  /** The log has lost its end: what is produced there now is promised unless it can be mistaken. */
  lostEnd(log: SimLog, from: number, to: number): void {
    const entry = this.#logEntry(log);
    entry.doneTo = Math.min(entry.doneTo, from);
    entry.lost = { from: Math.min(from, entry.lost?.from ?? from), to: Math.max(to, entry.lost?.to ?? to) };
  }

  /** A member that has not seen the log lose its end reads it now. */
  assigned(log: SimLog): void {
    const entry = this.#logEntry(log);
    entry.mistakable = entry.lost;
  }

  /** Whether a new owner could not see what the log has lost. */
  isMistakable(log: SimLog): boolean {
    return this.#logEntry(log).mistakable !== undefined;
  }

  /** Below, the log was cut off at some time. */
  wasCutBelow(log: SimLog): number {
    return this.#logEntry(log).lost?.to ?? 0;
  }

  /** From here on, messages are wanted once more. */
  replayed(log: SimLog, from: number): void {
    const logEntry = this.#logEntry(log);
    logEntry.doneTo = Math.min(logEntry.doneTo, from);
    for (const message of log.visible()) {
      if (message.offset < from) continue;
      const entry = this.#entry(message.uid);
      entry.base = entry.rows;
      entry.viewBase = entry.viewRows;
    }
  }

  /** Whether the message is in a table since it was last wanted. */
  isStored(uid: number): boolean {
    const { rows, base } = this.#entry(uid);
    return rows > base;
  }

  isFirst(uid: number): boolean {
    const { rows, base } = this.#entry(uid);
    return rows === base + 1;
  }

  isPromised({ log, offset }: SimMessage): boolean {
    const { skippedTo, mistakable } = this.#logEntry(log);
    return offset >= skippedTo && !(mistakable && offset >= mistakable.from && offset < mistakable.to);
  }

  /** The first offset whose message is promised and not stored; else the end of the log. */
  doneTo(log: SimLog): number {
    const entry = this.#logEntry(log);
    let at = Math.max(entry.doneTo, log.start);
    for (; at < log.end; at++) {
      const message = log.at(at);
      if (message && this.isPromised(message) && !this.isStored(message.uid)) break;
    }
    entry.doneTo = at;
    return at;
  }

  *entries(): Generator<Readonly<Entry>> {
    for (const entry of this.#messages) yield entry;
  }
}
