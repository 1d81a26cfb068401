import type { ConsumerGroup } from '../consumer-group.js';
import type { PackedBatch } from '../packed-batch.js';
import type { Clock, Logger, MessageSource, MessageSourceListener, TopicPartition } from '../ports.js';
import { Assignment } from './assignment.js';
import type { ClientError } from './client/client-error.js';
import type { RawConsumer } from './client/raw-consumer.js';
import { CONNECT_TIMEOUT_MS, GroupConnection } from './connecting.js';
import { ConsumeGate } from './consume-gate.js';
import { notAssigned, seekError } from './errors.js';
import { PendingCommits, type PartitionCommit } from './pending-commits.js';
import { ReportedProblems } from './problems/reported-problems.js';
import { ClientReader } from './readers/client-reader.js';
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

  open(listener: MessageSourceListener): void {
    this.#listener = listener;
    this.#rebalancing = new Rebalancing({
      connectionName: this.#options.group.connection,
      connection: this.#connection,
      gate: this.#gate,
      assignment: this.#assignment,
      reader: this.#reader,
      commits: this.#commits,
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

  async seek({ topic, partition }: TopicPartition, offset: number): Promise<void> {
    const where = { topic, partition };
    this.#reader.seeking(where);
    await this.#gate.alone(async () => {
      this.#reader.sought(where);
      const { consumer } = this.#connection;
      if (!consumer || !this.#assignment.has(where)) throw notAssigned(`${topic}[${partition}]`);
      await new Promise<void>((resolve, reject) => {
        consumer.seek({ ...where, offset }, CONNECT_TIMEOUT_MS, (error: ClientError | undefined) =>
          error ? reject(seekError(`${topic}[${partition}]`, error)) : resolve(),
        );
      });
    });
  }

  async commit(offsets: readonly PartitionCommit[]): Promise<void> {
    await Promise.all(
      offsets.map(async ({ topic, partition, offset, metadata }) => {
        const { consumer } = this.#connection;
        if (!consumer || !this.#assignment.has({ topic, partition })) throw notAssigned(`${topic}[${partition}]`);
        const commit = { topic, partition, offset };
        await this.#commits.send(consumer, metadata === undefined ? commit : { ...commit, metadata });
      }),
    );
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

  topicId(topic: string, { fresh = false }: { readonly fresh?: boolean } = {}): Promise<string | undefined> {
    if (fresh) this.#topics.forget(topic);
    return this.#topics.id(topic);
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
