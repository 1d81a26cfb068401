import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { ConsumerGroup } from '../../consumer-group.js';
import { instanceId } from './instance-id.js';
import { TOPIC_CHANGES } from './topic-replaced.js';

export interface ClientLimits {
  /** How much the client may fetch ahead. In KiB. */
  readonly queuedKilobytes: number;
}

/**
 * How long the partitions of a killed process wait for their next reader. The client's default is
 * 45 s. Its heartbeats come every 3 s from a thread of their own, whatever JavaScript does, so a
 * third of that is safe.
 */
export const SESSION_TIMEOUT_MS = 15_000;

const MEBIBYTE = 1024 * 1024;

/** The settings with which any client reaches the brokers of a connection. */
export const connectionSettings = (client: KafkaClientConfig): Record<string, string | number | boolean> => ({
  ...client.reveal(),
  'client.id': 'kafka-ingest',
});

/**
 * Settings of librdkafka for the consumer of a group: those of the connection, overridden by ours.
 */
export function consumerSettings(
  group: ConsumerGroup,
  limits: ClientLimits,
): Record<string, string | number | boolean> {
  return {
    ...connectionSettings(group.client),
    'group.id': group.groupId,
    ...(group.instance === undefined ? {} : { 'group.instance.id': instanceId(group, group.instance) }),
    'session.timeout.ms': SESSION_TIMEOUT_MS,
    'partition.assignment.strategy': 'cooperative-sticky',
    'enable.auto.commit': false,
    'enable.auto.offset.store': false,
    'isolation.level': 'read_committed',
    'enable.partition.eof': true,
    'allow.auto.create.topics': false,
    // This is what really bounds the client's memory.
    'queued.max.messages.kbytes': limits.queuedKilobytes,
    // The default of a second starves a fast reader whenever the queue was full for a moment.
    'fetch.queue.backoff.ms': 10,
    // The size of one fetch, over all partitions and for a single one. It counts compressed bytes,
    // and the client expands a whole fetch at once, to a thousand times as much at worst. A broker
    // sends the first batch whole, however large it is.
    'fetch.max.bytes': 4 * MEBIBYTE,
    'fetch.message.max.bytes': MEBIBYTE,
    'message.max.bytes': 4 * MEBIBYTE,
    // The largest response, and the most that a zstd batch may expand to; a larger batch is never
    // read, and its partition is stuck. The limit stays below 1,213,486,160: that is "HTTP" read as
    // a length, so a web server on the port is recognised by it.
    'receive.message.max.bytes': 1_200_000_000,
    // A topic created later is found within this time.
    'topic.metadata.refresh.interval.ms': 10_000,
    'reconnect.backoff.max.ms': 5_000,
    debug: TOPIC_CHANGES,
  };
}
