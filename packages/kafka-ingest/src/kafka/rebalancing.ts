import type { AssignedPartition, Logger, MessageSourceListener, TopicPartition } from '../ports.js';
import type { Assignment } from './assignment.js';
import { clientErrors, type ClientError } from './client/client-error.js';
import { assign, committedOffsets, endOffset, unassign, type RawConsumer } from './client/raw-consumer.js';
import { CONNECT_TIMEOUT_MS, type GroupConnection } from './connecting.js';
import type { ConsumeGate } from './consume-gate.js';
import type { PendingCommits } from './pending-commits.js';
import type { ClientReader } from './readers/client-reader.js';
import { withStart } from './start-offsets.js';
import type { TopicDirectory } from './topic-directory.js';

const FROM_THE_BEGINNING = -2;

export interface RebalancingOptions {
  readonly connectionName: string;
  readonly connection: GroupConnection;
  readonly gate: ConsumeGate;
  readonly assignment: Assignment;
  readonly reader: ClientReader;
  readonly commits: PendingCommits;
  readonly topics: TopicDirectory;
  readonly listener: MessageSourceListener;
  readonly logger: Logger;
}

/**
 * Takes partitions over and gives them back, one rebalance after the other.
 *
 * The client announces a rebalance from another thread, possibly while a `consume` is under way.
 * Assigning waits for the gate, so that no result mixes messages from before and after it.
 */
export class Rebalancing {
  readonly #options: RebalancingOptions;
  #last: Promise<void> = Promise.resolve();

  constructor(options: RebalancingOptions) {
    this.#options = options;
  }

  /** Resolves once every rebalance so far has been answered. */
  async done(): Promise<void> {
    await this.#last;
  }

  onRebalance(consumer: RawConsumer, error: ClientError, partitions: readonly TopicPartition[]): void {
    const { connection, connectionName, assignment, logger } = this.#options;
    const assigns = error.code === clientErrors.assignPartitions;
    // Whether the assignment is lost can only be asked now. While closing, the client may be gone
    // already.
    const lost = !assigns && !connection.isClosed && consumer.isConnected() && consumer.assignmentLost();
    if (!assigns) assignment.leave(partitions);
    this.#last = this.#last
      .then(() => (assigns ? this.#assign(consumer, partitions) : this.#unassign(consumer, partitions, lost)))
      .catch((reason: unknown) => {
        const text = reason instanceof Error ? reason.message : String(reason);
        logger.error({ connection: connectionName }, `A rebalance failed: ${text}`);
      });
  }

  async #assign(consumer: RawConsumer, partitions: readonly TopicPartition[]): Promise<void> {
    const { connection, gate, assignment, topics, listener } = this.#options;
    const assigned = await this.#startOf(consumer, partitions);
    // A rebalance has to be answered, or disconnecting would wait for it.
    if (!assigned || consumer !== connection.consumer) return assign(consumer, []);
    const from = assigned.map(({ topic, partition, committedOffset }) => {
      return { topic, partition, offset: committedOffset ?? FROM_THE_BEGINNING };
    });
    // A topic that was lost and comes back may be a new one of the same name.
    for (const { topic } of partitions) topics.forget(topic);
    await gate.alone(() => {
      if (consumer !== connection.consumer) return;
      assign(consumer, from);
      // The client remembers that a partition was paused when it was given away, and would never
      // read it again.
      consumer.resume([...partitions]);
      assignment.add(partitions);
      listener.onAssigned(assigned);
    });
  }

  /** @returns undefined when the consumer is gone before the broker has answered */
  async #startOf(
    consumer: RawConsumer,
    partitions: readonly TopicPartition[],
  ): Promise<readonly AssignedPartition[] | undefined> {
    const { connection, topics } = this.#options;
    const committed = await connection.untilAnswered(consumer, () =>
      committedOffsets(consumer, partitions, CONNECT_TIMEOUT_MS),
    );
    if (!committed) return undefined;
    return withStart(committed, topics.startingAtTheEnd(), (partition) => this.#commitEnd(consumer, partition));
  }

  /** Commits the end of a partition. @returns that offset */
  #commitEnd(consumer: RawConsumer, { topic, partition }: TopicPartition): Promise<number | undefined> {
    const { connection, commits } = this.#options;
    return connection.untilAnswered(consumer, async () => {
      const offset = await endOffset(consumer, { topic, partition }, CONNECT_TIMEOUT_MS);
      if (offset === undefined) return undefined;
      return commits.send(consumer, { topic, partition, offset }).then(
        () => offset,
        () => undefined,
      );
    });
  }

  async #unassign(consumer: RawConsumer, partitions: readonly TopicPartition[], lost: boolean): Promise<void> {
    const { assignment, listener, reader } = this.#options;
    const ours = partitions.filter((one) => assignment.has(one));
    await listener.onRevoked(ours, lost);
    assignment.remove(partitions);
    reader.drop(partitions);
    unassign(consumer, partitions);
  }
}
