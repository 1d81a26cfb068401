import kafka from '@confluentinc/kafka-javascript';
import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { ClientError } from '../kafka/client-error.js';
import { connectionSettings } from '../kafka/client-settings.js';
import { tokenSettings } from '../kafka/token-settings.js';

/** What the broker says about a topic. */
export interface TopicFacts {
  readonly error?: ClientError;
  readonly partitions: number;
  /** Whether we may read it; undefined where the broker does not tell. */
  readonly readable?: boolean;
}

interface DescribedTopic {
  readonly error?: ClientError;
  readonly partitions?: readonly unknown[];
  readonly authorizedOperations?: readonly number[];
}

/** Of Kafka's operations. */
const READ = 3;

/** Asks about one topic and our rights to it, over a connection of its own. */
export function describeTopic(client: KafkaClientConfig, topic: string, timeoutMs: number): Promise<TopicFacts> {
  const closing = new AbortController();
  const settings = {
    ...connectionSettings(client),
    ...tokenSettings(client.tokens, { signal: closing.signal }),
    log_level: 0,
  };
  const ignore = (): void => undefined;
  return new Promise((resolve) => {
    const admin = kafka.AdminClient.create(settings, {
      'event.error': ignore,
      error: ignore,
    });
    const answered = (problem: ClientError | null, found?: readonly DescribedTopic[]): void => {
      closing.abort();
      // Not within its own callback: the client would wait for itself.
      setImmediate(() => admin.disconnect());
      const { error = problem, partitions = [], authorizedOperations: allowed } = found?.[0] ?? {};
      if (error) return resolve({ error, partitions: 0 });
      resolve({ partitions: partitions.length, ...(allowed ? { readable: allowed.includes(READ) } : {}) });
    };
    admin.describeTopics([topic], { timeout: timeoutMs, includeAuthorizedOperations: true }, answered as never);
  });
}
