import type { ConsumerGroup } from '../consumer-group.js';
import type { AssignedPartition, Logger, MessageSourceListener, TopicPartition } from '../ports.js';
import { assignmentFacts } from './assignment-facts.js';
import type { Assignment } from './assignment.js';
import { clientErrors, type ClientError } from './client/client-error.js';
import { CONNECT_TIMEOUT_MS } from './client/connect-consumer.js';
import { assign, position, unassign, type RawConsumer, type StartingPartition } from './client/raw-consumer.js';
import type { GroupConnection } from './connecting.js';
import type { ConsumeGate } from './consume-gate.js';
import { partitionKey } from '../partition-key.js';
import type { ClientReader } from './readers/client-reader.js';
import type { ReadingProgress } from './reading-progress.js';
import type { TopicDirectory } from './topic-directory.js';

export interface RebalancingOptions {
  readonly group: ConsumerGroup;
  readonly connection: GroupConnection;
  readonly gate: ConsumeGate;
  readonly assignment: Assignment;
  readonly reader: ClientReader;
  readonly topics: TopicDirectory;
  readonly progress: ReadingProgress;
  readonly listener: MessageSourceListener;
  readonly logger: Logger;
}

/**
 * Takes partitions over and gives them back, one step after the other.
 *
 * The client announces a rebalance from another thread, possibly while a `consume` is under way.
 * Assigning waits for the gate, so that no result mixes messages from before and after it.
 *
 * A rebalance is answered at once, with the partitions that can be read: the group waits for the
 * answer, and a broker that is down or a topic that was deleted must hold up nothing else. The
 * others follow as soon as it is known where to start.
 */
export class Rebalancing {
  readonly #options: RebalancingOptions;
  #last: Promise<void> = Promise.resolve();
  #isRetrying = false;
  /** Of the topics that are being read, by partition. */
  readonly #topicIds = new Map<string, string | undefined>();

  constructor(options: RebalancingOptions) {
    this.#options = options;
  }

  /** Resolves once every step so far has been taken. */
  async done(): Promise<void> {
    await this.#last;
  }

  onRebalance(consumer: RawConsumer, error: ClientError, partitions: readonly TopicPartition[]): void {
    const { connection, assignment } = this.#options;
    const assigns = error.code === clientErrors.assignPartitions;
    // Whether the assignment is lost can only be asked now. While closing, the client may be gone
    // already.
    const lost = !assigns && !connection.isClosed && consumer.isConnected() && consumer.assignmentLost();
    if (!assigns && this.#isCurrent(consumer)) assignment.leave(partitions);
    void this.#inTurn(() =>
      assigns ? this.#takeOver(consumer, partitions) : this.#giveBack(consumer, partitions, lost),
    );
  }

  /** Finishes what was read of these partitions, and starts again with fresh facts. */
  readAnew(consumer: RawConsumer, partitions: readonly TopicPartition[]): Promise<void> {
    const { assignment } = this.#options;
    const ours = this.#isCurrent(consumer) ? partitions.filter((one) => assignment.isReading(one)) : [];
    if (ours.length === 0) return Promise.resolve();
    assignment.leave(ours);
    return this.#inTurn(async () => {
      if (!this.#isCurrent(consumer) || !ours.every((one) => assignment.has(one))) return;
      await this.#stopReading(consumer, ours, false);
      assignment.wait(ours);
      await this.#startReading(consumer);
    });
  }

  /** The client goes on with a topic that was deleted and created again. */
  onTopicReplaced(consumer: RawConsumer, topic: string): void {
    const { assignment } = this.#options;
    void this.readAnew(
      consumer,
      assignment.reading().filter((one) => one.topic === topic),
    );
  }

  /** What a broker says about a topic that exists. */
  onTopicId(consumer: RawConsumer, topic: string, id: string | undefined): void {
    const isAnother = (one: TopicPartition): boolean => {
      const known = one.topic === topic ? this.#topicIds.get(partitionKey(one)) : undefined;
      return known !== undefined && id !== undefined && known !== id;
    };
    void this.readAnew(consumer, this.#options.assignment.reading().filter(isAnother));
  }

  #isCurrent(consumer: RawConsumer): boolean {
    return consumer === this.#options.connection.consumer;
  }

  #inTurn(step: () => Promise<void>): Promise<void> {
    const { logger, group } = this.#options;
    this.#last = this.#last.then(step).catch((reason: unknown) => {
      const text = reason instanceof Error ? reason.message : String(reason);
      logger.error({ connection: group.connection }, `A rebalance failed: ${text}`);
    });
    return this.#last;
  }

  async #takeOver(consumer: RawConsumer, partitions: readonly TopicPartition[]): Promise<void> {
    // Answered in any case, or disconnecting would wait for it.
    if (!this.#isCurrent(consumer)) return assign(consumer, [], () => []);
    this.#options.assignment.own(partitions);
    await this.#startReading(consumer, { answer: true });
  }

  async #giveBack(consumer: RawConsumer, partitions: readonly TopicPartition[], lost: boolean): Promise<void> {
    if (!this.#isCurrent(consumer)) return unassign(consumer, partitions, () => []);
    await this.#stopReading(consumer, partitions, lost);
    this.#options.assignment.remove(partitions);
  }

  /** Reads the partitions that wait for it, as far as it is known where to start. */
  async #startReading(consumer: RawConsumer, { answer = false } = {}): Promise<void> {
    const { gate, assignment, progress, listener } = this.#options;
    const found = await this.#facts(consumer, assignment.waiting());
    if (found.length === 0 && !answer) return this.#retryLater(consumer);
    await gate.alone(() => {
      const isOurs = this.#isCurrent(consumer) && found.length > 0;
      // Before the engine hears of them: it commits from within `onAssigned`.
      if (isOurs) assignment.read(found.map((one) => ({ ...one, offset: one.logStart })));
      const starts = isOurs ? listener.onAssigned(found) : [];
      assign(consumer, starts.map(asStart), () => this.#positions(consumer));
      if (starts.length === 0) return;
      // The client remembers that a partition was paused when it was given away, and would never
      // read it again.
      consumer.resume(starts.map(asPartition));
      assignment.read(starts);
      progress.start(starts);
      for (const one of found) this.#topicIds.set(partitionKey(one), one.topicId);
    });
    this.#retryLater(consumer);
  }

  async #stopReading(consumer: RawConsumer, partitions: readonly TopicPartition[], lost: boolean): Promise<void> {
    const { assignment, progress, listener, reader } = this.#options;
    const ours = partitions.filter((one) => assignment.has(one)).map(asPartition);
    if (ours.length > 0) await listener.onRevoked(ours, lost);
    const atClient = ours.filter((one) => assignment.has(one));
    assignment.wait(atClient);
    reader.drop(ours);
    progress.stop(ours);
    unassign(consumer, atClient, () => this.#positions(consumer));
  }

  /** Empty when the brokers do not answer: what is wrong is reported by the connection. */
  async #facts(consumer: RawConsumer, partitions: readonly TopicPartition[]): Promise<readonly AssignedPartition[]> {
    const { connection, group, topics, assignment } = this.#options;
    if (!this.#isCurrent(consumer)) return [];
    const asked = assignmentFacts(consumer, partitions, {
      client: group.client,
      topics,
      timeoutMs: CONNECT_TIMEOUT_MS,
    });
    const found = await Promise.race([asked.catch(() => []), connection.closed.then(() => [])]);
    return found.filter((one) => assignment.isWaiting(one));
  }

  #retryLater(consumer: RawConsumer, attempt = 1): void {
    const { connection, assignment } = this.#options;
    const isNeeded = (): boolean => this.#isCurrent(consumer) && assignment.waiting().length > 0;
    if (this.#isRetrying || !isNeeded()) return;
    this.#isRetrying = true;
    void connection.sleepAfter(attempt).then(async () => {
      if (isNeeded()) await this.#inTurn(() => (isNeeded() ? this.#startReading(consumer) : Promise.resolve()));
      this.#isRetrying = false;
      this.#retryLater(consumer, attempt + 1);
    });
  }

  /** What the client goes on with in an eager group, where every change replaces everything. */
  #positions(consumer: RawConsumer): readonly StartingPartition[] {
    return this.#options.assignment.reading().map((one) => ({ ...one, offset: position(consumer, one) }));
  }
}

const asPartition = ({ topic, partition }: TopicPartition): TopicPartition => ({ topic, partition });
const asStart = ({ topic, partition, offset }: StartingPartition): StartingPartition => ({ topic, partition, offset });
