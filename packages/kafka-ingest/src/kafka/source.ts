import type { ConsumerGroup } from '../consumer-group.js';
import type { PackedBatch } from '../packed-batch.js';
import type { Clock, Logger, MessageSource, MessageSourceListener, TopicPartition } from '../ports.js';
import { Assignment } from './assignment.js';
import { SESSION_TIMEOUT_MS } from './client/client-settings.js';
import type { RawConsumer } from './client/raw-consumer.js';
import { GroupConnection } from './connecting.js';
import { ConsumeGate } from './consume-gate.js';
import { notAssigned } from './errors.js';
import { partitionKey } from './partition-key.js';
import { PendingCommits, type PartitionCommit } from './pending-commits.js';
import { ReportedProblems } from './problems/reported-problems.js';
import { ClientReader } from './readers/client-reader.js';
import { readAgain } from './read-again.js';
import { Rebalancing } from './rebalancing.js';
import { TopicDirectory } from './topic-directory.js';

export interface KafkaSourceOptions {
  readonly group: ConsumerGroup;
  readonly logger: Logger;
  readonly clock: Clock;
  /** How much the client may fetch ahead. In KiB. @default 32_768 */
  readonly queuedKilobytes?: number;
}

const POLL_TIMEOUT_MS = 100;

/**
 * A member of a consumer group, over librdkafka.
 *
 * ## Pitfalls of the client
 * - Assigning, seeking or disconnecting while a `consume` is under way mixes up messages or uses
 *   freed memory. Everything of that kind goes through the {@link ConsumeGate}.
 * - Messages of partitions that are being given back still arrive; {@link Assignment} drops them.
 * - The client swallows an error that is not the first thing a `consume` meets. `event.error`
 *   reports it as well, and {@link GroupConnection} listens to both.
 */
export class KafkaSource implements MessageSource {
  readonly #options: KafkaSourceOptions;
  readonly #topics: TopicDirectory;
  readonly #commits: PendingCommits;
  readonly #gate = new ConsumeGate();
  readonly #assignment = new Assignment();
  readonly #reader: ClientReader;
  readonly #connection: GroupConnection;
  #rebalancing: Rebalancing | undefined;
  #listener: MessageSourceListener | undefined;

  constructor(options: KafkaSourceOptions) {
    const { group, clock, logger, queuedKilobytes = 32_768 } = options;
    this.#options = options;
    this.#topics = new TopicDirectory(group);
    this.#commits = new PendingCommits(clock);
    this.#reader = new ClientReader(group, this.#assignment);
    const problems = new ReportedProblems(group, logger);
    this.#connection = new GroupConnection(
      { group, clock, queuedKilobytes, problems, topics: this.#topics },
      {
        onStatus: (status) => this.#listener?.onStatus(status),
        onRebalance: (consumer, error, partitions) => this.#rebalancing?.onRebalance(consumer, error, partitions),
        onCommitted: (error, offsets) => this.#commits.answered(error, offsets),
        onLost: () => this.#onLost(),
      },
    );
  }

  readonly sessionTimeoutMs = SESSION_TIMEOUT_MS;

  open(listener: MessageSourceListener): void {
    this.#listener = listener;
    this.#rebalancing = new Rebalancing({
      group: this.#options.group,
      connection: this.#connection,
      gate: this.#gate,
      assignment: this.#assignment,
      reader: this.#reader,
      topics: this.#topics,
      listener,
      logger: this.#options.logger,
    });
    this.#connection.open();
  }

  async poll(maxMessages: number): Promise<PackedBatch> {
    const batch = await this.#gate.alone(() => this.#read(maxMessages));
    if (batch) return batch;
    await this.#connection.pauses.sleep(POLL_TIMEOUT_MS);
    return this.#reader.take();
  }

  async #read(maxMessages: number): Promise<PackedBatch | undefined> {
    const { consumer, isClosed } = this.#connection;
    if (!consumer || isClosed) return undefined;
    const error = await this.#reader.fetch(consumer, maxMessages);
    if (!error) return this.#reader.take();
    this.#connection.onConsumeError(consumer, error);
    return undefined;
  }

  pause(partitions: readonly TopicPartition[]): void {
    this.#withOurs(partitions, (consumer, ours) => void consumer.pause(ours));
  }

  resume(partitions: readonly TopicPartition[]): void {
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

  async close(): Promise<void> {
    if (this.#connection.isClosed) return;
    await this.#connection.close();
    await this.#gate.idle();
    await this.#connection.leave(async () => this.#rebalancing?.done());
    this.#commits.rejectAll();
  }

  async #onLost(): Promise<void> {
    const lost = this.#assignment.clear();
    this.#reader.drop(lost);
    this.#commits.rejectAll();
    await this.#listener?.onRevoked(lost, true);
    await this.#gate.idle();
  }
}
