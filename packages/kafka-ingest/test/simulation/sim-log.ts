/** A message that was produced. Its uid is its identity, whatever offset it has. */
export interface SimMessage {
  readonly uid: number;
  readonly log: SimLog;
  readonly offset: number;
  readonly value: Buffer;
  /** `bad`: does not become a row. `poison`: becomes a row that ClickHouse refuses. */
  readonly kind: 'good' | 'bad' | 'poison';
  /** Aborted or compacted messages and control records leave a gap. */
  isVisible: boolean;
}

/** What is in a log at an offset. */
type Entry = SimMessage | 'control';

/**
 * A partition during one life of its topic. A topic that is deleted and created again has other
 * logs.
 */
export class SimLog {
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
  /** The first offset that is kept. */
  start = 0;
  /** The first offset of a transaction that is not decided yet: nothing is read from there on. */
  openFrom: number | undefined;
  isDeleted = false;
  readonly #entries: Entry[] = [];

  constructor(topic: string, topicId: string, partition: number) {
    this.topic = topic;
    this.topicId = topicId;
    this.partition = partition;
  }

  /** The offset of the next message: the high-water mark. */
  get end(): number {
    return this.#entries.length;
  }

  /** Up to where it can be read: the last stable offset. */
  get readableEnd(): number {
    return this.openFrom ?? this.end;
  }

  get key(): string {
    return `${this.topic}[${this.partition}]`;
  }

  append(entry: (offset: number) => Entry): void {
    this.#entries.push(entry(this.#entries.length));
  }

  /** The message at an offset, if it can be read (or could, when it is of an open transaction). */
  at(offset: number): SimMessage | undefined {
    const entry = this.#entries[offset];
    return offset >= this.start && entry !== undefined && entry !== 'control' && entry.isVisible ? entry : undefined;
  }

  /** Ends the open transaction. */
  decide(isCommitted: boolean): void {
    if (this.openFrom === undefined) return;
    for (let offset = this.openFrom; offset < this.end; offset++) {
      const entry = this.#entries[offset];
      if (entry !== undefined && entry !== 'control' && !isCommitted) entry.isVisible = false;
    }
    this.append(() => 'control');
    this.openFrom = undefined;
  }

  /** Loses its end, as by the election of a leader that did not have it. */
  truncate(end: number): void {
    for (const entry of this.#entries.splice(end)) if (entry !== 'control') entry.isVisible = false;
    this.start = Math.min(this.start, this.end);
  }

  *visible(): Generator<SimMessage> {
    for (let offset = this.start; offset < this.end; offset++) {
      const message = this.at(offset);
      if (message) yield message;
    }
  }
}
