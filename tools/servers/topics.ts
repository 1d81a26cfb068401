import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import kafka from '@confluentinc/kafka-javascript';
import type { Producer } from '@confluentinc/kafka-javascript';

export interface TopicOptions {
  /** @default 1 */
  readonly partitions?: number;
  /** Of the topic, as Kafka names it: `{ 'cleanup.policy': 'compact' }`. */
  readonly config?: Readonly<Record<string, string>>;
}

export interface TestMessage {
  /** `null`: a tombstone. */
  readonly value: Buffer | string | null;
  readonly key?: Buffer | string | null;
  /** Default: by the key, otherwise any. */
  readonly partition?: number;
  /** Milliseconds since 1970. Default: now. */
  readonly timestamp?: number;
  /** In this order; names may repeat. */
  readonly headers?: readonly (readonly [name: string, value: Buffer | string])[];
}

export interface ProducerOptions {
  /** Of the batches sent to the broker and stored in its log. @default 'none' */
  readonly compression?: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';
  /**
   * The largest message, before it is compressed. In bytes. When given, everything sent at once
   * travels in one batch of up to this size. @default 16 MiB
   */
  readonly maxMessageBytes?: number;
}

/** A name that no other test uses, in this run or another: `orders-3f9c2a7b`. */
export const uniqueName = (prefix: string): string => `${prefix}-${randomBytes(4).toString('hex')}`;

/**
 * Creates a topic and resolves when clients can use it. An existing one is left unchanged.
 */
export async function createTopic(bootstrapServers: string, topic: string, options: TopicOptions = {}): Promise<void> {
  const admin = kafka.AdminClient.create({ 'bootstrap.servers': bootstrapServers, log_level: 0 });
  const { partitions = 1, config = {} } = options;
  try {
    await new Promise<void>((resolve, reject) => {
      const request = { topic, num_partitions: partitions, replication_factor: -1, config: { ...config } };
      admin.createTopic(request, 30_000, (error) => {
        if (error && error.code !== kafka.CODES.ERRORS.ERR_TOPIC_ALREADY_EXISTS) reject(toError(error));
        else resolve();
      });
    });
  } finally {
    admin.disconnect();
  }
}

/** Deletes a topic and resolves when the broker has acknowledged it. */
export async function deleteTopic(bootstrapServers: string, topic: string): Promise<void> {
  const admin = kafka.AdminClient.create({ 'bootstrap.servers': bootstrapServers, log_level: 0 });
  try {
    await new Promise<void>((resolve, reject) => {
      admin.deleteTopic(topic, 30_000, (error) => (error ? reject(toError(error)) : resolve()));
    });
  } finally {
    admin.disconnect();
  }
}

/**
 * Sends messages in order and resolves with their number when the broker has all of them.
 */
export async function produce(
  bootstrapServers: string,
  topic: string,
  messages: Iterable<TestMessage> | AsyncIterable<TestMessage>,
  options: ProducerOptions = {},
): Promise<number> {
  const producer = await connectProducer(bootstrapServers, options);
  let sent = 0;
  let delivered = 0;
  let failure: unknown;
  producer.on('delivery-report', (error) => {
    delivered += 1;
    if (error) failure ??= error;
  });
  try {
    for await (const message of messages) {
      while (!offer(producer, topic, message)) await sleep(5);
      sent += 1;
    }
    while (delivered < sent) await sleep(5);
  } finally {
    await disconnect(producer);
  }
  if (failure !== undefined) throw toError(failure);
  return sent;
}

/** A producer of the raw client that polls by itself. */
export async function connectProducer(
  bootstrapServers: string,
  { compression = 'none', maxMessageBytes }: ProducerOptions = {},
): Promise<Producer> {
  const producer = new kafka.Producer({
    'bootstrap.servers': bootstrapServers,
    'message.max.bytes': maxMessageBytes ?? 16 * 1024 * 1024,
    ...(maxMessageBytes === undefined ? {} : { 'batch.size': maxMessageBytes }),
    'linger.ms': maxMessageBytes === undefined ? 5 : 500,
    'enable.idempotence': true,
    'compression.type': compression,
    dr_cb: true,
  });
  await new Promise<void>((resolve, reject) => {
    producer.connect({ timeout: 30_000 }, (error) => (error ? reject(toError(error)) : resolve()));
  });
  producer.setPollInterval(5);
  return producer;
}

/** False: the client's queue is full; try again a little later. */
export function offer(producer: Producer, topic: string, message: TestMessage): boolean {
  const { value, key = null, partition = null, timestamp = null, headers = [] } = message;
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  try {
    producer.produce(
      topic,
      partition,
      bytes,
      key,
      timestamp,
      null,
      headers.map(([name, content]) => ({ [name]: content })),
    );
    return true;
  } catch (error) {
    if ((error as { code?: number }).code === kafka.CODES.ERRORS.ERR__QUEUE_FULL) return false;
    throw toError(error);
  }
}

export function disconnect(producer: Producer): Promise<void> {
  return new Promise((resolve) => producer.disconnect(10_000, () => resolve()));
}

/** Not all of the client's errors are instances of Error. */
function toError(error: unknown): Error {
  if (error instanceof Error) return error;
  return new Error((error as { message?: string }).message ?? String(error), { cause: error });
}
