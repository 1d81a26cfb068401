import kafka from '@confluentinc/kafka-javascript';
import type { KafkaClientConfig } from '@proj/kafka-auth';
import type { ClientError } from '../kafka/client-error.js';
import { connectionSettings } from '../kafka/client-settings.js';
import { tokenSettings } from '../kafka/token-settings.js';

type Admin = ReturnType<typeof kafka.AdminClient.create>;
type Answer<T> = (error: ClientError | null, result?: T) => void;

interface DescribedTopic {
  readonly error?: ClientError;
  readonly partitions?: readonly unknown[];
  readonly authorizedOperations?: readonly number[];
}

/** What the broker says about a topic. */
export interface TopicFacts {
  readonly error?: ClientError;
  readonly partitions: number;
  /** Whether we may read it; undefined where the broker does not tell. */
  readonly readable?: boolean;
}

/** Questions about topics and groups, over a connection of its own. Answers that are errors are thrown. */
export class ClusterAdmin {
  readonly #admin: Admin;
  readonly #closing = new AbortController();
  readonly #timeout: number;

  constructor(client: KafkaClientConfig, timeoutMs: number) {
    this.#timeout = timeoutMs;
    const settings = {
      ...connectionSettings(client),
      ...tokenSettings(client.tokens, { signal: this.#closing.signal }),
      log_level: 0,
    };
    const ignore = (): void => undefined;
    this.#admin = kafka.AdminClient.create(settings as Parameters<typeof kafka.AdminClient.create>[0], {
      'event.error': ignore,
      error: ignore,
    });
  }

  async topic(name: string): Promise<TopicFacts> {
    const options = { timeout: this.#timeout, includeAuthorizedOperations: true };
    const [found] = await asked<readonly DescribedTopic[]>((answer) =>
      this.#admin.describeTopics([name], options, answer as never),
    );
    if (!found) return { partitions: 0 };
    const { error, partitions = [], authorizedOperations } = found;
    return {
      ...(error ? { error } : {}),
      partitions: partitions.length,
      ...(authorizedOperations ? { readable: mayRead(authorizedOperations) } : {}),
    };
  }

  /** How many members a group has, and whether we may be one. */
  async group(groupId: string): Promise<{ readonly members: number; readonly readable?: boolean }> {
    const options = { timeout: this.#timeout, includeAuthorizedOperations: true };
    const { groups } = await asked<{
      readonly groups: readonly {
        readonly error?: ClientError;
        readonly members: readonly unknown[];
        readonly authorizedOperations?: readonly number[];
      }[];
    }>((answer) => this.#admin.describeGroups([groupId], options, answer as never));
    const [found] = groups;
    // One that nobody ever was a member of is no mistake.
    if (found?.error && found.error.code !== GROUP_NOT_FOUND) throw asError(found.error);
    const operations = found?.authorizedOperations;
    return { members: found?.members.length ?? 0, ...(operations ? { readable: mayRead(operations) } : {}) };
  }

  /** How far a group is behind the end of a topic; undefined when it has committed nothing there yet. */
  async lag(groupId: string, topic: string, partitions: number): Promise<number | undefined> {
    const all = Array.from({ length: partitions }, (_, partition) => ({ topic, partition }));
    const options = { timeout: this.#timeout };
    const [group] = await asked<
      readonly {
        readonly error?: ClientError;
        readonly partitions: readonly {
          readonly partition: number;
          readonly offset?: number;
          readonly error?: ClientError;
        }[];
      }[]
    >((answer) =>
      this.#admin.listConsumerGroupOffsets([{ groupId, partitions: all }] as never, options, answer as never),
    );
    if (group?.error) throw asError(group.error);
    const committed = new Map(
      group?.partitions.filter((one) => (one.offset ?? -1) >= 0).map((one) => [one.partition, one.offset ?? 0]),
    );
    if (committed.size === 0) return undefined;
    const latest = all.map((one) => ({ ...one, offset: { timestamp: LATEST } }));
    const ends = await asked<readonly { readonly partition: number; readonly offset: number }[]>((answer) =>
      this.#admin.listOffsets(latest as never, options, answer as never),
    );
    return ends.reduce((sum, { partition, offset }) => sum + Math.max(0, offset - (committed.get(partition) ?? 0)), 0);
  }

  close(): void {
    this.#closing.abort();
    // Not within its own callback: the client would wait for itself.
    setImmediate(() => this.#admin.disconnect());
  }
}

/** The end of a partition, for `listOffsets`. */
const LATEST = -1;
const GROUP_NOT_FOUND = 69;
const mayRead = (operations: readonly number[]): boolean => operations.includes(READ);
/** Of Kafka's operations. */
const READ = 3;

/** The client's errors are not all instances of Error. */
const asError = (error: ClientError): Error & ClientError =>
  Object.assign(new Error(error.message ?? ''), error.code === undefined ? {} : { code: error.code });

const asked = <T>(ask: (answer: Answer<T>) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    ask((error, result) => (error || result === undefined ? reject(asError(error ?? {})) : resolve(result)));
  });
