import { randomUUID } from 'node:crypto';
import { IngestError } from '@proj/diagnostics';
import { resolvePolicy, type DeliveryPolicy } from './delivery/policy.js';
import { Consumer } from './consumer/consumer.js';
import { EventHub, type IngestEvents, type IngestListeners, type IngestNote } from './events.js';
import { KafkaSource } from './kafka/source.js';
import { MOST_MESSAGE_BYTES } from './message-limits.js';
import type { Pipeline } from './pipeline.js';
import type { Clock, Logger, MessageSource, RowSink } from './ports.js';
import type { IngestStats } from './stats.js';
import { systemClock } from './system-clock.js';

/** What is to flow where, and how. Only `pipelines` and `sink` are needed. */
export interface IngestOptions {
  /** From `compileProject`, or built by hand. */
  readonly pipelines: readonly Pipeline[];
  /** Where blocks go, for example the one of `@proj/clickhouse-sink`. */
  readonly sink: RowSink;
  /** Makes the source of each consumer. @default a Kafka consumer group member */
  readonly source?: (consumer: ConsumerOptions) => MessageSource;
  /** @default the system's */
  readonly clock?: Clock;
  /** Limits of each consumer, except `maxUnacknowledgedBytes`, which all consumers share. */
  readonly policy?: Partial<DeliveryPolicy>;
  /** What all Kafka clients together may fetch ahead. @default 32 MiB */
  readonly maxFetchedBytes?: number;
  /** The same as calling `on` for each before `start`. */
  readonly listeners?: IngestListeners;
}

/** What a source is made for: the pipelines of one connection and consumer group. */
export interface ConsumerOptions {
  readonly pipelines: readonly Pipeline[];
  readonly logger: Logger;
  readonly clock: Clock;
  readonly queuedKilobytes: number;
}

/**
 * ## STARTING
 * Made, and not started. `start` leads to RUNNING.
 *
 * ## RUNNING
 * Consumers connect, read and deliver. A broker or a ClickHouse that is down does not change the state: both are tried
 * again for ever, and events tell. `stop` leads to DRAINING.
 *
 * ## DRAINING
 * Nothing new is read. Batches under way are inserted and their offsets committed. When all are, or when the deadline has
 * passed, the group is left: STOPPED. What was not committed will be read again by whoever comes next.
 *
 * ## STOPPED
 * For good. Make a new one to start again.
 */
export type IngestState = 'STARTING' | 'RUNNING' | 'DRAINING' | 'STOPPED';

/** How a stop went. */
export interface StopReport {
  /** Whether everything that was in a batch is committed. Otherwise it will be read again; nothing is lost. */
  readonly drained: boolean;
  /** How long it took, in ms. */
  readonly elapsedMs: number;
}

/** Topics flowing into tables. */
export interface Ingest {
  readonly state: IngestState;
  /** Resolves at once; progress, and what keeps it from connecting, is told by events. @throws IngestError when called twice */
  start(): Promise<void>;
  /**
   * Drains and leaves the consumer groups. Never rejects. Called again it gives the same answer.
   *
   * @param options what a stop may take
   * @param options.deadlineMs how long batches under way may take. Default: 20_000
   */
  stop(options?: { readonly deadlineMs?: number }): Promise<StopReport>;
  /** @returns how to stop listening */
  on<E extends keyof IngestEvents>(event: E, listener: (event: IngestEvents[E]) => void): () => void;
  stats(): IngestStats;
}

const DEFAULT_STOP_MS = 20_000;

/**
 * Makes an ingestion of pipelines into a sink: one consumer for each connection and group, offsets committed only after the
 * sink has acknowledged the rows. Opens nothing before `start`.
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
  const { pipelines, sink, clock = systemClock, maxFetchedBytes = 32 * 1024 * 1024 } = options;
  const consumers = groupByConsumer(pipelines);
  const policy = resolvePolicy(options.policy);
  const share = { ...policy, maxUnacknowledgedBytes: policy.maxUnacknowledgedBytes / Math.max(1, consumers.length) };
  const makeSource = options.source ?? ((consumer: ConsumerOptions) => new KafkaSource(consumer));
  const queuedKilobytes = Math.max(1_024, Math.floor(maxFetchedBytes / 1024 / Math.max(1, consumers.length)));
  const runId = randomUUID();
  const events = new EventHub();
  const logger = noteLogger(events);
  for (const [event, listener] of Object.entries(options.listeners ?? {})) {
    events.on(event as keyof IngestEvents, listener as (event: unknown) => void);
  }
  const running = consumers.map((group) => {
    const source = makeSource({ pipelines: group.pipelines, logger, clock, queuedKilobytes });
    const batches = { ...share, maxBytes: Math.min(share.maxBytes, share.maxUnacknowledgedBytes) };
    return new Consumer({ group, source, sink, policy: batches, clock, events, runId });
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
      adviseThreads(running.length, logger);
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

interface Group {
  readonly connection: string;
  readonly groupId: string;
  readonly pipelines: readonly Pipeline[];
}

function groupByConsumer(pipelines: readonly Pipeline[]): Group[] {
  const groups = new Map<string, Group>();
  for (const pipeline of pipelines) {
    const key = JSON.stringify([pipeline.connection, pipeline.groupId]);
    const { connection, groupId, datasource, maxMessageBytes } = pipeline;
    if (!(maxMessageBytes > 0 && maxMessageBytes <= MOST_MESSAGE_BYTES)) throw badLimit(datasource, maxMessageBytes);
    const before = groups.get(key)?.pipelines ?? [];
    const twin = before.find((other) => other.topic === pipeline.topic);
    if (twin) throw usedTwice(twin, pipeline);
    groups.set(key, { connection, groupId, pipelines: [...before, pipeline] });
  }
  return [...groups.values()];
}

/** What a source logs, as events: the event stream is the only voice of the engine. */
function noteLogger(events: EventHub): Logger {
  const at = (level: IngestNote['level']) => (fields: IngestNote['fields'], message: string) =>
    events.emit('note', { level, message, fields });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Each consumer blocks a thread of libuv's pool for a tenth of a second at a time; the pool has four, and others need it too. */
function adviseThreads(consumers: number, logger: Logger): void {
  const threads = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4);
  if (consumers < threads - 1) return;
  const text = `${consumers} consumers share ${threads} threads: set UV_THREADPOOL_SIZE to ${consumers + 4} before the process starts.`;
  logger.warn({ consumers, threads }, text);
}

const usedTwice = (one: Pipeline, other: Pipeline): IngestError =>
  new IngestError(
    'ingest/topic-used-twice',
    `Data sources ${one.datasource} and ${other.datasource} read topic ${one.topic} with the same group ${one.groupId}.`,
    { retryable: false, hint: 'Each would get a part of the messages. Give one of them another KAFKA_GROUP_ID.' },
  );

const badLimit = (datasource: string, limit: number): IngestError =>
  new IngestError(
    'ingest/bad-limit',
    `maxMessageBytes of ${datasource} is ${limit}: it must be from 1 to ${MOST_MESSAGE_BYTES} bytes.`,
    { retryable: false },
  );

const startedTwice = (state: IngestState): IngestError =>
  new IngestError('ingest/started-twice', `This ingest is ${state}; it can be started once.`, { retryable: false });
