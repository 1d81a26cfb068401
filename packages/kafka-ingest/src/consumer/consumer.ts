import { isRetryable, IngestError } from '@proj/diagnostics';
import { BatchInsert, failureAction } from './batch-insert.js';
import type { DeliveryCommand, DeliveryEvent } from '../delivery/protocol.js';
import { createDelivery, type DeliverySnapshot } from '../delivery/machine.js';
import { keyOf, retryText, whereIs, type DatasourceWork, type PartitionWork } from './partition.js';
import type { DeliveryPolicy } from '../delivery/policy.js';
import { decodeRun, type DecodedRun, type MessageRun } from '../encode/decode-run.js';
import { EncoderPool } from '../encode/encoder-pool.js';
import type { EventHub } from '../events.js';
import { bytesCutOff, endOfStep, messageBytes, runsOf } from './message-runs.js';
import type { PackedBatch } from '../packed-batch.js';
import type { Pipeline } from '../pipeline.js';
import type {
  Clock,
  Logger,
  MessageSource,
  MessageSourceListener,
  RowSink,
  SourceStatus,
  TopicPartition,
} from '../ports.js';
import { statsOf } from './datasource-stats.js';
import { newCounters, reasonText, type DatasourceStats } from '../stats.js';
import { problemOf } from '../problem.js';

export interface DriverOptions {
  /** Of one connection and group, one per topic. */
  readonly pipelines: readonly Pipeline[];
  readonly source: MessageSource;
  readonly sink: RowSink;
  readonly policy: DeliveryPolicy;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: EventHub;
  /** Stands in for a topic's id where there is none. */
  readonly runId: string;
}

const TICK_MS = 50;
const POLL_BYTES = 4 * 1024 * 1024;
const POLL_MESSAGES = 5_000;
/** How long aborted inserts may take to end after a stop, before their answers are no longer waited for. */
const ABORT_GRACE_MS = 1_000;

/**
 * The shell around the delivery machine for one consumer: tells it what happened, does what it says. Messages go
 * poll → runs → `received` … `append` → decode and encode → `appended` … `seal` → `insert` → `commit`. All decisions
 * are the machine's; here is only I/O.
 */
export class Driver implements MessageSourceListener {
  readonly #options: DriverOptions;
  readonly #machine;
  readonly #datasources = new Map<string, DatasourceWork>();
  readonly #partitions = new Map<string, PartitionWork>();
  readonly #queue: DeliveryEvent[] = [];
  #sending = false;
  /** Counts up with every assignment and revocation; tells messages of earlier assignments. */
  #epoch = 0;
  readonly #waitingForRelease = new Map<string, (() => void)[]>();
  readonly #inserts = new Set<Promise<void>>();
  #averageBytes = POLL_BYTES / 500;
  #closing = false;
  #loop: Promise<void> | undefined;
  #cancelTick: (() => void) | undefined;
  #drained: (() => void) | undefined;
  #droppedBatches = 0;
  #rewinds = 0;

  constructor(options: DriverOptions) {
    this.#options = options;
    this.#machine = createDelivery(options.policy);
    for (const pipeline of options.pipelines) {
      const pool = new EncoderPool(pipeline, options.policy.maxConcurrentInserts);
      this.#datasources.set(pipeline.topic, { pipeline, pool, counters: newCounters() });
    }
  }

  start(): void {
    this.#options.source.open(this);
    this.#loop = this.#run();
    this.#tick();
  }

  /** Finishes what is under way until the deadline and leaves the group. @returns whether everything was delivered */
  async stop(deadlineMs: number): Promise<boolean> {
    const { clock, source } = this.#options;
    const drained = new Promise<void>((resolve) => (this.#drained = resolve));
    // What a rebalance dropped earlier is no matter of this stop.
    this.#droppedBatches = 0;
    this.#send({ type: 'stop', deadline: clock.now() + deadlineMs, now: clock.now() });
    await drained;
    this.#closing = true;
    await this.#loop;
    await Promise.race([
      Promise.all(this.#inserts),
      new Promise<void>((resolve) => clock.after(ABORT_GRACE_MS, resolve)),
    ]);
    await source.close();
    this.#cancelTick?.();
    for (const { pool } of this.#datasources.values()) pool.close();
    return this.#droppedBatches === 0;
  }

  // What the source tells

  onAssigned(partitions: readonly (TopicPartition & { readonly committedOffset: number | undefined })[]): void {
    this.#epoch++;
    for (const { topic, partition, committedOffset } of partitions) {
      const datasource = this.#datasources.get(topic);
      if (!datasource) continue;
      const key = keyOf(topic, partition);
      this.#send({ type: 'assigned', partition: key, committedOffset, now: this.#options.clock.now() });
      this.#partitions.set(key, {
        key,
        datasource,
        topic,
        partition,
        assignedAt: this.#epoch,
        received: [],
        turn: 0,
        open: undefined,
        sealed: new Map(),
        incarnation: this.#incarnation(topic, false),
        position: committedOffset,
        problem: undefined,
      });
    }
  }

  async onRevoked(partitions: readonly TopicPartition[], lost: boolean): Promise<void> {
    this.#epoch++;
    const { clock } = this.#options;
    const released = partitions.map(({ topic, partition }) => {
      const key = keyOf(topic, partition);
      return new Promise<void>((resolve) => {
        this.#waitingForRelease.set(key, [...(this.#waitingForRelease.get(key) ?? []), resolve]);
        this.#send({ type: 'revoked', partition: key, lost, now: clock.now() });
      });
    });
    await Promise.all(released);
  }

  onStatus(status: SourceStatus): void {
    const { events, logger, pipelines } = this.#options;
    const [first] = pipelines;
    if (!first) return;
    const who = {
      connection: first.connection,
      groupId: first.groupId,
      datasources: pipelines.map((one) => one.datasource),
    };
    if (status.problem) {
      const { code, message, hint } = status.problem;
      logger.warn({ ...who, code, retryInMs: status.retryInMs }, hint === undefined ? message : `${message} ${hint}`);
    } else logger.info({ ...who, state: status.state }, `Connection ${who.connection}: ${status.state}.`);
    events.emit('status', { ...who, ...status });
  }

  // Reading

  async #run(): Promise<void> {
    // The next poll is issued before the last result is worked on, so that fetching and mapping overlap.
    let next = this.#poll();
    while (!this.#closing) {
      const { batch, epoch } = await next;
      next = this.#poll();
      if (batch) this.#take(batch, epoch);
    }
    await next;
  }

  #poll(): Promise<{ readonly batch: PackedBatch | undefined; readonly epoch: number }> {
    const { source, clock } = this.#options;
    // One at a time where a single one is that large: the client makes an object of each before anybody can cut it.
    const messages = Math.max(1, Math.min(POLL_MESSAGES, Math.floor(POLL_BYTES / this.#averageBytes)));
    return source.poll(messages).then(
      (batch) => ({ batch, epoch: this.#epoch }),
      async (error: unknown) => {
        this.#report(undefined, 'Reading from Kafka failed.', error, 1_000);
        await new Promise<void>((resolve) => clock.after(1_000, resolve));
        return { batch: undefined, epoch: this.#epoch };
      },
    );
  }

  #take(batch: PackedBatch, epoch: number): void {
    const now = this.#options.clock.now();
    let bytesOfAll = 0;
    for (const { topic, partition, from, to } of runsOf(batch)) {
      const work = this.#partitions.get(keyOf(topic, partition));
      if (!work || work.assignedAt > epoch) continue;
      const bytes = messageBytes(batch, from, to);
      const first = batch.offset[from] ?? 0;
      const last = batch.offset[to - 1] ?? 0;
      bytesOfAll += bytes;
      work.datasource.counters.messagesRead += to - from;
      work.datasource.counters.bytesRead += bytes;
      work.position = last + 1;
      work.received.push({ run: { batch, from, to }, next: from });
      this.#send({ type: 'received', partition: work.key, first, last, count: to - from, bytes, now });
      if (work.received.length > 0) batch.retain();
    }
    // Follows larger messages at once and smaller ones slowly: too many large ones at a time would be the greater harm.
    if (batch.count === 0) return;
    const average = (bytesOfAll + bytesCutOff(batch)) / batch.count + 64;
    this.#averageBytes = Math.max(average, this.#averageBytes * 0.8 + average * 0.2);
  }

  #tick(): void {
    const { clock } = this.#options;
    this.#send({ type: 'tick', now: clock.now() });
    this.#cancelTick = clock.after(TICK_MS, () => this.#tick());
  }

  // The machine

  /** An event that comes up while a command is obeyed waits until all commands before it are. */
  #send(event: DeliveryEvent, when: 'in turn' | 'next' = 'in turn'): void {
    if (when === 'next') this.#queue.unshift(event);
    else this.#queue.push(event);
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
        for (const command of this.#machine.step(next)) this.#obey(command);
      }
    } finally {
      this.#sending = false;
    }
  }

  #obey(command: DeliveryCommand): void {
    if (command.type === 'drained') return this.#drained?.();
    if (command.type === 'released') return this.#released(command.partition);
    const work = this.#partitions.get(command.partition);
    if (!work) return;
    switch (command.type) {
      case 'append':
        return this.#append(work, command.messages);
      case 'seal':
        return this.#seal(work, command);
      case 'rewound':
        return this.#rewound(work, command.first);
      case 'insert':
        return this.#insert(work, command.batch, command.attempt);
      case 'commit':
        return this.#commit(work, command.batch, command.offset);
      case 'retrying':
        return this.#retrying(work, command);
      case 'drop':
        return this.#drop(work, command.what);
      case 'pause':
        this.#options.source.pause([work]);
        if (command.reason !== 'draining')
          this.#options.logger.info({ ...whereIs(work), reason: command.reason }, 'Partition paused.');
        return this.#options.events.emit('paused', { ...whereIs(work), reason: command.reason });
      case 'resume':
        this.#options.source.resume([work]);
        return this.#options.events.emit('resumed', whereIs(work));
      default:
        return command satisfies never;
    }
  }

  #released(key: string): void {
    this.#partitions.delete(key);
    const waiting = this.#waitingForRelease.get(key) ?? [];
    this.#waitingForRelease.delete(key);
    for (const resolve of waiting) resolve();
  }

  // From messages to blocks

  #append(work: PartitionWork, messages: number): void {
    const [front] = work.received;
    if (!front) throw new Error(`append without messages: ${work.key}`);
    const { run, next } = front;
    const to = endOfStep(run.batch, next, Math.min(run.to, next + messages));
    const part: MessageRun = { batch: run.batch, from: next, to };
    const { turn } = work;
    try {
      const decoded = decodeRun(work.datasource.pipeline, part);
      if (!(decoded instanceof Promise)) return this.#encode(work, part, decoded);
      run.batch.retain();
      decoded
        .then((result) => {
          if (work.turn === turn) this.#encode(work, part, result);
        })
        .catch((error: unknown) => {
          if (work.turn === turn) this.#appendFailed(work, error);
        });
    } catch (error) {
      this.#appendFailed(work, error);
    }
  }

  #encode(work: PartitionWork, part: MessageRun, decoded: DecodedRun): void {
    const { batch, from, to } = part;
    work.open ??= work.datasource.pool.take();
    work.open.append(part, decoded);
    const [front] = work.received;
    if (front) front.next = to;
    if (front && front.next >= front.run.to) work.received.shift();
    // Before anything that a listener asked for meanwhile: what is in the batch must be known to be in it.
    const appended = {
      type: 'appended',
      partition: work.key,
      messages: to - from,
      first: batch.offset[from] ?? 0,
      last: batch.offset[to - 1] ?? 0,
      receivedBytes: messageBytes(batch, from, to),
      openBytes: work.open.byteLength,
      now: this.#options.clock.now(),
    } as const;
    this.#send(appended, 'next');
  }

  #appendFailed(work: PartitionWork, error: unknown): void {
    const { clock } = this.#options;
    work.problem = error;
    this.#send({ type: 'append-failed', partition: work.key, random: clock.random(), now: clock.now() }, 'next');
  }

  #seal(work: PartitionWork, command: Extract<DeliveryCommand, { type: 'seal' }>): void {
    const { topic, partition, open } = work;
    if (!open) throw new Error(`seal without an open batch: ${work.key}`);
    const { datasource } = open.pipeline;
    const { batch, first, last } = command;
    // The token names this range: with other messages in the batch a repetition would lose or double rows.
    if (open.firstOffset !== first || open.lastOffset !== last) throw new Error(`seal of another range: ${work.key}`);
    work.sealed.set(batch, new BatchInsert({ datasource, topic, partition, first, last }, open, work.incarnation));
    work.open = undefined;
  }

  #rewound(work: PartitionWork, first: number): void {
    const before = work.incarnation;
    const again = `${this.#options.runId}.${++this.#rewinds}`;
    // The same id: the topic lost its end and other messages have these offsets now. They need other tokens all the same.
    work.incarnation = Promise.all([before, this.#incarnation(work.topic, true)]).then(([old, now]) =>
      now === old || now === this.#options.runId ? `${now}.${again}` : now,
    );
    const text = `Offsets of ${work.key} went back to ${first}: the topic was probably deleted and made again.`;
    this.#options.logger.warn({ ...whereIs(work) }, text);
  }

  // To ClickHouse, and back to Kafka

  #insert(work: PartitionWork, batch: number, attempt: number): void {
    const insert = work.sealed.get(batch);
    if (!insert) throw new Error(`insert of an unknown batch: ${batch}`);
    const { sink, clock } = this.#options;
    insert.startedAt ??= clock.now();
    const done = insert.attempt(sink, attempt).then(
      () => {
        if (work.sealed.get(batch) === insert) this.#landed(work, insert);
        this.#send({ type: 'inserted', batch, now: clock.now() });
      },
      (error: unknown) => {
        work.problem = error;
        work.datasource.counters.insertFailures++;
        this.#send({
          type: 'insert-failed',
          batch,
          action: failureAction(error),
          random: clock.random(),
          now: clock.now(),
        });
      },
    );
    this.#inserts.add(done);
    void done.finally(() => this.#inserts.delete(done));
  }

  #landed(work: PartitionWork, insert: BatchInsert): void {
    const { counters } = work.datasource;
    const { events, clock } = this.#options;
    const { rows, quarantined, range, encoder } = insert;
    const { first: firstOffset, last: lastOffset } = range;
    counters.rowsLanded += rows;
    counters.rowsQuarantined += quarantined;
    counters.batchesLanded++;
    const insertMs = clock.now() - (insert.startedAt ?? clock.now());
    const bytes = insert.byteLength;
    events.emit('batch-landed', { ...whereIs(work), firstOffset, lastOffset, rows, quarantined, bytes, insertMs });
    if (quarantined > 0) {
      const last = [...encoder.lastReasons];
      const latest = last.at(-1);
      if (latest) counters.lastQuarantineReason = reasonText(latest);
      events.emit('quarantined', { ...whereIs(work), count: quarantined, last });
    }
    this.#free(work, insert);
  }

  /** Once: what is inserted and not committed is free already when it is dropped. */
  #free(work: PartitionWork, insert: BatchInsert): void {
    if (!insert.freed) work.datasource.pool.giveBack(insert.encoder);
    insert.freed = true;
  }

  #commit(work: PartitionWork, batch: number, offset: number): void {
    const { source, clock } = this.#options;
    const { topic, partition } = work;
    source.commit([{ topic, partition, offset }]).then(
      () => {
        work.sealed.delete(batch);
        this.#send({ type: 'committed', batch, now: clock.now() });
      },
      (error: unknown) => {
        work.problem = error;
        const fenced = error instanceof IngestError && !isRetryable(error);
        this.#send({ type: 'commit-failed', batch, fenced, random: clock.random(), now: clock.now() });
      },
    );
  }

  #drop(work: PartitionWork, what: Extract<DeliveryCommand, { type: 'drop' }>['what']): void {
    const { pool } = work.datasource;
    if (what === 'received') {
      work.turn++;
      work.received.length = 0;
      return;
    }
    this.#droppedBatches++;
    if (what === 'open') {
      if (work.open) pool.giveBack(work.open);
      work.open = undefined;
      return;
    }
    const insert = work.sealed.get(what.batch);
    work.sealed.delete(what.batch);
    insert?.drop(() => this.#free(work, insert));
  }

  /** Different for every life of a topic; where the broker gives no id different for every run, so that nothing is ever swallowed. */
  async #incarnation(topic: string, fresh: boolean): Promise<string> {
    const { source, runId } = this.#options;
    return (await source.topicId(topic, { fresh }).catch(() => undefined)) ?? runId;
  }

  // Telling

  #retrying(work: PartitionWork, { what, afterMs }: Extract<DeliveryCommand, { type: 'retrying' }>): void {
    this.#report(work, retryText(what, work), work.problem, Math.round(afterMs));
  }

  #report(work: PartitionWork | undefined, text: string, cause: unknown, retryInMs: number): void {
    const problem = { ...(work ? whereIs(work) : {}), ...problemOf(text, cause), retryInMs };
    const { cause: _, message, ...fields } = problem;
    this.#options.logger.error(fields, message);
    this.#options.events.emit('error', problem);
  }

  snapshot(): DeliverySnapshot {
    return this.#machine.inspect();
  }

  stats(): DatasourceStats[] {
    const { source } = this.#options;
    const partitions = [...this.#partitions.values()];
    return statsOf([...this.#datasources.values()], partitions, this.#machine.inspect(), source);
  }
}
