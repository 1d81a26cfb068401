import { IngestError, isRetryable } from '@proj/diagnostics';
import type { Drop, Retrying, Seal } from '../delivery/protocol.js';
import type { Turns } from '../delivery/turns.js';
import type { BatchEncoder } from '../encode/batch-encoder.js';
import { decodeRun, type DecodedRun, type MessageRun } from '../encode/decode-run.js';
import type { EncoderPool } from '../encode/encoder-pool.js';
import type { EventHub, PartitionOfDatasource } from '../events.js';
import type { PackedBatch } from '../packed-batch.js';
import type { Pipeline } from '../pipeline.js';
import type { Clock, MessageSource, RowSink, TopicPartition } from '../ports.js';
import { problemOf } from '../problem.js';
import { reasonText, type DatasourceCounters } from '../stats.js';
import { BatchInsert, failureAction } from './batch-insert.js';
import { endOfStep, messageBytes } from './message-runs.js';
import { retryText } from './retry-text.js';

/** What all partitions of a data source share. */
export interface DatasourceWork {
  readonly pipeline: Pipeline;
  readonly pool: EncoderPool;
  readonly counters: DatasourceCounters;
}

/** What all partitions of a consumer share. */
export interface ConsumerWork {
  readonly source: MessageSource;
  readonly sink: RowSink;
  readonly clock: Clock;
  readonly events: EventHub;
  readonly turns: Turns;
  /** Stands in for a topic's id where there is none. */
  readonly runId: string;
  /** Inserts under way. */
  readonly inserts: Set<Promise<void>>;
  /** Counts the steps back of topics, so that each gets tokens of its own. */
  nextRewind(): number;
}

export const keyOf = (topic: string, partition: number): string => `${topic}[${partition}]`;

/**
 * One assigned partition: the messages, encoders and blocks that the machine knows by number only.
 * Its methods obey the machine's commands, and answer with events.
 */
export class Partition implements TopicPartition {
  readonly key: string;
  readonly topic: string;
  readonly partition: number;
  readonly datasource: DatasourceWork;
  /** For events. */
  readonly where: PartitionOfDatasource;
  /** Messages read before this moment belong to an earlier assignment. */
  readonly assignedAt: number;
  /** The next offset after what was read. */
  position: number | undefined;
  readonly #work: ConsumerWork;
  /** Runs that are not appended yet; the first may be, partly. */
  readonly #received: { readonly run: MessageRun; next: number }[] = [];
  /**
   * Counts how often received messages were dropped, so that a decoding under way sees that it is
   * not wanted.
   */
  #turn = 0;
  #open: BatchEncoder | undefined;
  readonly #sealed = new Map<number, BatchInsert>();
  /** Part of the tokens: the topic's id, or the id of this run. */
  #incarnation: Promise<string>;
  /** Why the last attempt failed, reported together with the time of the next one. */
  #failure: unknown;

  constructor(
    { topic, partition }: TopicPartition,
    committedOffset: number | undefined,
    datasource: DatasourceWork,
    assignedAt: number,
    work: ConsumerWork,
  ) {
    this.key = keyOf(topic, partition);
    this.topic = topic;
    this.partition = partition;
    this.datasource = datasource;
    this.where = { datasource: datasource.pipeline.datasource, topic, partition };
    this.assignedAt = assignedAt;
    this.position = committedOffset;
    this.#work = work;
    this.#incarnation = this.#askIncarnation(false);
  }

  // From messages to blocks

  /** Takes in messages of a poll. @returns how many bytes they have */
  receive(batch: PackedBatch, from: number, to: number): number {
    const { counters } = this.datasource;
    const bytes = messageBytes(batch, from, to);
    const first = batch.offset[from] ?? 0;
    const last = batch.offset[to - 1] ?? 0;
    counters.messagesRead += to - from;
    counters.bytesRead += bytes;
    this.position = last + 1;
    this.#received.push({ run: { batch, from, to }, next: from });
    const now = this.#work.clock.now();
    this.#work.turns.send({ type: 'received', partition: this.key, first, last, count: to - from, bytes, now });
    if (this.#received.length > 0) batch.retain();
    return bytes;
  }

  append(messages: number): void {
    const [front] = this.#received;
    if (!front) throw new Error(`append without messages: ${this.key}`);
    const { run, next } = front;
    const to = endOfStep(run.batch, next, Math.min(run.to, next + messages));
    const part: MessageRun = { batch: run.batch, from: next, to };
    const turn = this.#turn;
    try {
      const decoded = decodeRun(this.datasource.pipeline, part);
      if (!(decoded instanceof Promise)) return this.#encode(part, decoded);
      run.batch.retain();
      decoded
        .then((result) => {
          if (this.#turn === turn) this.#encode(part, result);
        })
        .catch((error: unknown) => {
          if (this.#turn === turn) this.#appendFailed(error);
        });
    } catch (error) {
      this.#appendFailed(error);
    }
  }

  #encode(part: MessageRun, decoded: DecodedRun): void {
    const { batch, from, to } = part;
    this.#open ??= this.datasource.pool.take();
    this.#open.append(part, decoded);
    const [front] = this.#received;
    if (front) front.next = to;
    if (front && front.next >= front.run.to) this.#received.shift();
    // Before anything that a listener asked for meanwhile: what is in the batch must be known to be
    // in it.
    this.#work.turns.sendFirst({
      type: 'appended',
      partition: this.key,
      messages: to - from,
      first: batch.offset[from] ?? 0,
      last: batch.offset[to - 1] ?? 0,
      receivedBytes: messageBytes(batch, from, to),
      openBytes: this.#open.byteLength,
      now: this.#work.clock.now(),
    });
  }

  #appendFailed(error: unknown): void {
    const { clock, turns } = this.#work;
    this.#failure = error;
    turns.sendFirst({ type: 'append-failed', partition: this.key, random: clock.random(), now: clock.now() });
  }

  seal({ batch, first, last }: Seal): void {
    const { topic, partition } = this;
    const open = this.#open;
    if (!open) throw new Error(`seal without an open batch: ${this.key}`);
    // The token names this range: with other messages in the batch, a repeated insert would lose or
    // duplicate rows.
    if (open.firstOffset !== first || open.lastOffset !== last) throw new Error(`seal of another range: ${this.key}`);
    const { datasource } = open.pipeline;
    this.#sealed.set(batch, new BatchInsert({ datasource, topic, partition, first, last }, open, this.#incarnation));
    this.#open = undefined;
  }

  /** The same offsets will hold other messages: they need other tokens. */
  rewound(first: number): void {
    const { runId, events } = this.#work;
    const before = this.#incarnation;
    const again = `${runId}.${this.#work.nextRewind()}`;
    // With the same id, the topic lost its end, and other messages have these offsets now.
    this.#incarnation = Promise.all([before, this.#askIncarnation(true)]).then(([old, now]) =>
      now === old || now === runId ? `${now}.${again}` : now,
    );
    events.emit('rewound', { ...this.where, firstOffset: first });
  }

  /**
   * Different for every life of a topic. Without an id from the broker, different for every run, so
   * that nothing is mistaken for old.
   */
  async #askIncarnation(fresh: boolean): Promise<string> {
    const { source, runId } = this.#work;
    return (await source.topicId(this.topic, { fresh }).catch(() => undefined)) ?? runId;
  }

  // To ClickHouse, and back to Kafka

  insert(batch: number, attempt: number): void {
    const insert = this.#sealed.get(batch);
    if (!insert) throw new Error(`insert of an unknown batch: ${batch}`);
    const { sink, clock, turns, inserts } = this.#work;
    insert.startedAt ??= clock.now();
    const done = insert.attempt(sink, attempt).then(
      () => {
        if (this.#sealed.get(batch) === insert) this.#landed(insert);
        turns.send({ type: 'inserted', batch, now: clock.now() });
      },
      (error: unknown) => {
        this.#failure = error;
        this.datasource.counters.insertFailures++;
        const action = failureAction(error);
        turns.send({ type: 'insert-failed', batch, action, random: clock.random(), now: clock.now() });
      },
    );
    inserts.add(done);
    void done.finally(() => inserts.delete(done));
  }

  #landed(insert: BatchInsert): void {
    const { counters } = this.datasource;
    const { events, clock } = this.#work;
    const { rows, quarantined, range, encoder, byteLength: bytes } = insert;
    const { first: firstOffset, last: lastOffset } = range;
    counters.rowsLanded += rows;
    counters.rowsQuarantined += quarantined;
    counters.batchesLanded++;
    const insertMs = clock.now() - (insert.startedAt ?? clock.now());
    events.emit('batch-landed', { ...this.where, firstOffset, lastOffset, rows, quarantined, bytes, insertMs });
    if (quarantined > 0) {
      const last = [...encoder.lastReasons];
      const latest = last.at(-1);
      if (latest) counters.lastQuarantineReason = reasonText(latest);
      events.emit('quarantined', { ...this.where, count: quarantined, last });
    }
    this.#free(insert);
  }

  /** Once: a batch that is inserted and not committed is already free when it is dropped. */
  #free(insert: BatchInsert): void {
    if (!insert.freed) this.datasource.pool.giveBack(insert.encoder);
    insert.freed = true;
  }

  commit(batch: number, offset: number): void {
    const { source, clock, turns, events } = this.#work;
    const { topic, partition } = this;
    source.commit([{ topic, partition, offset }]).then(
      () => {
        this.#sealed.delete(batch);
        events.emit('committed', { ...this.where, offset });
        turns.send({ type: 'committed', batch, now: clock.now() });
      },
      (error: unknown) => {
        this.#failure = error;
        const fenced = error instanceof IngestError && !isRetryable(error);
        turns.send({ type: 'commit-failed', batch, fenced, random: clock.random(), now: clock.now() });
      },
    );
  }

  drop(what: Drop['what']): void {
    if (what === 'received') {
      this.#turn++;
      this.#received.length = 0;
    } else if (what === 'open') {
      if (this.#open) this.datasource.pool.giveBack(this.#open);
      this.#open = undefined;
    } else {
      const insert = this.#sealed.get(what.batch);
      this.#sealed.delete(what.batch);
      insert?.drop(() => this.#free(insert));
    }
  }

  /** Reports what failed, and when it is tried again. */
  retrying({ what, action, attempt, afterMs }: Retrying): void {
    this.#work.events.emit('error', {
      kind: what === 'append' ? 'decode' : what,
      ...this.where,
      ...problemOf(retryText(what, this.key, this.datasource.pipeline), this.#failure),
      action,
      attempt,
      retryInMs: Math.round(afterMs),
    });
  }
}
