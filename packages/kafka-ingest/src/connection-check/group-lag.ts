import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { ClientError } from '../kafka/client-error.js';
import { connectionSettings } from '../kafka/client-settings.js';
import type { KafkaConnection } from '../kafka/connection-failure.js';
import { endOffset, newConsumer, type RawConsumer } from '../kafka/raw-consumer.js';
import type { TopicPartition } from '../ports.js';
import { askAdmin, asError } from '../kafka/ask-admin.js';
import { askWhetherToCommit, type CommitAnswer } from './may-commit.js';

/** How far a group is behind in a topic; `lag` is undefined when it has committed nothing there yet. */
export interface TopicLag {
  readonly topic: string;
  readonly lag: number | undefined;
}

/** COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR. */
const LOADING: ReadonlySet<number | undefined> = new Set([14, 15, 16]);
const RETRY_MS = 250;

/**
 * How far a group is behind the ends of topics, given with their partitions, once it is known that we may read and commit as
 * this group. What is committed is asked by the admin client, whose answer tells a missing right at once; the rest by a
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
  const offsets = await whenLoaded(timeoutMs, () => committedBy(client, groupId, partitions, timeoutMs));
  const answers: CommitAnswer[] = [];
  const consumer = await connected(client, groupId, timeoutMs, (answer) => answers.push(answer));
  try {
    const [anyTopic = ''] = topics.keys();
    await askWhetherToCommit(consumer, anyTopic, answers, timeoutMs);
    const visible = new Set(offsets.filter((one) => !one.error).map((one) => one.topic));
    const committed = offsets.filter((one) => one.offset >= 0);
    return await Promise.all(
      [...visible].map(async (topic) => {
        const own = committed.filter((one) => one.topic === topic);
        const lags = await Promise.all(
          own.map(async (one) => ((await endOffset(consumer, one, timeoutMs)) ?? 0) - one.offset),
        );
        return { topic, lag: lags.length === 0 ? undefined : lags.reduce((sum, one) => sum + Math.max(0, one), 0) };
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

async function committedBy(
  client: KafkaClientConfig,
  groupId: string,
  partitions: readonly TopicPartition[],
  timeoutMs: number,
): Promise<readonly Committed[]> {
  const [group] = await askAdmin<
    readonly { readonly error?: ClientError; readonly partitions?: readonly Committed[] }[]
  >(client, (admin, answer) =>
    admin.listConsumerGroupOffsets([{ groupId, partitions: [...partitions] }], { timeout: timeoutMs }, answer),
  );
  if (group?.error) throw asError(group.error);
  return group?.partitions ?? [];
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
