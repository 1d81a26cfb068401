import type { ConsumerGroup } from '../consumer-group.js';
import type { PackedBatch } from '../packed-batch.js';
import type { Clock, Logger, MessageSource, MessageSourceListener, TopicPartition } from '../ports.js';
import { Arrivals } from './arrivals.js';
import { Assignment } from './assignment.js';
import { clientErrors, type ClientError } from './client/client-error.js';
import { SESSION_TIMEOUT_MS } from './client/client-settings.js';
import type { RawConsumer } from './client/raw-consumer.js';
import { GroupConnection } from './connecting.js';
import { ConsumeGate } from './consume-gate.js';
import { notAssigned } from './errors.js';
import { partitionKey } from '../partition-key.js';
import { PendingCommits, type PartitionCommit } from './pending-commits.js';
import { ReadingProblems } from './problems/reading-problems.js';
import { ReportedProblems } from './problems/reported-problems.js';
import { readAgain } from './read-again.js';
import { ClientReader } from './readers/client-reader.js';
import { ReadingProgress } from './reading-progress.js';
import { Rebalancing } from './rebalancing.js';
import { TopicDirectory } from './topic-directory.js';
import { GroupWatch } from './watch/group-watch.js';
import { JoinWatch } from './watch/join-watch.js';

export interface KafkaSourceOptions {
  readonly group: ConsumerGroup;
  readonly logger: Logger;
  readonly clock: Clock;
  /** How much the client may fetch ahead. In KiB. @default 32_768 */
  readonly queuedKilobytes?: number;
}

const POLL_TIMEOUT_MS = 100;
const CLOSE_LIMIT_MS = 10_000;

/**
 * A member of a consumer group, over librdkafka.
 *
 * ## Pitfalls of the client
 * - Assigning or disconnecting while a `consume` is under way mixes up messages or uses freed
 *   memory. Everything of that kind goes through the {@link ConsumeGate}.
 * - Messages of partitions that are being given back still arrive; {@link Assignment} drops them.
 * - The client swallows an error that is not the first thing a `consume` meets. `event.error`
 *   reports most of them as well, and {@link GroupConnection} listens to both; {@link GroupWatch}
 *   notices what is left.
 */
export class KafkaSource implements MessageSource {
  readonly sessionTimeoutMs = SESSION_TIMEOUT_MS;
  readonly #options: KafkaSourceOptions;
  readonly #topics: TopicDirectory;
  readonly #commits: PendingCommits;
  readonly #gate = new ConsumeGate();
  readonly #assignment = new Assignment();
  readonly #progress: ReadingProgress;
  readonly #reader: ClientReader;
  readonly #problems: ReportedProblems;
  readonly #reading: ReadingProblems;
  readonly #connection: GroupConnection;
  readonly #arrivals: Arrivals;
  #rebalancing: Rebalancing | undefined;
  #watch: GroupWatch | undefined;
  #join: JoinWatch | undefined;
  #listener: MessageSourceListener | undefined;

  constructor(options: KafkaSourceOptions) {
    const { group, clock, logger, queuedKilobytes = 32_768 } = options;
    this.#options = options;
    this.#topics = new TopicDirectory(group, clock);
    this.#commits = new PendingCommits(clock);
    this.#progress = new ReadingProgress(clock);
    this.#reader = new ClientReader(group, this.#assignment);
    this.#problems = new ReportedProblems(group, logger);
    this.#reading = new ReadingProblems(group.connection, group.groupId);
    this.#connection = new GroupConnection(
      { group, clock, queuedKilobytes, problems: this.#problems, reading: this.#reading },
      {
        onStatus: (status) => this.#listener?.onStatus(status),
        onConnected: (consumer) => this.#onConnected(consumer),
        onRebalance: (consumer, error, partitions) => {
          this.#join?.joined();
          this.#rebalancing?.onRebalance(consumer, error, partitions);
        },
        onCommitted: (error, offsets) => this.#commits.answered(error, offsets),
        onArrival: () => this.#arrivals.arrived(),
        onTopicReplaced: (consumer, topic) => this.#rebalancing?.onTopicReplaced(consumer, topic),
        onConsumeError: (consumer, error) => this.#onConsumeError(consumer, error),
        onLost: () => this.#onLost(),
      },
    );
    this.#arrivals = new Arrivals(this.#connection.pauses);
  }

  open(listener: MessageSourceListener): void {
    const { group, clock, logger } = this.#options;
    const [connection, topics, progress] = [this.#connection, this.#topics, this.#progress];
    this.#listener = listener;
    const rebalancing = new Rebalancing({
      ...{ group, connection, topics, progress, listener, logger },
      gate: this.#gate,
      assignment: this.#assignment,
      reader: this.#reader,
    });
    this.#rebalancing = rebalancing;
    this.#watch = new GroupWatch({
      ...{ group, clock, topics, progress, rebalancing },
      problems: this.#problems,
      reading: this.#reading,
      isCurrent: (consumer) => connection.isInUse(consumer),
      isOutage: () => connection.isOutage,
      sleep: (ms) => connection.pauses.sleep(ms),
      onStatus: (status) => listener.onStatus(status),
      replace: (consumer, problem) => connection.replace(consumer, problem),
    });
    connection.open();
  }

  async poll(maxMessages: number): Promise<PackedBatch> {
    const batch = await this.#gate.alone(() => this.#read(maxMessages));
    if (batch && (batch.count > 0 || batch.ends)) return batch;
    await this.#arrivals.wait(POLL_TIMEOUT_MS);
    return batch ?? this.#reader.take();
  }

  async #read(maxMessages: number): Promise<PackedBatch | undefined> {
    const { consumer, isClosed } = this.#connection;
    if (!consumer || isClosed) return undefined;
    this.#arrivals.reset();
    const error = await this.#reader.fetch(consumer, maxMessages);
    if (error) {
      this.#connection.onConsumeError(consumer, error);
      return undefined;
    }
    const batch = this.#reader.take();
    this.#progress.moved(batch);
    return batch;
  }

  pause(partitions: readonly TopicPartition[]): void {
    this.#progress.pause(partitions, true);
    this.#withOurs(partitions, (consumer, ours) => void consumer.pause(ours));
  }

  resume(partitions: readonly TopicPartition[]): void {
    this.#progress.pause(partitions, false);
    this.#withOurs(partitions, (consumer, ours) => void consumer.resume(ours));
  }

  #withOurs(
    partitions: readonly TopicPartition[],
    action: (consumer: RawConsumer, ours: TopicPartition[]) => void,
  ): void {
    const { consumer } = this.#connection;
    const ours = partitions
      .filter((one) => this.#assignment.has(one))
      .map(({ topic, partition }) => ({ topic, partition }));
    if (!consumer || ours.length === 0) return;
    try {
      action(consumer, ours);
    } catch (error) {
      // Only when the partition was lost at this very moment: then there is nothing left to pause.
      const { logger, group } = this.#options;
      logger.debug({ connection: group.connection }, `Pause or resume: ${String(error)}`);
    }
  }

  async commit(offsets: readonly PartitionCommit[]): Promise<void> {
    await Promise.all(offsets.map((one) => this.#commit(one)));
  }

  async #commit({ topic, partition, offset, metadata }: PartitionCommit): Promise<void> {
    const where = { topic, partition };
    const { consumer } = this.#connection;
    if (!consumer || !this.#assignment.has(where)) throw notAssigned(partitionKey(where));
    try {
      await this.#commits.send(consumer, { ...where, offset, metadata });
    } catch (error) {
      // Whatever the reason: for a partition that was lost meanwhile, trying again cannot help.
      throw this.#assignment.has(where) ? error : notAssigned(partitionKey(where));
    }
  }

  readAgain(partition: TopicPartition, offsets: readonly number[]): Promise<PackedBatch> {
    const { group, clock } = this.#options;
    return readAgain(group, partition, offsets, clock);
  }

  highWatermark({ topic, partition }: TopicPartition): number | undefined {
    try {
      // Throws before the first fetch.
      const high = this.#connection.consumer?.getWatermarkOffsets(topic, partition).highOffset;
      return high !== undefined && high >= 0 ? high : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * Leaves the group. Never rejects, and never takes longer than the deadline: what does not close
   * by then is left behind, and reported as a status.
   *
   * @param deadlineMs from now
   */
  async close(deadlineMs = CLOSE_LIMIT_MS): Promise<void> {
    if (this.#connection.isClosed) return;
    let cancel: () => void = () => undefined;
    const late = new Promise<'late'>((resolve) => {
      cancel = this.#options.clock.after(deadlineMs, () => resolve('late'));
    });
    const outcome = await Promise.race([this.#leave(), late]);
    cancel();
    this.#commits.rejectAll();
    if (outcome !== 'late') return;
    this.#listener?.onStatus({ state: 'disconnected', problem: this.#reading.notClosed(deadlineMs) });
  }

  async #leave(): Promise<void> {
    await this.#connection.close();
    await this.#gate.idle();
    await this.#connection.leave(async () => this.#rebalancing?.done());
  }

  #onConnected(consumer: RawConsumer): void {
    const { group, clock } = this.#options;
    const { closing } = this.#connection;
    this.#join = new JoinWatch(consumer, {
      connection: group.connection,
      groupId: group.groupId,
      clock,
      explain: (errors) => this.#problems.behind(errors, closing),
    });
    void this.#watch?.run(consumer, this.#join);
  }

  #onConsumeError(consumer: RawConsumer, error: ClientError): void {
    this.#join?.failed(error);
    if (error.code === clientErrors.autoOffsetReset) void this.#watch?.findOutOfRange(consumer);
  }

  async #onLost(): Promise<void> {
    const lost = this.#assignment.clear();
    this.#reader.drop(lost);
    this.#progress.stop(lost);
    this.#commits.rejectAll();
    await this.#listener?.onRevoked(lost, true);
    await this.#gate.idle();
  }
}
