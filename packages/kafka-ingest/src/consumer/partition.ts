import type { Commit, Drop, Insert, PauseReason, Retrying, Seal } from '../delivery/protocol.js';
import type { Start } from '../delivery/starting.js';
import type { BatchEncoder } from '../encode/batch-encoder.js';
import { decodeRun, type DecodedRun, type MessageRun } from '../encode/decode-run.js';
import type { PartitionOfDatasource } from '../events.js';
import type { PackedBatch } from '../packed-batch.js';
import { partitionKey } from '../partition-key.js';
import type { AssignedPartition, RowSink, TopicPartition } from '../ports.js';
import { problemOf } from '../problem.js';
import { failureAction, pressureOf, type BatchInsert } from './batch-insert.js';
import { Incarnations } from './incarnations.js';
import { PiecesNeeded } from './insert-pieces.js';
import { messageBytes } from './message-runs.js';
import { newBatchInsert } from './new-batch-insert.js';
import { PartitionCommits } from './partition-commits.js';
import { prepareRebuild, tokenLifeMs, type Stored } from './rebuilding.js';
import { cutAfter, ReceivedRuns } from './received-runs.js';
import { retryText } from './retry-text.js';
import { Waiting, type WaitingFor } from './waiting.js';
import type { ConsumerWork, DatasourceWork } from './work.js';

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
  position: number;
  /** Given back: nothing more is said about it. */
  isReleased = false;
  readonly #work: ConsumerWork;
  readonly #start: Start;
  readonly #tokenLifeMs: number;
  readonly #incarnations: Incarnations;
  readonly #received = new ReceivedRuns();
  #open: BatchEncoder | undefined;
  readonly #sealed = new Map<number, BatchInsert>();
  /** Of the range that is built again; asked for with its first messages. */
  #stored: Stored | undefined;
  readonly #commits: PartitionCommits;
  readonly #waiting = new Waiting();

  constructor(
    { topic, partition, partitionCount }: AssignedPartition,
    start: Start,
    datasource: DatasourceWork,
    assignedAt: number,
    work: ConsumerWork,
  ) {
    this.key = partitionKey({ topic, partition });
    this.topic = topic;
    this.partition = partition;
    this.datasource = datasource;
    this.where = { datasource: datasource.pipeline.datasource, topic, partition };
    this.assignedAt = assignedAt;
    this.position = start.offset;
    this.#work = work;
    this.#start = start;
    this.#tokenLifeMs = tokenLifeMs(partitionCount, work.limitsOf(datasource.pipeline).maxAgeMs);
    const { landing, quarantine } = datasource.pipeline;
    const stored = { tables: [landing, quarantine], topic, partition };
    const storedEnd = work.sink.storedEnd && (() => work.sink.storedEnd?.(stored) ?? Promise.resolve(0));
    this.#incarnations = new Incarnations(start.incarnation, work.clock, storedEnd);
    this.#commits = new PartitionCommits(this, start.stored?.offset, this.#incarnations, work);
    if (!start.stored?.plan) this.#stored = { offsets: undefined };
  }

  // From messages to blocks

  /** Takes in messages of a poll. @returns how many bytes they have */
  receive(batch: PackedBatch, from: number, to: number): number {
    const bytes = messageBytes(batch, from, to);
    this.position = (batch.offset[to - 1] ?? 0) + 1;
    this.#work.events.emit('read', { ...this.where, messages: to - from, bytes });
    // The machine counts messages, so those of a plan come in a run of their own.
    for (const run of cutAfter({ batch, from, to }, this.#start.stored?.plan?.last)) this.#receive(run);
    if (!this.#received.isEmpty) batch.retain();
    return bytes;
  }

  #receive(run: MessageRun): void {
    const { batch, from, to } = run;
    this.#received.add(run);
    this.#work.turns.send({
      type: 'received',
      partition: this.key,
      first: batch.offset[from] ?? 0,
      last: batch.offset[to - 1] ?? 0,
      count: to - from,
      bytes: messageBytes(batch, from, to),
      now: this.#work.clock.now(),
    });
  }

  /** Everything below the offset was read, or does not exist. */
  readTo(offset: number): void {
    this.position = Math.max(this.position, offset);
    this.#work.turns.send({ type: 'read-to', partition: this.key, offset, now: this.#work.clock.now() });
  }

  append(messages: number): void {
    const part = this.#received.next(messages);
    const { turn } = this.#received;
    try {
      const decoded = this.#stored ? decodeRun(this.datasource.pipeline, part) : this.#prepared(part);
      if (!(decoded instanceof Promise)) return this.#encode(part, decoded);
      part.batch.retain();
      decoded
        .then((result) => {
          if (this.#received.turn === turn) this.#encode(part, result);
        })
        .catch((error: unknown) => {
          if (this.#received.turn === turn) this.#appendFailed(error);
        });
    } catch (error) {
      this.#appendFailed(error);
    }
  }

  /** Before the first messages of a plan are encoded, it must be known which of them are stored. */
  async #prepared(part: MessageRun): Promise<DecodedRun> {
    const { stored, incarnation } = this.#start;
    const { pipeline } = this.datasource;
    const { sink, clock } = this.#work;
    if (stored?.plan) {
      const life = { unixMs: clock.unixMs(), tokenLifeMs: this.#tokenLifeMs };
      const found = await prepareRebuild({ pipeline, where: this, plan: stored.plan, incarnation, sink, ...life });
      this.#stored ??= found;
    }
    return decodeRun(pipeline, part);
  }

  #encode(part: MessageRun, decoded: DecodedRun): void {
    const { batch, from, to } = part;
    if (!this.#open) {
      this.#open = this.datasource.pool.take();
      this.#open.skip(this.#stored?.offsets);
    }
    this.#open.append(part, decoded);
    this.#received.advance(to);
    // Before anything that a listener asked for meanwhile: what is in the batch must be known to be
    // in it.
    this.#work.turns.sendFirst({
      type: 'appended',
      partition: this.key,
      messages: to - from,
      last: batch.offset[to - 1] ?? 0,
      receivedBytes: messageBytes(batch, from, to),
      openBytes: this.#open.byteLength,
      now: this.#work.clock.now(),
    });
  }

  #appendFailed(error: unknown): void {
    const { clock, turns } = this.#work;
    this.#waiting.failure = error;
    turns.sendFirst({ type: 'append-failed', partition: this.key, random: clock.random(), now: clock.now() });
  }

  seal({ batch, first, last, life, rebuilt }: Seal): void {
    const open = this.#open;
    if (!open) throw new Error(`seal without an open batch: ${this.key}`);
    // The token names this range: with other messages in the batch, a repeated insert would lose or
    // duplicate rows.
    const isWithin = (open.firstOffset ?? -1) >= first && (open.lastOffset ?? Infinity) <= last;
    if (!isWithin) throw new Error(`seal of another range: ${this.key}`);
    const { datasource, groupId } = this.datasource.pipeline;
    const { topic, partition } = this;
    const range = { datasource, groupId, topic, partition, first, last };
    const insert = newBatchInsert(range, open, {
      ...{ datasource: this.datasource, work: this.#work },
      incarnation: () => this.#incarnations.of(life),
      leftOut: rebuilt ? this.#stored?.offsets : undefined,
    });
    this.#sealed.set(batch, insert);
    this.#open = undefined;
    // What follows the plan is new.
    if (rebuilt) this.#stored = { offsets: undefined };
  }

  /** The same offsets will hold other messages: they need other tokens. */
  rewound(first: number, life: number): void {
    this.#incarnations.begin(life);
    this.#stored = { offsets: undefined };
    this.#work.events.emit('rewound', { ...this.where, firstOffset: first });
  }

  // To ClickHouse, and back to Kafka

  insert({ batch, attempt, inPieces }: Insert): void {
    const insert = this.#sealed.get(batch);
    if (!insert) throw new Error(`insert of an unknown batch: ${batch}`);
    const { sink, clock, turns, inserts } = this.#work;
    insert.startedAt ??= clock.now();
    this.#waiting.insertingSince = clock.now();
    const isLate = clock.now() - insert.startedAt > this.#tokenLifeMs;
    // Asked before every piece: the process may have been stopped between two of them.
    const careful: RowSink = {
      insert: async (request) => {
        const whyNot = this.#work.whyNotSend() ?? this.datasource.drift?.whyNot;
        if (whyNot) throw whyNot;
        return sink.insert(request);
      },
    };
    const done = insert.attempt(careful, { attempt, inPieces, isLate }).then(
      () => {
        if (this.#sealed.get(batch) === insert) this.#landed(insert);
        this.#sealed.delete(batch);
        turns.send({ type: 'inserted', batch, now: clock.now() });
      },
      (error: unknown) => {
        if (error instanceof PiecesNeeded) return turns.send({ type: 'pieces-needed', batch, now: clock.now() });
        this.#waiting.failure = error;
        const action = failureAction(error);
        const pressure = pressureOf(error);
        turns.send({ type: 'insert-failed', batch, action, pressure, random: clock.random(), now: clock.now() });
      },
    );
    inserts.add(done);
    void done.finally(() => {
      inserts.delete(done);
      this.#waiting.insertingSince = undefined;
    });
  }

  #landed(insert: BatchInsert): void {
    const { events, clock } = this.#work;
    const { rows, quarantined, range, byteLength: bytes } = insert;
    const { first: firstOffset, last: lastOffset } = range;
    const insertMs = clock.now() - (insert.startedAt ?? clock.now());
    events.emit('batch-landed', { ...this.where, firstOffset, lastOffset, rows, quarantined, bytes, insertMs });
    if (quarantined > 0) {
      events.emit('quarantined', { ...this.where, count: quarantined, last: [...insert.lastReasons] });
    }
    insert.free();
  }

  commit(command: Commit): void {
    const { clock, turns, events } = this.#work;
    const { commit, offset } = command;
    this.#waiting.committingSince = clock.now();
    void this.#commits.send(command).then((outcome) => {
      this.#waiting.committingSince = undefined;
      const now = clock.now();
      if (outcome.stored) {
        if (outcome.isNews && !this.isReleased) events.emit('committed', { ...this.where, offset });
        return turns.send({ type: 'committed', partition: this.key, commit, now });
      }
      const { error, isFenced: fenced } = outcome;
      this.#waiting.failure = error;
      turns.send({ type: 'commit-failed', partition: this.key, commit, fenced, random: clock.random(), now });
    });
  }

  drop(what: Drop['what']): void {
    if (what === 'received') this.#received.drop();
    else if (what === 'open') {
      if (this.#open) this.datasource.pool.giveBack(this.#open);
      this.#open = undefined;
    } else {
      const insert = this.#sealed.get(what.batch);
      this.#sealed.delete(what.batch);
      insert?.drop();
    }
  }

  paused(reason: PauseReason | undefined): void {
    this.#waiting.paused = reason;
  }

  waitingFor(now: number): WaitingFor {
    return this.#waiting.for(now, !this.#received.isEmpty || this.#open !== undefined || this.#sealed.size > 0);
  }

  /** Reports what failed, and when it is tried again. */
  retrying({ what, action, attempt, afterMs }: Retrying): void {
    this.#work.events.emit('error', {
      kind: what === 'append' ? 'decode' : what,
      ...this.where,
      ...problemOf(retryText(what, this.key, this.datasource.pipeline), this.#waiting.failure),
      action,
      attempt,
      retryInMs: Math.round(afterMs),
    });
  }
}
