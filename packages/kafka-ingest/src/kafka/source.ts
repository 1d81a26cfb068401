import type { PackedBatch } from '../packed-batch.js';
import type { Pipeline } from '../pipeline.js';
import type { Clock, Logger, MessageSource, MessageSourceListener, TopicPartition } from '../ports.js';
import { Assignment } from './assignment.js';
import { clientErrors, isFatal, isQuiet, type ClientError } from './client/client-error.js';
import { consumerSettings, offsetReset } from './client/client-settings.js';
import { PendingCommits } from './pending-commits.js';
import { isOutage, SaidErrors, type ConnectionProblem, type KafkaConnection } from './problems/connection-failure.js';
import { notAssigned, seekError } from './errors.js';
import { FetchedMessages } from './readers/fetched-messages.js';
import { limitsByTopic, MessagePacker } from './readers/pack-messages.js';
import {
  assign,
  committedOffsets,
  endOffset,
  newConsumer,
  noticeProblems,
  unassign,
  type RawConsumer,
} from './client/raw-consumer.js';
import { retryPauseMs } from './retry-pause.js';
import { Sleeper } from './sleeper.js';
import { withStart } from './start-offsets.js';
import { ToldProblems } from './problems/reported-problems.js';
import { TopicDirectory } from './topic-directory.js';
import { UnreadableBatches } from './problems/unreadable-batches.js';

export interface KafkaSourceOptions {
  /** Of one connection and group, one per topic. */
  readonly pipelines: readonly Pipeline[];
  readonly logger: Logger;
  readonly clock: Clock;
  /** What the client may fetch ahead. In KiB. @default 32_768 */
  readonly queuedKilobytes?: number;
}

const POLL_TIMEOUT_MS = 100;
const CONNECT_TIMEOUT_MS = 5_000;
const QUICK_TIMEOUT_MS = 1_500;
const CLOSE_LIMIT_MS = 10_000;
const TOPIC_CHECK_MS = 10_000;
/** After this time librdkafka asks again for a token that could not be had. */
const TOKEN_RETRY_MS = 10_000;
const FROM_THE_BEGINNING = -2;

/**
 * A member of a consumer group over librdkafka.
 *
 * ## Traps of the client, and what is done about them
 * - A rebalance is told from another thread while a `consume` may be under way. Assigning and seeking wait until no call is, so
 *   that a result never mixes messages from before and after; messages of partitions that are being given back are dropped.
 * - `disconnect` while a `consume` is under way uses freed memory: `close` waits for it.
 * - An error that is not the first thing a `consume` meets is dropped by the client: `event.error` tells it as well.
 * - The connect callback fails for good when no broker answers; a new consumer is made for every attempt. Once connected,
 *   librdkafka reconnects by itself, and `#watch` looks when it works again.
 */
export class KafkaSource implements MessageSource {
  readonly #options: KafkaSourceOptions;
  readonly #connection: KafkaConnection;
  readonly #problems: ToldProblems;
  readonly #fetched: FetchedMessages;
  readonly #commits = new PendingCommits();
  readonly #topics: TopicDirectory;
  readonly #unreadable: UnreadableBatches;
  #assignment = new Assignment();
  #listener: MessageSourceListener | undefined;
  #consumer: RawConsumer | undefined;
  #connecting: Promise<void> = Promise.resolve();
  #closed = false;
  #consuming: Promise<void> | undefined;
  /** Runs as soon as no `consume` is under way. */
  readonly #betweenCalls: (() => Promise<void> | void)[] = [];
  #between: Promise<void> = Promise.resolve();
  /** Partitions whose messages are not wanted until they were seeked. */
  readonly #seeking = new Set<string>();
  #rebalances: Promise<void> = Promise.resolve();
  #outage = false;
  /** Ends what waits for others when the source is closed. */
  readonly #closing = new AbortController();
  readonly #pauses: Sleeper;

  constructor(options: KafkaSourceOptions) {
    this.#options = options;
    this.#pauses = new Sleeper(options.clock);
    const [first] = options.pipelines;
    if (!first) throw new Error('a source needs at least one pipeline');
    this.#connection = { ...first, name: first.connection };
    this.#problems = new ToldProblems(this.#connection, first.groupId, options.logger);
    this.#topics = new TopicDirectory(options.pipelines);
    const topics = options.pipelines.map((one) => one.topic);
    this.#unreadable = new UnreadableBatches(first.connection, topics, options.clock);
    this.#fetched = new FetchedMessages(new MessagePacker(limitsByTopic(options.pipelines)));
  }

  open(listener: MessageSourceListener): void {
    this.#listener = listener;
    this.#connecting = this.#connect();
  }

  // Connecting

  async #connect(): Promise<void> {
    this.#listener?.onStatus({ state: 'connecting' });
    for (let attempt = 1; !this.#closed; attempt++) {
      const outcome = await this.#tryToConnect();
      if (outcome.consumer) return this.#connected(outcome.consumer);
      if (this.#closed) return;
      const retryInMs = retryPauseMs(attempt, () => this.#options.clock.random());
      this.#listener?.onStatus({ state: 'connecting', problem: outcome.problem, retryInMs });
      await this.#pauses.sleep(retryInMs);
    }
  }

  async #tryToConnect(): Promise<
    | { readonly consumer: RawConsumer; readonly problem?: undefined }
    | { readonly consumer?: undefined; readonly problem: ConnectionProblem }
  > {
    const said = new SaidErrors();
    try {
      const consumer = this.#newConsumer();
      const ignore = noticeProblems(consumer, (error) => said.add(error));
      const error = await new Promise<ClientError | null>((resolve) =>
        consumer.connect({ timeout: CONNECT_TIMEOUT_MS }, resolve),
      );
      ignore();
      if (!error) return { consumer };
      consumer.closing.abort();
      said.add(error);
    } catch (error) {
      said.add({ message: error instanceof Error ? error.message : String(error) });
    }
    return { problem: await this.#problems.behind(said, this.#closing.signal) };
  }

  #newConsumer(): RawConsumer {
    const { pipelines, queuedKilobytes = 32_768 } = this.#options;
    const settings = consumerSettings(pipelines, { queuedKilobytes });
    const consumer = newConsumer(settings, this.#connection.client.tokens, offsetReset(pipelines), {
      onRebalance: (from, error, partitions) => this.#onRebalance(from, error, partitions),
      onCommitted: (error, offsets) => this.#commits.answered(error, offsets),
      onLog: (line) => this.#problems.log(line),
      onToken: (failure) => this.#onToken(consumer, failure),
    });
    return consumer;
  }

  #onToken(consumer: RawConsumer, failure: unknown): void {
    const isNews = this.#problems.onToken(failure);
    // Before it is connected, and while it is not, others tell.
    if (!isNews || this.#closed || consumer !== this.#consumer || this.#outage) return;
    const problem = this.#problems.noToken;
    this.#listener?.onStatus({ state: 'connected', ...(problem ? { problem, retryInMs: TOKEN_RETRY_MS } : {}) });
  }

  #connected(consumer: RawConsumer): void | Promise<void> {
    if (this.#closed) return this.#disconnect(consumer);
    consumer.on('event.error', (error: ClientError) => this.#onError(consumer, error));
    this.#consumer = consumer;
    this.#listener?.onStatus({ state: 'connected' });
    consumer.subscribe(this.#options.pipelines.map((one) => one.topic));
    void this.#checkTopics(consumer);
  }

  /** Looks for topics that do not exist or are not shown to us, until all can be read. */
  async #checkTopics(consumer: RawConsumer): Promise<void> {
    let before = '';
    while (!this.#closed && this.#consumer === consumer) {
      const { missing, forbidden } = await this.#topics.notReadable();
      const now = JSON.stringify({ missing, forbidden });
      const changed = before !== now && (before !== '' || missing.length + forbidden.length > 0);
      before = now;
      if (changed && !this.#closed) {
        const told = this.#problems.ofTopics({ missing, forbidden });
        const statuses = told.length === 0 ? [{}] : told.map((problem) => ({ problem, retryInMs: TOPIC_CHECK_MS }));
        for (const status of statuses) this.#listener?.onStatus({ state: 'connected', ...status });
      }
      if (missing.length + forbidden.length === 0) return;
      await this.#pauses.sleep(TOPIC_CHECK_MS);
    }
  }

  #onError(consumer: RawConsumer, error: ClientError): void {
    if (this.#closed || consumer !== this.#consumer) return;
    this.#problems.log({ message: error.message ?? '' });
    if (isFatal(error)) void this.#startOver(consumer, error);
    else if (isOutage(error, this.#connection)) void this.#watch(consumer, error);
  }

  /** librdkafka reconnects by itself: tells what is wrong, and when it works again. */
  async #watch(consumer: RawConsumer, error: ClientError): Promise<void> {
    if (this.#outage) return;
    this.#outage = true;
    const here = (): boolean => !this.#closed && consumer === this.#consumer;
    const said = new SaidErrors();
    said.add(error);
    let told = false;
    const ignore = noticeProblems(consumer, (other) => said.add(other));
    // Errors of before the connection was there come late. What is really down does not answer now either.
    let answers = await this.#answers(consumer, QUICK_TIMEOUT_MS);
    for (let attempt = 1; here() && !answers; attempt++) {
      const retryInMs = retryPauseMs(attempt, () => this.#options.clock.random());
      const problem = await this.#problems.behind(said, this.#closing.signal);
      if (!here()) break;
      this.#listener?.onStatus({ state: 'disconnected', problem, retryInMs });
      told = true;
      await this.#pauses.sleep(retryInMs);
      answers = here() && (await this.#answers(consumer, CONNECT_TIMEOUT_MS));
    }
    ignore();
    this.#outage = false;
    if (here() && told) this.#listener?.onStatus({ state: 'connected' });
  }

  #answers(consumer: RawConsumer, timeout: number): Promise<boolean> {
    const [first] = this.#options.pipelines;
    const options = { topic: first?.topic ?? '', timeout };
    return new Promise((resolve) => void consumer.getMetadata(options, (error: ClientError | null) => resolve(!error)));
  }

  /** After an error that librdkafka cannot recover from: everything is lost, and a new consumer begins from the committed offsets. */
  async #startOver(consumer: RawConsumer, error: ClientError): Promise<void> {
    this.#consumer = undefined;
    const problem = this.#problems.of(error);
    this.#listener?.onStatus({ state: 'disconnected', problem, retryInMs: 0 });
    const lost = this.#assignment.all();
    this.#assignment = new Assignment();
    this.#fetched.drop(lost);
    await this.#listener?.onRevoked(lost, true);
    await this.#consuming;
    await this.#disconnect(consumer);
    this.#connecting = this.#connect();
  }

  // Rebalancing

  #onRebalance(consumer: RawConsumer, error: ClientError, partitions: readonly TopicPartition[]): void {
    const assign = error.code === clientErrors.assignPartitions;
    // Whether the assignment is lost can only be asked now; while closing the client may be gone already.
    const lost = !assign && !this.#closed && consumer.isConnected() && consumer.assignmentLost();
    if (!assign) this.#assignment.leave(partitions);
    this.#rebalances = this.#rebalances
      .then(() => (assign ? this.#assign(consumer, partitions) : this.#unassign(consumer, partitions, lost)))
      .catch((reason: unknown) => {
        const text = reason instanceof Error ? reason.message : String(reason);
        this.#options.logger.error({ connection: this.#connection.name }, `A rebalance failed: ${text}`);
      });
  }

  async #assign(consumer: RawConsumer, partitions: readonly TopicPartition[]): Promise<void> {
    const committed = await this.#untilAnswered(consumer, () =>
      committedOffsets(consumer, partitions, CONNECT_TIMEOUT_MS),
    );
    const assigned =
      committed &&
      (await withStart(committed, this.#topics.startingAtTheEnd(), (partition) =>
        this.#commitEnd(consumer, partition),
      ));
    // Closing waits for an answer to the rebalance.
    if (!assigned || consumer !== this.#consumer) return assign(consumer, []);
    const from = assigned.map(({ topic, partition, committedOffset }) => {
      return { topic, partition, offset: committedOffset ?? FROM_THE_BEGINNING };
    });
    // Whoever lost a topic and gets it again may have another one of the same name.
    for (const { topic } of partitions) this.#topics.forget(topic);
    await this.#whenIdle(() => {
      if (consumer !== this.#consumer) return;
      assign(consumer, from);
      // The client remembers that a partition was paused when it was given away, and would never read it again.
      consumer.resume([...partitions]);
      this.#assignment.add(partitions);
      this.#listener?.onAssigned(assigned);
    });
  }

  /** Commits the end of a partition and answers with it. */
  #commitEnd(consumer: RawConsumer, partition: TopicPartition): Promise<number | undefined> {
    return this.#untilAnswered(consumer, async () => {
      const offset = await endOffset(consumer, partition, CONNECT_TIMEOUT_MS);
      const done = offset !== undefined && this.#commit(consumer, { ...partition, offset });
      return done ? done.then(() => offset).catch(() => undefined) : undefined;
    });
  }

  async #unassign(consumer: RawConsumer, partitions: readonly TopicPartition[], lost: boolean): Promise<void> {
    const ours = partitions.filter((one) => this.#assignment.has(one));
    await this.#listener?.onRevoked(ours, lost);
    this.#assignment.remove(partitions);
    this.#fetched.drop(partitions);
    unassign(consumer, partitions);
  }

  /** Tries until the broker answers. @returns nothing when the consumer is gone meanwhile */
  async #untilAnswered<T>(consumer: RawConsumer, ask: () => Promise<T | undefined>): Promise<T | undefined> {
    for (let attempt = 1; !this.#closed && consumer === this.#consumer; attempt++) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      await this.#pauses.sleep(retryPauseMs(attempt, () => this.#options.clock.random()));
    }
    return undefined;
  }

  // Reading

  async poll(maxMessages: number): Promise<PackedBatch> {
    await this.#runBetweenCalls();
    const consumer = this.#consumer;
    if (!consumer || this.#closed) {
      await this.#pauses.sleep(POLL_TIMEOUT_MS);
      return this.#fetched.next();
    }
    if (this.#fetched.isEmpty) await this.#consume(consumer, maxMessages);
    else this.#fetched.keepReading(this.#assignment, this.#seeking);
    const batch = this.#fetched.next();
    await this.#runBetweenCalls();
    return batch;
  }

  #consume(consumer: RawConsumer, maxMessages: number): Promise<void> {
    return new Promise((resolve) => {
      let ended: () => void = () => undefined;
      this.#consuming = new Promise((done) => (ended = done));
      consumer.consume(maxMessages, (error, messages) => {
        this.#consuming = undefined;
        ended();
        if (!error) {
          // Sorted out before anything is assigned or seeked, which waits for the end of this call.
          if (consumer === this.#consumer) this.#fetched.set(this.#assignment.keepReading(messages, this.#seeking));
          return resolve();
        }
        this.#onConsumeError(consumer, error);
        void this.#pauses.sleep(POLL_TIMEOUT_MS).then(resolve);
      });
    });
  }

  #onConsumeError(consumer: RawConsumer, error: ClientError): void {
    if (isQuiet(error) || this.#closed || consumer !== this.#consumer) return;
    if (isFatal(error)) void this.#startOver(consumer, error);
    else if (error.code === clientErrors.badCompression) {
      const problem = this.#unreadable.notice(error);
      if (problem) this.#listener?.onStatus({ state: 'connected', problem });
    } else if (error.code === clientErrors.topicAuthorization || error.code === clientErrors.groupAuthorization) {
      const problem = this.#problems.ofRights(error);
      if (problem) this.#listener?.onStatus({ state: 'connected', problem });
    } else this.#onError(consumer, error);
  }

  #whenIdle(action: () => Promise<void> | void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#betweenCalls.push(async () => {
        try {
          await action();
          resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      if (!this.#consuming) void this.#runBetweenCalls();
    });
  }

  #runBetweenCalls(): Promise<void> {
    this.#between = this.#between.then(async () => {
      for (let next = this.#betweenCalls.shift(); next; next = this.#betweenCalls.shift()) await next();
    });
    return this.#between;
  }

  pause(partitions: readonly TopicPartition[]): void {
    this.#ours(partitions, (consumer, ours) => void consumer.pause(ours));
  }

  resume(partitions: readonly TopicPartition[]): void {
    this.#ours(partitions, (consumer, ours) => void consumer.resume(ours));
  }

  #ours(partitions: readonly TopicPartition[], then: (consumer: RawConsumer, ours: TopicPartition[]) => void): void {
    const ours = partitions
      .filter((one) => this.#assignment.has(one))
      .map(({ topic, partition }) => ({ topic, partition }));
    if (!this.#consumer || ours.length === 0) return;
    try {
      then(this.#consumer, ours);
    } catch (error) {
      // Only when the partition is gone at this very moment: then there is nothing to pause.
      this.#options.logger.debug({ connection: this.#connection.name }, `Pause or resume: ${String(error)}`);
    }
  }

  async seek({ topic, partition }: TopicPartition, offset: number): Promise<void> {
    const key = `${topic}[${partition}]`;
    this.#seeking.add(key);
    this.#fetched.drop([{ topic, partition }]);
    await this.#whenIdle(async () => {
      this.#seeking.delete(key);
      const consumer = this.#consumer;
      if (!consumer || !this.#assignment.has({ topic, partition })) throw notAssigned(key);
      await new Promise<void>((resolve, reject) => {
        consumer.seek({ topic, partition, offset }, CONNECT_TIMEOUT_MS, (error: ClientError | undefined) =>
          error ? reject(seekError(key, error)) : resolve(),
        );
      });
    });
  }

  async commit(
    offsets: readonly (TopicPartition & { readonly offset: number; readonly metadata?: string })[],
  ): Promise<void> {
    await Promise.all(
      offsets.map(async ({ topic, partition, offset, metadata }) => {
        const consumer = this.#consumer;
        if (!consumer || !this.#assignment.has({ topic, partition })) throw notAssigned(`${topic}[${partition}]`);
        await this.#commit(consumer, { topic, partition, offset, ...(metadata === undefined ? {} : { metadata }) });
      }),
    );
  }

  #commit(
    consumer: RawConsumer,
    { topic, partition, offset, metadata }: TopicPartition & { readonly offset: number; readonly metadata?: string },
  ): Promise<void> {
    const answer = this.#commits.add({ topic, partition }, offset);
    try {
      consumer.commit({ topic, partition, offset, ...(metadata === undefined ? {} : { metadata }) });
    } catch (error) {
      this.#commits.answered(error as ClientError, [{ topic, partition, offset }]);
    }
    return answer;
  }

  highWatermark({ topic, partition }: TopicPartition): number | undefined {
    try {
      // Throws while nothing is fetched yet.
      const high = this.#consumer?.getWatermarkOffsets(topic, partition).highOffset;
      return high !== undefined && high >= 0 ? high : undefined;
    } catch {
      return undefined;
    }
  }

  topicId(topic: string, { fresh = false }: { readonly fresh?: boolean } = {}): Promise<string | undefined> {
    if (fresh) this.#topics.forget(topic);
    return this.#topics.id(topic);
  }

  // Leaving

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#closing.abort();
    this.#pauses.end();
    await this.#connecting;
    await this.#consuming;
    await this.#runBetweenCalls();
    const consumer = this.#consumer;
    if (consumer) await this.#disconnect(consumer);
    await this.#rebalances;
    this.#consumer = undefined;
    this.#commits.rejectAll();
  }

  #disconnect(consumer: RawConsumer): Promise<void> {
    consumer.closing.abort();
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(CLOSE_LIMIT_MS, resolve);
      consumer.disconnect(() => {
        cancel();
        resolve();
      });
    });
  }
}
