import { topicsOf, type ConsumerGroup } from '../consumer-group.js';
import { backOffMs } from '../delivery/back-off.js';
import type { Clock, SourceStatus, TopicPartition } from '../ports.js';
import type { Problem } from '../problem.js';
import { clientErrors, isFatal, isQuiet, type ClientError } from './client/client-error.js';
import { consumerSettings } from './client/client-settings.js';
import { newConsumer, watchFailures, type CommitReport, type RawConsumer } from './client/raw-consumer.js';
import { OutageWatch } from './outage-watch.js';
import { ClientErrors } from './problems/client-errors.js';
import { isOutage } from './problems/connection-failure.js';
import type { ReportedProblems } from './problems/reported-problems.js';
import { UnreadableBatches } from './problems/unreadable-batches.js';
import { Sleeper } from './sleeper.js';
import type { TopicDirectory } from './topic-directory.js';
import { watchTopics } from './topic-watch.js';

export const CONNECT_TIMEOUT_MS = 5_000;
const CLOSE_LIMIT_MS = 10_000;
/** librdkafka asks again for a token this long after a failure. */
const TOKEN_RETRY_MS = 10_000;
/** Up to 1 2 4 8 16 30 30 … s, and never less than half of it. */
const RETRY = { firstMs: 1_000, mostMs: 30_000, jitter: 0.5 };

export interface ConnectionOptions {
  readonly group: ConsumerGroup;
  readonly clock: Clock;
  /** How much the client may fetch ahead. In KiB. */
  readonly queuedKilobytes: number;
  readonly problems: ReportedProblems;
  readonly topics: TopicDirectory;
}

/** What a connection reports to the parts of its source. */
export interface ConnectionListener {
  onStatus(status: SourceStatus): void;
  onRebalance(consumer: RawConsumer, error: ClientError, partitions: readonly TopicPartition[]): void;
  onCommitted(error: ClientError | undefined, offsets: CommitReport): void;
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
      isCurrent: (consumer) => this.#isInUse(consumer),
      explain: (errors) => problems.behind(errors, this.#closing.signal),
      sleep: (attempt, before) => this.sleepAfter(attempt, before),
      onStatus: (status) => this.#listener.onStatus(status),
    });
  }

  /** The connected consumer. Undefined while there is none, and after closing. */
  get consumer(): RawConsumer | undefined {
    return this.#consumer;
  }

  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Resolves when the connection is being closed: nothing waits for servers from then on. */
  readonly closed: Promise<void>;

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
    if (isQuiet(error) || !this.#isInUse(consumer)) return;
    const { badCompression, topicAuthorization, groupAuthorization } = clientErrors;
    if (isFatal(error)) void this.#startOver(consumer, error);
    else if (error.code === badCompression) this.#report(this.#unreadable.notice(error));
    else if (error.code === topicAuthorization || error.code === groupAuthorization) {
      this.#report(this.#options.problems.ofRights(error));
    } else this.#onError(consumer, error);
  }

  async #connect(): Promise<void> {
    this.#listener.onStatus({ state: 'connecting' });
    for (let attempt = 1; !this.isClosed; attempt++) {
      const outcome = await this.#tryToConnect();
      if (outcome.consumer) return this.#connected(outcome.consumer);
      if (this.isClosed) return;
      const { problem } = outcome;
      await this.sleepAfter(attempt, (retryInMs) =>
        this.#listener.onStatus({ state: 'connecting', problem, retryInMs }),
      );
    }
  }

  async #tryToConnect(): Promise<
    | { readonly consumer: RawConsumer; readonly problem?: undefined }
    | { readonly consumer?: undefined; readonly problem: Problem }
  > {
    const errors = new ClientErrors();
    try {
      const consumer = this.#newConsumer();
      const stopWatching = watchFailures(consumer, (error) => errors.add(error));
      const error = await new Promise<ClientError | null>((resolve) =>
        consumer.connect({ timeout: CONNECT_TIMEOUT_MS }, resolve),
      );
      stopWatching();
      if (!error) return { consumer };
      consumer.closing.abort();
      errors.add(error);
    } catch (error) {
      errors.add({ message: error instanceof Error ? error.message : String(error) });
    }
    return { problem: await this.#options.problems.behind(errors, this.#closing.signal) };
  }

  #newConsumer(): RawConsumer {
    const { group, queuedKilobytes, problems } = this.#options;
    const settings = consumerSettings(group, { queuedKilobytes });
    const consumer = newConsumer(settings, group.client.tokens, {
      onRebalance: (from, error, partitions) => this.#listener.onRebalance(from, error, partitions),
      onCommitted: (error, offsets) => this.#listener.onCommitted(error, offsets),
      onLog: (line) => problems.log(line),
      onToken: (failure) => this.#onToken(consumer, failure),
    });
    return consumer;
  }

  #connected(consumer: RawConsumer): void | Promise<void> {
    if (this.isClosed) return this.#disconnect(consumer);
    consumer.on('event.error', (error: ClientError) => this.#onError(consumer, error));
    this.#consumer = consumer;
    this.#listener.onStatus({ state: 'connected' });
    consumer.subscribe([...topicsOf(this.#options.group)]);
    const { topics, problems } = this.#options;
    void watchTopics({
      topics,
      problems,
      isCurrent: () => this.#isInUse(consumer),
      sleep: (ms) => this.pauses.sleep(ms),
      onStatus: (status) => this.#listener.onStatus(status),
    });
  }

  #onToken(consumer: RawConsumer, failure: unknown): void {
    const isNews = this.#options.problems.onToken(failure);
    // While the connection is being made, and during an outage, the failed attempt reports it.
    if (!isNews || !this.#isInUse(consumer) || this.#outage.isUnderWay) return;
    const problem = this.#options.problems.missingToken;
    this.#listener.onStatus({ state: 'connected', ...(problem ? { problem, retryInMs: TOKEN_RETRY_MS } : {}) });
  }

  #onError(consumer: RawConsumer, error: ClientError): void {
    if (!this.#isInUse(consumer)) return;
    const { problems, group } = this.#options;
    problems.log({ message: error.message ?? '' });
    if (isFatal(error)) void this.#startOver(consumer, error);
    else if (isOutage(error, { ...group, name: group.connection })) void this.#outage.watch(consumer, error);
  }

  #report(problem: Problem | undefined): void {
    if (problem) this.#listener.onStatus({ state: 'connected', problem });
  }

  /**
   * After an error that librdkafka cannot recover from: a new consumer starts from the committed
   * offsets.
   */
  async #startOver(consumer: RawConsumer, error: ClientError): Promise<void> {
    this.#consumer = undefined;
    const problem = this.#options.problems.of(error);
    this.#listener.onStatus({ state: 'disconnected', problem, retryInMs: 0 });
    await this.#listener.onLost();
    await this.#disconnect(consumer);
    this.#connecting = this.#connect();
  }

  #isInUse(consumer: RawConsumer): boolean {
    return !this.isClosed && consumer === this.#consumer;
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
