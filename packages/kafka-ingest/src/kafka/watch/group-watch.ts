import type { ConsumerGroup } from '../../consumer-group.js';
import type { Clock, SourceStatus } from '../../ports.js';
import type { Problem } from '../../problem.js';
import type { TopicDescription } from '../client/describe-topics.js';
import type { RawConsumer } from '../client/raw-consumer.js';
import type { ReadingProblems } from '../problems/reading-problems.js';
import type { ReportedProblems } from '../problems/reported-problems.js';
import type { PartitionProgress, ReadingProgress } from '../reading-progress.js';
import type { Rebalancing } from '../rebalancing.js';
import type { TopicDirectory } from '../topic-directory.js';
import { ClientLiveness } from './client-liveness.js';
import type { JoinWatch } from './join-watch.js';
import { explainQuiet } from './quiet-partitions.js';
import { TopicWatch } from './topic-watch.js';

const TICK_MS = 5_000;
/** Each look takes a login, and with it a token of the identity provider. */
const TICK_BY_TOKEN_MS = 30_000;
const QUIET_MS = 30_000;
/** A client that was replaced for nothing gets more time with every attempt. */
const MOST_QUIET_MS = 600_000;
/** A position that the broker does not have shows at once; messages under way are waited for. */
const SETTLE_MS = 1_000;

export interface GroupWatchOptions {
  readonly group: ConsumerGroup;
  readonly clock: Clock;
  readonly topics: TopicDirectory;
  readonly progress: ReadingProgress;
  readonly rebalancing: Rebalancing;
  readonly problems: ReportedProblems;
  readonly reading: ReadingProblems;
  readonly isCurrent: (consumer: RawConsumer) => boolean;
  /** Whether an outage is reported already: it explains everything. */
  readonly isOutage: () => boolean;
  readonly sleep: (ms: number) => Promise<void>;
  readonly onStatus: (status: SourceStatus) => void;
  /** Starts over with a new client. */
  readonly replace: (consumer: RawConsumer, problem: Problem) => void;
}

/**
 * Looks after a connected consumer, from outside: over connections of its own, because a client
 * that is broken, or that misses something, does not say so.
 */
export class GroupWatch {
  readonly #options: GroupWatchOptions;
  readonly #topics: TopicWatch;
  readonly #tickMs: number;
  #quietMs = QUIET_MS;
  #lookedAt = -Infinity;
  #quietProblem: Problem | undefined;
  #reported: string | undefined;

  constructor(options: GroupWatchOptions) {
    this.#options = options;
    this.#topics = new TopicWatch(options.problems, options.onStatus);
    const mechanism = options.group.client.reveal()['sasl.mechanisms'];
    this.#tickMs = mechanism === 'OAUTHBEARER' ? TICK_BY_TOKEN_MS : TICK_MS;
  }

  /** Watches until another consumer takes its place. */
  async run(consumer: RawConsumer, join: JoinWatch): Promise<void> {
    const { group, clock, progress, isCurrent, sleep, replace, reading } = this.#options;
    const liveness = new ClientLiveness(group.pipelines[0].topic, clock);
    while (isCurrent(consumer)) {
      const topics = await this.#lookAtTopics(consumer);
      if (!topics) liveness.excuse();
      const silentMs = topics && isCurrent(consumer) ? await liveness.check(consumer, progress.arrivedAt) : undefined;
      if (!isCurrent(consumer)) return;
      if (silentMs !== undefined) return replace(consumer, reading.clientSilent(silentMs));
      if (!this.#options.isOutage()) await this.#lookAtReading(consumer, join);
      await sleep(this.#tickMs);
    }
  }

  async #lookAtReading(consumer: RawConsumer, join: JoinWatch): Promise<void> {
    this.#quietProblem = await this.#lookAtQuiet(consumer);
    const problem = (await join.problem()) ?? this.#quietProblem;
    if (this.#options.isCurrent(consumer)) this.#report(problem);
  }

  /** The client has met an offset that the broker does not have, without saying where. */
  async findOutOfRange(consumer: RawConsumer): Promise<void> {
    await this.#options.sleep(SETTLE_MS);
    const quiet = this.#quietFor(SETTLE_MS);
    if (!this.#options.isCurrent(consumer) || quiet.length === 0) return;
    const found = await explainQuiet(this.#options.group.client, quiet).catch(() => undefined);
    if (found) void this.#options.rebalancing.readAnew(consumer, found.outOfRange);
  }

  async #lookAtTopics(consumer: RawConsumer): Promise<readonly TopicDescription[] | undefined> {
    const { topics, rebalancing, isCurrent } = this.#options;
    const found = await topics.all(this.#tickMs - 1_000).catch(() => undefined);
    if (!found || !isCurrent(consumer)) return undefined;
    this.#topics.look(found, this.#tickMs);
    for (const one of found) if (one.state === 'exists') rebalancing.onTopicId(consumer, one.topic, one.id);
    return found;
  }

  /** @returns what to report about partitions from which nothing arrives */
  async #lookAtQuiet(consumer: RawConsumer): Promise<Problem | undefined> {
    const { group, clock, progress, reading, replace, rebalancing, isCurrent } = this.#options;
    if (clock.now() - progress.arrivedAt < QUIET_MS) this.#quietMs = QUIET_MS;
    const quiet = this.#quietFor(this.#quietMs);
    if (quiet.length === 0) return undefined;
    if (clock.now() - this.#lookedAt < QUIET_MS) return this.#quietProblem;
    this.#lookedAt = clock.now();
    const found = await explainQuiet(group.client, quiet).catch(() => undefined);
    if (!found || !isCurrent(consumer)) return undefined;
    void rebalancing.readAnew(consumer, found.outOfRange);
    if (found.stuck.length > 0) {
      const problem = reading.stuck(found.stuck, this.#quietMs);
      const wasTriedBefore = this.#quietMs > QUIET_MS;
      const nothingMoves = progress.all.every((one) => one.paused || quiet.includes(one));
      this.#quietMs = Math.min(MOST_QUIET_MS, this.#quietMs * 2);
      if (wasTriedBefore && nothingMoves) replace(consumer, problem);
      else void rebalancing.readAnew(consumer, found.stuck);
      return problem;
    }
    return found.heldBack.length > 0 ? reading.openTransaction(found.heldBack) : undefined;
  }

  /** A problem is reported when it is new, and again when it is gone. */
  #report(problem: Problem | undefined): void {
    if (problem?.code === this.#reported) return;
    this.#reported = problem?.code;
    this.#options.onStatus({ state: 'connected', ...(problem ? { problem, retryInMs: this.#tickMs } : {}) });
  }

  /** Empty while the engine does not ask for messages. */
  #quietFor(ms: number): readonly PartitionProgress[] {
    const { clock, progress } = this.#options;
    const now = clock.now();
    if (now - progress.polledAt > SETTLE_MS) return [];
    return progress.all.filter((one) => !one.paused && now - one.movedAt >= ms);
  }
}
