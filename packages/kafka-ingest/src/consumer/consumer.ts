import { IngestError } from '@proj/diagnostics';
import { createDelivery, type DeliverySnapshot } from '../delivery/machine.js';
import type { DeliveryPolicy } from '../delivery/policy.js';
import type { BatchLimits, DeliveryCommand, PauseReason } from '../delivery/protocol.js';
import { decideStart } from '../delivery/starting.js';
import { Turns } from '../delivery/turns.js';
import { EncoderPool } from '../encode/encoder-pool.js';
import type { IdleEncoders } from '../encode/idle-encoders.js';
import type { EventHub } from '../events.js';
import type { PackedBatch } from '../packed-batch.js';
import { partitionKey } from '../partition-key.js';
import type { Pipeline } from '../pipeline.js';
import type {
  AssignedPartition,
  Clock,
  MessageSource,
  MessageSourceListener,
  ReadingStart,
  RowSink,
  SourceStatus,
  TopicPartition,
} from '../ports.js';
import { problemOf } from '../problem.js';
import type { DatasourceStats } from '../stats.js';
import { DatasourceCounters, progressOf, statsOf } from './datasource-stats.js';
import { DriftWatch } from './drift-watch.js';
import { newEpoch } from './incarnations.js';
import { runsOf } from './message-runs.js';
import { Partition } from './partition.js';
import { ReadAhead } from './read-ahead.js';
import { StallWatch } from './stall-watch.js';
import type { ConsumerWork, DatasourceWork } from './work.js';

/** What a consumer reads, and what it works with. */
export interface ConsumerParts {
  /** One pipeline per topic. */
  readonly group: { readonly connection: string; readonly groupId: string; readonly pipelines: readonly Pipeline[] };
  readonly source: MessageSource;
  readonly sink: RowSink;
  readonly policy: DeliveryPolicy;
  readonly clock: Clock;
  readonly events: EventHub;
  /** Differs between processes: part of query ids. */
  readonly runId: string;
  /** Bounds what idle encoders keep; the consumers of an ingest share it. @default the process's */
  readonly idle?: IdleEncoders;
}

const TICK_MS = 50;
const STALL_CHECK_MS = 1_000;
/** How long aborted inserts may take to end after a stop, before their answers no longer count. */
const ABORT_GRACE_MS = 1_000;
const CLOSE_LEAST_MS = 500;

/**
 * The shell around the delivery machine for one consumer: reports to it what happened, and does
 * what it says. Messages go poll → runs → `received` … `append` → decode and encode → `appended` …
 * `seal` → `insert` → `commit`. All decisions are the machine's; here is only I/O.
 */
export class Consumer implements MessageSourceListener {
  readonly #parts: ConsumerParts;
  readonly #machine;
  readonly #turns: Turns;
  readonly #work: ConsumerWork;
  readonly #datasources = new Map<string, DatasourceWork>();
  readonly #partitions = new Map<string, Partition>();
  readonly #reader: ReadAhead;
  /** Counts assignments and revocations, so that messages of earlier assignments are recognised. */
  #epoch = 0;
  readonly #waitingForRelease = new Map<string, (() => void)[]>();
  readonly #lost = new Set<string>();
  readonly #inserts = new Set<Promise<void>>();
  #cancelTick: (() => void) | undefined;
  #drained: (() => void) | undefined;
  #droppedBatches = 0;
  readonly #counters: DatasourceCounters;
  readonly #stalls: StallWatch;
  #nextStallCheck = 0;

  constructor(parts: ConsumerParts) {
    this.#parts = parts;
    const { policy, source, sink, clock, events, runId } = parts;
    this.#machine = createDelivery(policy);
    this.#turns = new Turns(this.#machine, (command) => this.#obey(command));
    this.#work = {
      ...{ source, sink, clock, events, runId, turns: this.#turns, inserts: this.#inserts },
      limitsOf: (pipeline) => this.#limitsOf(pipeline),
      whyNotSend: () => this.#whyNotSend(),
    };
    const { connection, groupId } = parts.group;
    this.#stalls = new StallWatch({ connection, groupId }, events, clock);
    this.#counters = new DatasourceCounters(events, parts.group.pipelines);
    this.#reader = new ReadAhead({
      source,
      clock,
      epoch: () => this.#epoch,
      take: (batch, epoch) => this.#take(batch, epoch),
      failed: (error, retryInMs) =>
        events.emit('error', { kind: 'read', ...problemOf('Reading from Kafka failed.', error), retryInMs }),
    });
    for (const pipeline of parts.group.pipelines) {
      const pool = new EncoderPool(pipeline, policy.maxConcurrentInserts, parts.idle);
      const drift = sink.query && new DriftWatch(pipeline, { query: sink.query.bind(sink) }, clock);
      this.#datasources.set(pipeline.topic, { pipeline, pool, drift });
    }
  }

  start(): void {
    this.#parts.source.open(this);
    this.#reader.start();
    for (const { drift } of this.#datasources.values()) drift?.start();
    this.#tick();
  }

  /**
   * Finishes what is under way until the deadline and leaves the group.
   *
   * @returns whether everything was delivered
   */
  async stop(deadlineMs: number): Promise<boolean> {
    const { clock, source } = this.#parts;
    const drained = new Promise<void>((resolve) => (this.#drained = resolve));
    // Batches dropped by an earlier rebalance do not count.
    this.#droppedBatches = 0;
    const deadline = clock.now() + deadlineMs;
    this.#turns.send({ type: 'stop', deadline, now: clock.now() });
    await drained;
    await this.#reader.stop();
    await Promise.race([
      Promise.all(this.#inserts),
      new Promise<void>((resolve) => clock.after(ABORT_GRACE_MS, resolve)),
    ]);
    // A client that does not close must not keep the process: what is left of the time is its.
    await source.close(Math.max(CLOSE_LEAST_MS, deadline - clock.now()));
    this.#cancelTick?.();
    for (const { pool, drift } of this.#datasources.values()) {
      pool.close();
      drift?.stop();
    }
    return this.#droppedBatches === 0;
  }

  // What the source reports

  onAssigned(partitions: readonly AssignedPartition[]): readonly ReadingStart[] {
    this.#epoch++;
    return partitions.flatMap((one) => {
      const datasource = this.#datasources.get(one.topic);
      return datasource ? [this.#begin(one, datasource)] : [];
    });
  }

  #begin(facts: AssignedPartition, datasource: DatasourceWork): ReadingStart {
    const { clock, events } = this.#parts;
    const start = decideStart(facts, datasource.pipeline.autoOffsetReset, () => newEpoch(clock));
    const { offset, reason, stored } = start;
    const partition = new Partition(facts, start, datasource, this.#epoch, this.#work);
    const { key, topic, where } = partition;
    this.#partitions.set(key, partition);
    events.emit('assigned', { ...where, offset, start: reason });
    const limits = this.#limitsOf(datasource.pipeline);
    this.#turns.send({ type: 'assigned', partition: key, offset, stored, limits, now: clock.now() });
    return { topic, partition: partition.partition, offset };
  }

  #limitsOf({ batches }: Pipeline): BatchLimits {
    const { maxRows, maxBytes, maxAgeMs } = this.#parts.policy;
    return { maxRows, maxBytes, maxAgeMs, ...batches };
  }

  /**
   * A process that was stopped for longer than the session time-out may wake up as a zombie: its
   * partitions belong to another member, and it does not know that before a poll is answered.
   */
  #whyNotSend(): IngestError | undefined {
    const { silentMs } = this.#reader;
    if (silentMs <= this.#parts.source.sessionTimeoutMs) return undefined;
    const text = `Kafka was not polled for ${Math.round(silentMs / 1000)} s: the partition may belong to another member by now.`;
    return new IngestError('ingest/silent-too-long', text, { retryable: true });
  }

  async onRevoked(partitions: readonly TopicPartition[], lost: boolean): Promise<void> {
    this.#epoch++;
    const released = partitions.map(({ topic, partition }) => {
      const key = partitionKey({ topic, partition });
      return new Promise<void>((resolve) => {
        this.#waitingForRelease.set(key, [...(this.#waitingForRelease.get(key) ?? []), resolve]);
        if (lost) this.#lost.add(key);
        this.#turns.send({ type: 'revoked', partition: key, lost, now: this.#parts.clock.now() });
      });
    });
    await Promise.all(released);
  }

  onStatus(status: SourceStatus): void {
    const { events, group } = this.#parts;
    const datasources = group.pipelines.map((one) => one.datasource);
    events.emit('status', { connection: group.connection, groupId: group.groupId, datasources, ...status });
  }

  #take(batch: PackedBatch, epoch: number): number {
    let bytes = 0;
    for (const { topic, partition: number, from, to } of runsOf(batch)) {
      const partition = this.#partitions.get(partitionKey({ topic, partition: number }));
      if (partition && partition.assignedAt <= epoch) bytes += partition.receive(batch, from, to);
    }
    for (const { topic, partition: number, offset } of batch.ends ?? []) {
      const partition = this.#partitions.get(partitionKey({ topic, partition: number }));
      if (partition && partition.assignedAt <= epoch) partition.readTo(offset);
    }
    return bytes;
  }

  #tick(): void {
    const { clock } = this.#parts;
    this.#turns.send({ type: 'tick', now: clock.now() });
    if (clock.now() >= this.#nextStallCheck) {
      this.#nextStallCheck = clock.now() + STALL_CHECK_MS;
      this.#stalls.check(progressOf([...this.#partitions.values()], this.#machine.inspect(), this.#parts.source));
    }
    this.#cancelTick = clock.after(TICK_MS, () => this.#tick());
  }

  // What the machine says

  #obey(command: DeliveryCommand): void {
    if (command.type === 'drained') return this.#drained?.();
    if (command.type === 'released') return this.#released(command.partition);
    const partition = this.#partitions.get(command.partition);
    if (!partition) return;
    switch (command.type) {
      case 'append':
        return partition.append(command.messages);
      case 'seal':
        return partition.seal(command);
      case 'rewound':
        return partition.rewound(command.first, command.life);
      case 'insert':
        return partition.insert(command);
      case 'commit':
        return partition.commit(command);
      case 'retrying':
        return partition.retrying(command);
      case 'drop':
        if (command.what !== 'received') this.#droppedBatches++;
        return partition.drop(command.what);
      case 'pause':
        return this.#pause(partition, command.reason);
      case 'resume':
        this.#parts.source.resume([partition]);
        partition.paused(undefined);
        return this.#parts.events.emit('resumed', partition.where);
      default:
        return command satisfies never;
    }
  }

  #pause(partition: Partition, reason: PauseReason): void {
    this.#parts.source.pause([partition]);
    partition.paused(reason);
    this.#parts.events.emit('paused', { ...partition.where, reason });
  }

  #released(key: string): void {
    const partition = this.#partitions.get(key);
    this.#partitions.delete(key);
    const lost = this.#lost.delete(key);
    if (partition) {
      partition.isReleased = true;
      this.#parts.events.emit('revoked', { ...partition.where, lost });
    }
    const waiting = this.#waitingForRelease.get(key) ?? [];
    this.#waitingForRelease.delete(key);
    for (const resolve of waiting) resolve();
  }

  // What can be asked of it

  snapshot(): DeliverySnapshot {
    return this.#machine.inspect();
  }

  stats(): DatasourceStats[] {
    const { source } = this.#parts;
    return statsOf(this.#counters, [...this.#partitions.values()], this.#machine.inspect(), source);
  }
}
