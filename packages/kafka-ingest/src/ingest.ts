import { IngestError } from '@proj/diagnostics';
import { defaultPolicy, resolvePolicy, type DeliveryPolicy } from './delivery/policy.js';
import { consumerGroups, type ConsumerGroup } from './consumer-group.js';
import { Consumer } from './consumer/consumer.js';
import { newEpoch } from './consumer/incarnations.js';
import { EventHub, type IngestEvents, type IngestListeners, type IngestNote } from './events.js';
import { IdleEncoders } from './encode/idle-encoders.js';
import { KafkaSource } from './kafka/source.js';
import { memoryShares } from './memory-shares.js';
import type { Pipeline } from './pipeline.js';
import type { Clock, Logger, MessageSource, RowSink } from './ports.js';
import type { IngestStats } from './stats.js';
import { systemClock } from './system-clock.js';

/** What flows where, and how. Only `pipelines` and `sink` are required. */
export interface IngestOptions {
  /** From `compileProject`, or built by hand. */
  readonly pipelines: readonly Pipeline[];
  /** Where blocks go, for example the one of `@proj/clickhouse-sink`. */
  readonly sink: RowSink;
  /** Makes the source of each consumer group. @default a Kafka consumer group member */
  readonly source?: (group: ConsumerGroup, options: SourceOptions) => MessageSource;
  /** @default the system clock */
  readonly clock?: Clock;
  /** Limits of each consumer, except `maxUnacknowledgedBytes`, which all consumers share. */
  readonly policy?: Partial<DeliveryPolicy>;
  /**
   * A bound for the memory of the whole process, in bytes. What messages may take follows from it:
   * what is fetched ahead, what waits for ClickHouse, and what encoders keep.
   *
   * @default 400_000_000
   */
  readonly memoryBytes?: number;
  /**
   * The name by which the groups know this process again after a restart.
   *
   * @default none: every start is a new member
   */
  readonly instance?: string;
  /**
   * Names this run in the ids of its queries. Two runs must never have the same one.
   *
   * @default derived from the time and chance
   */
  readonly runId?: string;
  /** Same as calling `on` for each of them before `start`. */
  readonly listeners?: IngestListeners;
}

/** What a source gets besides its consumer group. */
export interface SourceOptions {
  readonly logger: Logger;
  readonly clock: Clock;
  /** How much its client may fetch ahead. In KiB. */
  readonly queuedKilobytes: number;
}

/**
 * ## STARTING
 * Created, but not started. `start` leads to RUNNING.
 *
 * ## RUNNING
 * Consumers connect, read and deliver. An unavailable broker or ClickHouse does not
 * change the state: both are retried forever, and events report it. `stop` leads to DRAINING.
 *
 * ## DRAINING
 * Nothing new is read. Batches under way are inserted and their offsets committed. Once
 * all are, or when the deadline has passed, the group is left: STOPPED. Messages that were not
 * committed will be read again by the next member of the group.
 *
 * ## STOPPED
 * Final. Create a new ingest to start again.
 */
export type IngestState = 'STARTING' | 'RUNNING' | 'DRAINING' | 'STOPPED';

/** The outcome of a stop. */
export interface StopReport {
  /** Whether every batch was committed. Otherwise messages will be read again; nothing is lost. */
  readonly drained: boolean;
  /** How long the stop took, in ms. */
  readonly elapsedMs: number;
}

/** Reads topics and fills tables. */
export interface Ingest {
  readonly state: IngestState;
  /**
   * Resolves at once; events report the progress and any trouble with connecting.
   *
   * @throws IngestError when called twice
   */
  start(): Promise<void>;
  /**
   * Drains and leaves the consumer groups. Never rejects. Further calls return the same promise.
   *
   * @param options limits of the stop
   * @param options.deadlineMs how long batches under way may take. Default: 20_000
   */
  stop(options?: { readonly deadlineMs?: number }): Promise<StopReport>;
  /** @returns how to stop listening */
  on<E extends keyof IngestEvents>(event: E, listener: (event: IngestEvents[E]) => void): () => void;
  stats(): IngestStats;
}

const DEFAULT_STOP_MS = 20_000;

/**
 * Creates an ingest that moves messages through pipelines into a sink. It has one consumer per
 * connection and group, and commits offsets only after the sink has acknowledged the rows. Nothing
 * is opened before `start`.
 *
 * @throws IngestError `ingest/topic-used-twice`, `ingest/bad-policy`, `ingest/bad-limit`
 *
 * @example
 * const { project } = parseProject([
 *   { path: 'shop.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS localhost:9092\nKAFKA_SECURITY_PROTOCOL PLAINTEXT' },
 *   {
 *     path: 'events.datasource',
 *     text: 'SCHEMA >\n  data String `json:$`\n\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC events\nKAFKA_GROUP_ID events_1',
 *   },
 * ]);
 * const { pipelines } = compileProject(project, { lookupSecret: (name) => process.env[name] });
 * let rows = 0;
 * const ingest = createIngest({ pipelines, sink: { insert: async ({ block }) => void (rows += block.rows) } });
 * ingest.on('quarantined', ({ datasource, count, last }) => console.warn(datasource, count, last));
 * ingest.state; // => 'STARTING'
 */
export function createIngest(options: IngestOptions): Ingest {
  const { pipelines, sink, clock = systemClock, instance } = options;
  const groups = consumerGroups(pipelines, instance);
  const shares = memoryShares(options.memoryBytes);
  const idle = new IdleEncoders(shares.idle);
  const policy = resolvePolicy({
    maxUnacknowledgedBytes: shares.unacknowledged,
    maxBytes: Math.min(defaultPolicy.maxBytes, shares.unacknowledged),
    ...options.policy,
  });
  const share = { ...policy, maxUnacknowledgedBytes: policy.maxUnacknowledgedBytes / Math.max(1, groups.length) };
  const makeSource = options.source ?? ((group, own) => new KafkaSource({ group, ...own }));
  const queuedKilobytes = Math.max(1_024, Math.floor(shares.fetched / 1024 / Math.max(1, groups.length)));
  const { runId = newEpoch(clock) } = options;
  const events = new EventHub();
  const logger = noteLogger(events);
  for (const [event, listener] of Object.entries(options.listeners ?? {})) {
    events.on(event as keyof IngestEvents, listener as (event: unknown) => void);
  }
  const running = groups.map((group) => {
    const source = makeSource(group, { logger, clock, queuedKilobytes });
    const batches = { ...share, maxBytes: Math.min(share.maxBytes, share.maxUnacknowledgedBytes) };
    return new Consumer({ group, source, sink, policy: batches, clock, events, runId, idle });
  });
  let state: IngestState = 'STARTING';
  let stopping: Promise<StopReport> | undefined;

  async function stop({ deadlineMs = DEFAULT_STOP_MS }: { readonly deadlineMs?: number } = {}): Promise<StopReport> {
    const begun = clock.now();
    const wasRunning = state === 'RUNNING';
    state = 'DRAINING';
    const drained = wasRunning ? await Promise.all(running.map((one) => one.stop(deadlineMs))) : [];
    for (const registry of new Set(options.pipelines.map((one) => one.registry))) registry?.close();
    state = 'STOPPED';
    return { drained: drained.every(Boolean), elapsedMs: Math.round(clock.now() - begun) };
  }

  return {
    get state() {
      return state;
    },
    async start() {
      if (state !== 'STARTING') throw startedTwice(state);
      state = 'RUNNING';
      for (const one of running) one.start();
    },
    stop: (how) => (stopping ??= stop(how)),
    on: (event, listener) => events.on(event, listener),
    stats: () => ({
      datasources: running.flatMap((one) => one.stats()),
      unacknowledgedBytes: running.reduce((sum, one) => sum + one.snapshot().unacknowledgedBytes, 0),
    }),
  };
}

/** What a source logs, as events: the event stream is the only voice of the engine. */
function noteLogger(events: EventHub): Logger {
  const at = (level: IngestNote['level']) => (fields: IngestNote['fields'], message: string) =>
    events.emit('note', { level, message, fields });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

const startedTwice = (state: IngestState): IngestError =>
  new IngestError('ingest/started-twice', `This ingest is ${state}; it can be started only once.`, {
    retryable: false,
  });
