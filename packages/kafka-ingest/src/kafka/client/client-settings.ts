import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { Pipeline } from '../../pipeline.js';

export interface ClientLimits {
  /** What the client may fetch ahead. In KiB. */
  readonly queuedKilobytes: number;
}

const MEBIBYTE = 1024 * 1024;

/** What it takes to reach the brokers of a connection, for whatever client. */
export const connectionSettings = (client: KafkaClientConfig): Record<string, string | number | boolean> => ({
  ...client.reveal(),
  'client.id': 'kafka-ingest',
});

/** Settings of librdkafka for the consumer of these pipelines: those of the connection, then ours, which win. */
export function consumerSettings(
  pipelines: readonly Pipeline[],
  limits: ClientLimits,
): Record<string, string | number | boolean> {
  const [first] = pipelines;
  if (!first) throw new Error('a consumer needs at least one pipeline');
  return {
    ...connectionSettings(first.client),
    'group.id': first.groupId,
    // How long the partitions of a process that was killed wait for their next reader. The client's default is 45 s;
    // heartbeats come from a thread of its own every 3 s, whatever JavaScript does, so a third of that is safe.
    'session.timeout.ms': 15_000,
    'partition.assignment.strategy': 'cooperative-sticky',
    'enable.auto.commit': false,
    'enable.auto.offset.store': false,
    'isolation.level': 'read_committed',
    'enable.partition.eof': false,
    'allow.auto.create.topics': false,
    // The real bound of the client's memory.
    'queued.max.messages.kbytes': limits.queuedKilobytes,
    // Its default of a second starves a fast reader whenever the queue was full for a moment.
    'fetch.queue.backoff.ms': 10,
    // One answer of a broker, of all partitions and of one: as batches are compressed, and what they expand to the client holds at
    // once, which may be a thousand times more. A broker sends the first batch whole, however large it is.
    'fetch.max.bytes': 4 * MEBIBYTE,
    'fetch.message.max.bytes': MEBIBYTE,
    'message.max.bytes': 4 * MEBIBYTE,
    // The largest answer, and the most that a batch of zstd may expand to; one that does is never read, and the partition stands
    // still. More would be all the same to the client if what answers is a web server: "HTTP" is 1,213,486,160.
    'receive.message.max.bytes': 1_200_000_000,
    // A topic that is made later is found within this time.
    'topic.metadata.refresh.interval.ms': 10_000,
    'reconnect.backoff.max.ms': 5_000,
  };
}

/** Of offsets that are out of range: when pipelines disagree the one that loses nothing. */
export const offsetReset = (pipelines: readonly Pipeline[]): 'earliest' | 'latest' =>
  pipelines.every((one) => one.autoOffsetReset === 'latest') ? 'latest' : 'earliest';
