import { setTimeout as sleep } from 'node:timers/promises';
import kafka from '@confluentinc/kafka-javascript';
import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { ClientError } from '../kafka/client/client-error.js';
import { connectionSettings } from '../kafka/client/client-settings.js';
import type { KafkaConnection } from '../kafka/problems/connection-failure.js';
import { endOffset, newConsumer, type RawConsumer } from '../kafka/client/raw-consumer.js';
import type { TopicPartition } from '../ports.js';
import { asError } from '../kafka/client/ask-admin.js';
import { askWhetherToCommit, type CommitAnswer } from './may-commit.js';

/** How far a group is behind in the partitions of a topic for which it has committed something, and in how many it has not. */
export interface TopicLag {
  readonly topic: string;
  readonly lag: number;
  readonly partitions: number;
  readonly uncommitted: number;
}

/** COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR. */
const LOADING: ReadonlySet<number | undefined> = new Set([14, 15, 16]);
const RETRY_MS = 250;

/**
 * How far a group is behind the ends of topics, given with their partitions, once it is known that we may read and commit as
 * this group. What is committed is asked by an admin client, whose answer tells a missing right at once; the rest by a
 * consumer that subscribes to nothing. The group notices nothing.
 *
 * @returns nothing for topics whose offsets we may not see
 * @throws a ClientError
 */
export async function groupLag(
  { client }: KafkaConnection,
  groupId: string,
  topics: ReadonlyMap<string, number>,
  timeoutMs: number,
): Promise<readonly TopicLag[]> {
  const partitions = [...topics].flatMap(([topic, count]) =>
    Array.from({ length: count }, (_, partition) => ({ topic, partition })),
  );
  const answers: CommitAnswer[] = [];
  const consumer = await connected(client, groupId, timeoutMs, (answer) => answers.push(answer));
  try {
    const offsets = await whenLoaded(timeoutMs, () => committedBy(consumer, groupId, partitions, timeoutMs));
    const [anyTopic = ''] = topics.keys();
    await askWhetherToCommit(consumer, anyTopic, answers, timeoutMs);
    const visible = offsets.filter((one) => !one.error);
    return await Promise.all(
      [...new Set(visible.map((one) => one.topic))].map(async (topic) => {
        const own = visible.filter((one) => one.topic === topic);
        const committed = own.filter((one) => one.offset >= 0);
        const lags = await Promise.all(
          committed.map(async (one) => Math.max(0, ((await endOffset(consumer, one, timeoutMs)) ?? 0) - one.offset)),
        );
        const lag = lags.reduce((sum, one) => sum + one, 0);
        return { topic, lag, partitions: own.length, uncommitted: own.length - committed.length };
      }),
    );
  } finally {
    consumer.closing.abort();
    await new Promise<void>((resolve) => void consumer.disconnect(() => resolve()));
  }
}

type Committed = TopicPartition & {
  /** Below zero: nothing is committed. */
  readonly offset: number;
  readonly error?: ClientError;
};

/**
 * Asks over the connection of the consumer. An admin client of its own has no group, and librdkafka ends the process when the broker
 * then answers that the group's coordinator is another one, as it does where its first group is still being made room for.
 */
function committedBy(
  consumer: RawConsumer,
  groupId: string,
  partitions: readonly TopicPartition[],
  timeoutMs: number,
): Promise<readonly Committed[]> {
  type Answer = readonly { readonly error?: ClientError; readonly partitions?: readonly Committed[] }[];
  const admin = kafka.AdminClient.createFrom(consumer);
  return new Promise<readonly Committed[]>((resolve, reject) => {
    admin.listConsumerGroupOffsets(
      [{ groupId, partitions: [...partitions] }],
      { timeout: timeoutMs },
      (error: ClientError | undefined, answer: unknown) => {
        const [group] = (answer ?? []) as Answer;
        const failure = error ?? group?.error;
        if (failure) reject(asError(failure));
        else resolve(group?.partitions ?? []);
      },
    );
  }).finally(() => admin.disconnect());
}

async function connected(
  client: KafkaClientConfig,
  groupId: string,
  timeoutMs: number,
  onCommitted: (answer: CommitAnswer) => void,
): Promise<RawConsumer> {
  const ignore = (): void => undefined;
  const settings = { ...connectionSettings(client), 'group.id': groupId, 'enable.auto.commit': false, log_level: 0 };
  const consumer = newConsumer(settings, client.tokens, 'earliest', {
    onRebalance: ignore,
    onCommitted: (error) => onCommitted({ error }),
    onLog: ignore,
    onToken: ignore,
  });
  consumer.on('event.error', ignore);
  await new Promise<void>((resolve, reject) => {
    consumer.connect({ timeout: timeoutMs }, (error: ClientError | null) =>
      error ? reject(asError(error)) : resolve(),
    );
  });
  return consumer;
}

/** A coordinator that nobody has asked for a while loads its groups first. */
async function whenLoaded<T>(limitMs: number, ask: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!LOADING.has((error as ClientError).code) || performance.now() > deadline) throw error;
      await sleep(RETRY_MS);
    }
  }
}
