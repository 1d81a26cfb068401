import kafka from '@confluentinc/kafka-javascript';
import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { ClientError } from '../kafka/client/client-error.js';
import { connectionSettings } from '../kafka/client/client-settings.js';
import type { KafkaConnection } from '../kafka/problems/connection-failure.js';
import { endOffset, newConsumer, type RawConsumer } from '../kafka/client/raw-consumer.js';
import type { Clock, TopicPartition } from '../ports.js';
import { asError } from '../kafka/client/ask-admin.js';
import type { CheckTime } from './check-step.js';
import { checkMayCommit, type CommitAnswer } from './may-commit.js';

/** How far a group is behind in the partitions of a topic in which it has committed something. */
export interface TopicLag {
  readonly topic: string;
  readonly lag: number;
  readonly partitions: number;
  /** In how many of them nothing is committed. */
  readonly uncommitted: number;
}

/** COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR. */
const LOADING: ReadonlySet<number | undefined> = new Set([14, 15, 16]);
const RETRY_MS = 250;

/**
 * How far a group is behind the ends of topics, which are given with their numbers of partitions,
 * after checking that we may read and commit as this group. An admin client asks for the committed
 * offsets, because its answer reveals a missing right at once; a consumer that subscribes to
 * nothing asks for the rest. The group is not disturbed.
 *
 * @returns no entry for a topic whose offsets we may not see
 * @throws a ClientError
 */
export async function groupLag(
  { client }: KafkaConnection,
  groupId: string,
  topics: ReadonlyMap<string, number>,
  time: CheckTime,
): Promise<readonly TopicLag[]> {
  const { timeoutMs } = time;
  const partitions = [...topics].flatMap(([topic, count]) =>
    Array.from({ length: count }, (_, partition) => ({ topic, partition })),
  );
  const answers: CommitAnswer[] = [];
  const consumer = await connected(client, groupId, timeoutMs, (answer) => answers.push(answer));
  try {
    const offsets = await whenLoaded(time, () => committedBy(consumer, groupId, partitions, timeoutMs));
    const [anyTopic = ''] = topics.keys();
    await checkMayCommit(consumer, anyTopic, answers, time);
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
  /** Below zero when nothing is committed. */
  readonly offset: number;
  readonly error?: ClientError;
};

/**
 * Asks over the consumer's connection. A stand-alone admin client has no group, and librdkafka
 * crashes the process when the broker then answers that another broker coordinates the group, as it
 * does while it sets up its very first group.
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
  const consumer = newConsumer(settings, client.tokens, {
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

/** A coordinator that was idle for a while loads its groups first. */
async function whenLoaded<T>({ timeoutMs, clock }: CheckTime, ask: () => Promise<T>): Promise<T> {
  const deadline = clock.now() + timeoutMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!LOADING.has((error as ClientError).code) || clock.now() > deadline) throw error;
      await pause(clock, RETRY_MS);
    }
  }
}

const pause = (clock: Clock, ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));
