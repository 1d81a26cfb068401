import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientError } from '../kafka/client-error.js';
import { connectionSettings } from '../kafka/client-settings.js';
import type { KafkaConnection } from '../kafka/connection-failure.js';
import { endOffset, newConsumer, type RawConsumer } from '../kafka/raw-consumer.js';

/** How far a group is behind in a topic; `lag` is undefined when it has committed nothing there yet. */
export interface TopicLag {
  readonly topic: string;
  readonly lag: number | undefined;
}

/** COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR, and that none was found in time. */
const LOADING: ReadonlySet<number | undefined> = new Set([14, 15, 16]);
const RETRY_MS = 250;

/**
 * How far a group is behind the ends of topics, given with their partitions; asked by a consumer that subscribes to nothing, so that the group notices nothing.
 * The admin client could tell as well, but ends the process with a memory fault when the answer is an error.
 *
 * @throws a ClientError
 */
export async function groupLag(
  { client }: KafkaConnection,
  groupId: string,
  topics: ReadonlyMap<string, number>,
  timeoutMs: number,
): Promise<readonly TopicLag[]> {
  const ignore = (): void => undefined;
  const settings = { ...connectionSettings(client), 'group.id': groupId, 'enable.auto.commit': false, log_level: 0 };
  const consumer = newConsumer(settings, client.tokens, 'earliest', {
    onRebalance: ignore,
    onCommitted: ignore,
    onLog: ignore,
    onToken: ignore,
  });
  consumer.on('event.error', ignore);
  await new Promise<void>((resolve, reject) => {
    consumer.connect({ timeout: timeoutMs }, (error: ClientError | null) =>
      error ? reject(asError(error)) : resolve(),
    );
  });
  try {
    const found: TopicLag[] = [];
    for (const [topic, count] of topics) {
      const partitions = Array.from({ length: count }, (_, partition) => ({ topic, partition }));
      const committed = (await whenLoaded(timeoutMs, () => committedIn(consumer, partitions, timeoutMs))).filter(
        (one) => (one.offset ?? -1) >= 0,
      );
      const lags = await Promise.all(
        committed.map(async (one) => ((await endOffset(consumer, one, timeoutMs)) ?? 0) - (one.offset ?? 0)),
      );
      const lag = lags.length === 0 ? undefined : lags.reduce((sum, one) => sum + Math.max(0, one), 0);
      found.push({ topic, lag });
    }
    return found;
  } finally {
    consumer.closing.abort();
    await new Promise<void>((resolve) => void consumer.disconnect(() => resolve()));
  }
}

interface Committed {
  readonly topic: string;
  readonly partition: number;
  readonly offset?: number;
}

function committedIn(
  consumer: RawConsumer,
  partitions: readonly { readonly topic: string; readonly partition: number }[],
  timeoutMs: number,
): Promise<readonly Committed[]> {
  return new Promise((resolve, reject) => {
    consumer.committed([...partitions], timeoutMs, (error: ClientError | null, answer: readonly unknown[]) => {
      // What could not be asked for one partition is an Error in the list.
      const failed = error ?? (answer.find((one) => one instanceof Error) as ClientError | undefined);
      if (failed) reject(asError(failed));
      else resolve(answer as readonly Committed[]);
    });
  });
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

/** The client's errors are not all instances of Error. */
const asError = ({ message = '', code }: ClientError): Error & ClientError =>
  Object.assign(new Error(message), code === undefined ? {} : { code });
