import { topicsOf, type ConsumerGroup } from '../consumer-group.js';
import { backOffMs } from '../delivery/back-off.js';
import type { Clock, SourceStatus, TopicPartition } from '../ports.js';
import type { Problem } from '../problem.js';
import { clientErrors, isFatal, isFenced, isQuiet, type ClientError, type LogLine } from './client/client-error.js';
import { consumerSettings } from './client/client-settings.js';
import { connectConsumer } from './client/connect-consumer.js';
import { newConsumer, type CommitReport, type RawConsumer } from './client/raw-consumer.js';
import { isInstanceInUse } from './instance-in-use.js';
import { replacedTopic } from './client/topic-replaced.js';
import { OutageWatch } from './outage-watch.js';
import { isOutage } from './problems/connection-failure.js';
import type { ReadingProblems } from './problems/reading-problems.js';
import type { ReportedProblems } from './problems/reported-problems.js';
import { UnreadableBatches } from './problems/unreadable-batches.js';
import { Sleeper } from './sleeper.js';

const CLOSE_LIMIT_MS = 10_000;
/** A client that gets no answers cannot leave its group. */
const BROKEN_CLOSE_LIMIT_MS = 2_000;
/** librdkafka asks again for a token this long after a failure. */
const TOKEN_RETRY_MS = 10_000;
const FENCED_RETRY_MS = 60_000;
const REPEAT_MS = 60_000;
/** Up to 1 2 4 8 16 30 30 … s, and never less than half of it. */
const RETRY = { firstMs: 1_000, mostMs: 30_000, jitter: 0.5 };

export interface ConnectionOptions {
  readonly group: ConsumerGroup;
  readonly clock: Clock;
  /** How much the client may fetch ahead. In KiB. */
  readonly queuedKilobytes: number;
  readonly problems: ReportedProblems;
  readonly reading: ReadingProblems;
}

/** What a connection reports to the parts of its source. */
export interface ConnectionListener {
  onStatus(status: SourceStatus): void;
  onConnected(consumer: RawConsumer): void;
  onRebalance(consumer: RawConsumer, error: ClientError, partitions: readonly TopicPartition[]): void;
  onCommitted(error: ClientError | undefined, offsets: CommitReport): void;
  /** There may be messages to `consume`. */
  onArrival(): void;
  onTopicReplaced(consumer: RawConsumer, topic: string): void;
  /** What `consume` answered instead of messages, unless all is well. */
  onConsumeError(consumer: RawConsumer, error: ClientError): void;
  /** The consumer is beyond recovery. It is disconnected once the promise resolves. */
  onLost(): Promise<void>;
}

/**
 * The connection of a group member: makes consumers until one connects, watches it, and starts over
 * when it fails for good.
 *
 * The client's connect callback fails for good when no broker answers, so every attempt takes a new
 * consumer. Once connected, librdkafka reconnects by itself.
 */
export class GroupConnection {
  readonly #options: ConnectionOptions;
  readonly #listener: ConnectionListener;
  readonly #outage: OutageWatch;
  readonly #unreadable: UnreadableBatches;
  /** Aborted when the source closes: ends what waits for servers. */
  readonly #closing = new AbortController();
  readonly pauses: Sleeper;
  /** Resolves when the source closes: nothing waits for servers from then on. */
  readonly closed: Promise<void>;
  #fatalText: string | undefined;
  readonly #saidAt = new Map<string, number>();
  #consumer: RawConsumer | undefined;
  #connecting: Promise<void> = Promise.resolve();

  constructor(options: ConnectionOptions, listener: ConnectionListener) {
    const { group, clock, problems } = options;
    this.#options = options;
    this.#listener = listener;
    this.pauses = new Sleeper(clock);
    this.closed = new Promise((resolve) => this.#closing.signal.addEventListener('abort', () => resolve()));
    this.#unreadable = new UnreadableBatches(group.connection, topicsOf(group), clock);
    this.#outage = new OutageWatch({
      topic: group.pipelines[0].topic,
      isCurrent: (consumer) => this.isInUse(consumer),
      explain: (errors) => problems.behind(errors, this.#closing.signal),
      sleep: (attempt, before) => this.sleepAfter(attempt, before),
      onStatus: (status) => this.#listener.onStatus(status),
    });
  }

  /** The connected consumer. Undefined while there is none, and after closing. */
  get consumer(): RawConsumer | undefined {
    return this.#consumer;
  }

  /** Aborted when the source closes. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Whether the brokers are gone, and that is being reported. */
  get isOutage(): boolean {
    return this.#outage.isReported;
  }

  isInUse(consumer: RawConsumer): boolean {
    return !this.isClosed && consumer === this.#consumer;
  }

  open(): void {
    this.#connecting = this.#connect();
  }

  /** Ends all waiting. The consumer stays until `leave`. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.pauses.end();
    await this.#connecting;
  }

  /**
   * Disconnects the consumer.
   *
   * @param answered resolves once the last rebalance has been answered
   */
  async leave(answered: () => Promise<void>): Promise<void> {
    if (this.#consumer) await this.#disconnect(this.#consumer);
    await answered();
    this.#consumer = undefined;
  }

  /**
   * Pauses after the nth failed attempt, from 1.
   *
   * @param before called with the length of the pause
   */
  sleepAfter(attempt: number, before: (ms: number) => void = () => undefined): Promise<void> {
    const ms = Math.round(backOffMs(attempt, this.#options.clock.random(), RETRY));
    before(ms);
    return this.pauses.sleep(ms);
  }

  /** What `consume` answered instead of messages. */
  onConsumeError(consumer: RawConsumer, error: ClientError): void {
    if (isQuiet(error) || !this.isInUse(consumer)) return;
    this.#listener.onConsumeError(consumer, error);
    const { badCompression, topicAuthorization, groupAuthorization, groupProtocol } = clientErrors;
    if (isFatal(error)) this.#onFatal(consumer, error);
    else if (error.code === badCompression) this.#report(this.#unreadable.notice(error));
    else if (error.code === groupProtocol) this.#report(this.#once(this.#options.reading.groupProtocol()));
    else if (error.code === topicAuthorization || error.code === groupAuthorization) {
      this.#report(this.#options.problems.ofRights(error));
    } else this.#onError(consumer, error);
  }

  /**
   * After an error that librdkafka cannot recover from, or does not notice: a new consumer starts
   * from the committed offsets.
   */
  replace(consumer: RawConsumer, problem: Problem): void {
    void this.#startOver(consumer, problem, { closeLimitMs: BROKEN_CLOSE_LIMIT_MS });
  }

  async #connect(): Promise<void> {
    const { group, problems } = this.#options;
    const settings = consumerSettings(group, this.#options);
    this.#listener.onStatus({ state: 'connecting' });
    for (let attempt = 1; !this.isClosed; attempt++) {
      const { consumer, errors } = await connectConsumer(() => this.#newConsumer(settings));
      if (consumer) return this.#connected(consumer);
      const problem = await problems.behind(errors, this.#closing.signal);
      if (this.isClosed) return;
      await this.sleepAfter(attempt, (retryInMs) =>
        this.#listener.onStatus({ state: 'connecting', problem, retryInMs }),
      );
    }
  }

  #newConsumer(settings: Readonly<Record<string, string | number | boolean>>): RawConsumer {
    const callbacks = {
      onRebalance: (from: RawConsumer, error: ClientError, partitions: readonly TopicPartition[]) =>
        this.#listener.onRebalance(from, error, partitions),
      onCommitted: (error: ClientError | undefined, offsets: CommitReport) =>
        this.#listener.onCommitted(error, offsets),
      onLog: (line: LogLine) => this.#onLog(consumer, line),
      onToken: (failure: unknown) => this.#onToken(consumer, failure),
      onArrival: () => this.#listener.onArrival(),
    };
    // Never waits: `Arrivals` does.
    const consumer = newConsumer(settings, this.#options.group.client.tokens, callbacks, 0);
    return consumer;
  }

  #connected(consumer: RawConsumer): void | Promise<void> {
    if (this.isClosed) return this.#disconnect(consumer);
    consumer.on('event.error', (error: ClientError) => this.#onError(consumer, error));
    this.#consumer = consumer;
    this.#listener.onStatus({ state: 'connected' });
    consumer.subscribe([...topicsOf(this.#options.group)]);
    this.#listener.onConnected(consumer);
  }

  #onLog(consumer: RawConsumer, line: LogLine): void {
    const topic = replacedTopic(line);
    if (line.fac === 'FATAL' && this.isInUse(consumer)) this.#fatalText = line.message;
    if (topic !== undefined && this.isInUse(consumer)) this.#listener.onTopicReplaced(consumer, topic);
    this.#options.problems.log(line);
  }

  #onToken(consumer: RawConsumer, failure: unknown): void {
    const isNews = this.#options.problems.onToken(failure);
    // While the connection is being made, and during an outage, the failed attempt reports it.
    if (!isNews || !this.isInUse(consumer) || this.#outage.isUnderWay) return;
    const problem = this.#options.problems.missingToken;
    this.#listener.onStatus({ state: 'connected', ...(problem ? { problem, retryInMs: TOKEN_RETRY_MS } : {}) });
  }

  #onError(consumer: RawConsumer, error: ClientError): void {
    if (!this.isInUse(consumer)) return;
    const { problems, group } = this.#options;
    problems.log({ message: error.message ?? '' });
    if (isFatal(error)) this.#onFatal(consumer, error);
    else if (isOutage(error, { ...group, name: group.connection })) void this.#outage.watch(consumer, error);
  }

  #report(problem: Problem | undefined): void {
    if (problem) this.#listener.onStatus({ state: 'connected', problem });
  }

  #onFatal(consumer: RawConsumer, code: ClientError): void {
    const { group, problems, reading } = this.#options;
    // `consume` answers with the number alone; the reason is in the log.
    const error = { ...code, ...(this.#fatalText === undefined ? {} : { message: this.#fatalText }) };
    this.#fatalText = undefined;
    if (isFenced(error) && group.instance !== undefined) {
      const problem = reading.instanceTaken(group.instance);
      void this.#startOver(consumer, problem, { before: () => this.#untilInstanceIsFree(problem) });
    } else void this.#startOver(consumer, problems.of(error));
  }

  async #startOver(
    consumer: RawConsumer,
    problem: Problem,
    { closeLimitMs = CLOSE_LIMIT_MS, before = (): Promise<void> => Promise.resolve() } = {},
  ): Promise<void> {
    if (!this.isInUse(consumer)) return;
    this.#consumer = undefined;
    this.#listener.onStatus({ state: 'disconnected', problem, retryInMs: 0 });
    await this.#listener.onLost();
    await this.#disconnect(consumer, closeLimitMs);
    await before();
    if (!this.isClosed) this.#connecting = this.#connect();
  }

  /**
   * Joining again would turn the other process out, which would do the same to us, and so on. So
   * the older one waits until the younger one is gone.
   */
  async #untilInstanceIsFree(problem: Problem): Promise<void> {
    const { group } = this.#options;
    do {
      this.#listener.onStatus({ state: 'disconnected', problem, retryInMs: FENCED_RETRY_MS });
      await this.pauses.sleep(FENCED_RETRY_MS);
    } while (!this.isClosed && (await isInstanceInUse(group)));
  }

  /** The client repeats it with every attempt. */
  #once(problem: Problem): Problem | undefined {
    const isNews = this.#options.clock.now() - (this.#saidAt.get(problem.code) ?? -Infinity) >= REPEAT_MS;
    if (isNews) this.#saidAt.set(problem.code, this.#options.clock.now());
    return isNews ? problem : undefined;
  }

  #disconnect(consumer: RawConsumer, limitMs = CLOSE_LIMIT_MS): Promise<void> {
    consumer.closing.abort();
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(limitMs, resolve);
      consumer.disconnect(() => {
        cancel();
        resolve();
      });
    });
  }
}
