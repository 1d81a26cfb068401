import { IngestError } from '@proj/diagnostics';
import type { ConsumerGroup } from '../consumer-group.js';
import type { PackedBatch } from '../packed-batch.js';
import type { Clock, TopicPartition } from '../ports.js';
import { asError } from './client/ask-admin.js';
import { clientErrors, isQuiet, type ClientError } from './client/client-error.js';
import { consumerSettings } from './client/client-settings.js';
import { newConsumer, type RawConsumer } from './client/raw-consumer.js';
import { readAgainError } from './errors.js';
import { partitionKey } from '../partition-key.js';
import type { ClientMessage } from './readers/client-message.js';
import { limitsByTopic, MessagePacker } from './readers/pack-messages.js';

const LIMIT_MS = 30_000;
const CONNECT_MS = 5_000;
const QUEUED_KILOBYTES = 1_024;
/** Further ahead, it is cheaper to start anew than to read and drop everything in between. */
const NEAR = 2_000;
/** Positions in a packed batch have 32 bits. */
const MOST_BYTES = 2 ** 30;

/**
 * Reads single messages of a partition, over a connection of its own that is no member of the group
 * and commits nothing.
 *
 * @param offsets in any order; those that do not exist any more are left out of the answer
 * @throws IngestError `kafka/read-again-failed`, retryable, when they were not read within 30 s
 */
export async function readAgain(
  group: ConsumerGroup,
  partition: TopicPartition,
  offsets: readonly number[],
  clock: Clock,
): Promise<PackedBatch> {
  const packer = new MessagePacker(limitsByTopic(group.pipelines), MOST_BYTES);
  const wanted = [...new Set(offsets)].sort((a, b) => a - b);
  if (wanted.length === 0) return packer.pack([]);
  const consumer = await connected(group, partition);
  try {
    return packer.pack(await messagesAt(consumer, partition, wanted, clock));
  } catch (error) {
    throw error instanceof IngestError ? error : readAgainError(partitionKey(partition), error as ClientError);
  } finally {
    consumer.closing.abort();
    consumer.disconnect();
  }
}

async function connected(group: ConsumerGroup, partition: TopicPartition): Promise<RawConsumer> {
  const ignore = (): void => undefined;
  const settings = { ...consumerSettings(group, { queuedKilobytes: QUEUED_KILOBYTES }), log_level: 0 };
  const callbacks = { onRebalance: ignore, onCommitted: ignore, onLog: ignore, onToken: ignore };
  const consumer = newConsumer(settings, group.client.tokens, callbacks);
  consumer.on('event.error', ignore);
  const error = await new Promise<ClientError | null>((resolve) => consumer.connect({ timeout: CONNECT_MS }, resolve));
  if (!error) return consumer;
  consumer.closing.abort();
  throw readAgainError(partitionKey(partition), error);
}

/** Goes through the partition from one wanted offset to the next. */
async function messagesAt(
  consumer: RawConsumer,
  { topic, partition }: TopicPartition,
  wanted: readonly number[],
  clock: Clock,
): Promise<readonly ClientMessage[]> {
  const found: ClientMessage[] = [];
  const deadline = clock.now() + LIMIT_MS;
  let end = 0;
  consumer.on('partition.eof', ({ offset }) => (end = Math.max(end, offset)));
  let next = 0;
  let position = -Infinity;
  while (next < wanted.length) {
    const offset = wanted[next] ?? 0;
    if (offset - position > NEAR) consumer.assign([{ topic, partition, offset }]);
    position = Math.max(position, offset);
    const messages = await consume(consumer);
    if (messages === 'out of range') {
      next++;
      position = -Infinity;
      continue;
    }
    for (const message of messages) {
      position = message.offset;
      while ((wanted[next] ?? Infinity) < message.offset) next++;
      if (wanted[next] === message.offset) {
        found.push(message);
        next++;
      }
    }
    while ((wanted[next] ?? Infinity) <= end) next++;
    if (next < wanted.length && clock.now() > deadline) throw asError({ message: 'The broker did not answer.' });
  }
  return found;
}

function consume(consumer: RawConsumer): Promise<readonly ClientMessage[] | 'out of range'> {
  return new Promise((resolve, reject) => {
    consumer.consume(NEAR, (error: ClientError | null, messages) => {
      if (!error) resolve(messages);
      else if (error.code === clientErrors.autoOffsetReset) resolve('out of range');
      else if (isQuiet(error)) resolve([]);
      else reject(asError(error));
    });
  });
}
