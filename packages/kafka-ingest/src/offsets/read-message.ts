import type { ClientError } from '../kafka/client/client-error.js';
import type { RawConsumer } from '../kafka/client/raw-consumer.js';
import { connectIdle, disconnect } from './connect-idle.js';
import type { AskTime } from './group-client.js';
import type { GroupOfDatasource } from './group-of-datasource.js';
import { kafkaError } from './kafka-error.js';

/** A message as it is in the log. */
export interface LoggedMessage {
  readonly offset: number;
  /** In ms since 1970. */
  readonly timestampMs: number;
  /** Null when it has none. */
  readonly key: Uint8Array | null;
  /** Null for a tombstone. */
  readonly value: Uint8Array | null;
  readonly headers: number;
}

interface ClientMessage {
  readonly offset: number;
  readonly timestamp?: number;
  readonly key?: Buffer | string | null;
  readonly value: Buffer | null;
  readonly headers?: readonly unknown[];
}

/** Where to read, and whether to leave out what transactions have aborted or hold open. */
export interface ReadFrom {
  readonly partition: number;
  readonly offset: number;
  readonly committedOnly: boolean;
}

/**
 * Reads the first message from an offset on, without joining the group.
 *
 * @returns undefined when the partition ends before there is one
 * @throws IngestError what went wrong with Kafka
 */
export async function readMessageFrom(
  group: GroupOfDatasource,
  from: ReadFrom,
  time: AskTime,
): Promise<LoggedMessage | undefined> {
  let consumer: RawConsumer | undefined;
  try {
    consumer = await connectIdle(group, time.timeoutMs, {
      settings: {
        'isolation.level': from.committedOnly ? 'read_committed' : 'read_uncommitted',
        'enable.partition.eof': true,
        'enable.auto.offset.store': false,
        // One message is enough, but a broker sends the batch around it whole.
        'queued.min.messages': 1,
        'fetch.message.max.bytes': 1_048_576,
        'receive.message.max.bytes': 1_200_000_000,
      },
    });
    return await firstMessage(consumer, { topic: group.topic, partition: from.partition, offset: from.offset }, time);
  } catch (error) {
    throw kafkaError(error as ClientError, group);
  } finally {
    if (consumer) await disconnect(consumer);
  }
}

async function firstMessage(
  consumer: RawConsumer,
  start: { readonly topic: string; readonly partition: number; readonly offset: number },
  { timeoutMs, clock }: AskTime,
): Promise<LoggedMessage | undefined> {
  let ended = false;
  consumer.on('partition.eof', () => (ended = true));
  consumer.assign([start]);
  const deadline = clock.now() + timeoutMs;
  while (!ended) {
    const found = await consumed(consumer);
    if (found === 'out of range') return undefined;
    if (found) return loggedMessage(found);
    if (clock.now() > deadline) throw Object.assign(new Error('The broker sends no messages.'), { code: TIMED_OUT });
  }
  return undefined;
}

const TIMED_OUT = -185;
/** Retention has passed the offset in the meantime. */
const OUT_OF_RANGE = -140;

const consumed = (consumer: RawConsumer): Promise<ClientMessage | 'out of range' | undefined> =>
  new Promise((resolve, reject) => {
    consumer.consume(1, (error: ClientError | null, messages: readonly unknown[] | undefined) => {
      if (error?.code === OUT_OF_RANGE) resolve('out of range');
      else if (error && error.code !== TIMED_OUT) reject(error instanceof Error ? error : new Error(error.message));
      else resolve(messages?.[0] as ClientMessage | undefined);
    });
  });

const loggedMessage = ({ offset, timestamp = 0, key, value, headers = [] }: ClientMessage): LoggedMessage => ({
  offset,
  timestampMs: timestamp,
  key: typeof key === 'string' ? Buffer.from(key) : (key ?? null),
  value,
  headers: headers.length,
});
