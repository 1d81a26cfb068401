import kafka from '@confluentinc/kafka-javascript';
import { IngestError } from '@proj/diagnostics';
import { checkMayCommit, type CommitAnswer } from '../connection-check/may-commit.js';
import { asError } from '../kafka/client/ask-admin.js';
import type { ClientError } from '../kafka/client/client-error.js';
import type { RawConsumer } from '../kafka/client/raw-consumer.js';
import type { Clock } from '../ports.js';
import { connectIdle, disconnect } from './connect-idle.js';
import type { GroupOfDatasource } from './group-of-datasource.js';
import { kafkaError } from './kafka-error.js';

/** A member of a consumer group, as the broker describes it. */
export interface GroupMember {
  readonly clientId: string;
  /** Where it connects from: `/10.0.0.5`. */
  readonly host: string;
  /** Its fixed name, if it has one. */
  readonly instance?: string;
  /** What it reads, of all topics of the group. */
  readonly partitions: readonly { readonly topic: string; readonly partition: number }[];
}

/** What a group has committed for a partition. */
export interface CommittedPosition {
  readonly partition: number;
  readonly offset: number | undefined;
  readonly metadata: string | undefined;
}

/** A question about offsets: at the beginning, at the end, or at a time in ms since 1970. */
export type OffsetQuestion = 'earliest' | 'latest' | { readonly timeMs: number };

/** Limits of what is asked. */
export interface AskTime {
  /** For each question. In ms. */
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR. */
const LOADING: ReadonlySet<number | undefined> = new Set([14, 15, 16]);
/** UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION, REBALANCE_IN_PROGRESS: the group has members. */
const ACTIVE: ReadonlySet<number | undefined> = new Set([25, 22, 27]);
const RETRY_MS = 250;

type Admin = ReturnType<typeof kafka.AdminClient.createFrom>;

/**
 * Asks about a group and its topic, and commits for the group, without joining it.
 *
 * All questions go over the connection of one consumer that subscribes to nothing: a stand-alone
 * admin client crashes the process when the broker answers that another one coordinates the group.
 */
export class GroupClient {
  readonly #group: GroupOfDatasource;
  readonly #time: AskTime;
  readonly #consumer: RawConsumer;
  readonly #admin: Admin;
  readonly #answers: CommitAnswer[];

  private constructor(group: GroupOfDatasource, time: AskTime, consumer: RawConsumer, answers: CommitAnswer[]) {
    this.#group = group;
    this.#time = time;
    this.#consumer = consumer;
    this.#admin = kafka.AdminClient.createFrom(consumer);
    this.#answers = answers;
  }

  /**
   * Connects, lets `work` ask, and disconnects.
   *
   * @throws IngestError what went wrong with Kafka, in words and without secrets
   */
  static async use<T>(group: GroupOfDatasource, time: AskTime, work: (client: GroupClient) => Promise<T>): Promise<T> {
    const answers: CommitAnswer[] = [];
    let consumer: RawConsumer | undefined;
    try {
      consumer = await connectIdle(group, time.timeoutMs, { onCommitted: (error) => answers.push({ error }) });
      const client = new GroupClient(group, time, consumer, answers);
      return await work(client).finally(() => client.#admin.disconnect());
    } catch (error) {
      throw error instanceof IngestError ? error : kafkaError(error as ClientError, group);
    } finally {
      if (consumer) await disconnect(consumer);
    }
  }

  /**
   * Checks that we may use the group. Must come before `members`: the client crashes the process
   * when the broker refuses to describe a group.
   */
  async checkMayUse(): Promise<void> {
    await checkMayCommit(this.#consumer, this.#group.topic, this.#answers, this.#time);
    this.#answers.length = 0;
  }

  /** Describes the topic. Rejects when it does not exist or may not be seen. */
  async topic(): Promise<{ readonly id: string | undefined; readonly partitions: number }> {
    interface Described {
      readonly error?: ClientError;
      readonly topicId?: { readonly base64?: string };
      readonly partitions?: readonly unknown[];
    }
    const [found] = await this.#ask<readonly Described[]>((admin, options, answer) =>
      admin.describeTopics([this.#group.topic], options, answer),
    );
    if (found?.error) throw asError(found.error);
    const id = found?.topicId?.base64;
    return { id: id === NO_ID ? undefined : id, partitions: found?.partitions?.length ?? 0 };
  }

  /** The offsets and texts that the group has committed. */
  async committed(partitions: number): Promise<readonly CommittedPosition[]> {
    type Position = { readonly partition: number; readonly offset: number; readonly metadata?: string | null };
    type Answer = readonly {
      readonly error?: ClientError;
      readonly partitions?: readonly (Position & { readonly error?: ClientError })[];
    }[];
    const { groupId, topic } = this.#group;
    const wanted = Array.from({ length: partitions }, (_, partition) => ({ topic, partition }));
    const found = await this.#whenLoaded(async () => {
      const [group] = await this.#ask<Answer>((admin, options, answer) =>
        admin.listConsumerGroupOffsets([{ groupId, partitions: wanted }], options, answer),
      );
      const failure = group?.error ?? group?.partitions?.find((one) => one.error)?.error;
      if (failure) throw asError(failure);
      return group?.partitions ?? [];
    });
    return wanted.map(({ partition }) => {
      const { offset = -1, metadata } = found.find((one) => one.partition === partition) ?? {};
      if (offset < 0) return { partition, offset: undefined, metadata: undefined };
      // Without metadata, the client reports an empty text.
      return { partition, offset, metadata: metadata === '' || metadata === null ? undefined : metadata };
    });
  }

  /**
   * Offsets of the first partitions of the topic, in their order. For a time that is later than
   * every message: the end.
   *
   * @param stable whether the end is where an open transaction begins, if there is one
   */
  async offsets(partitions: number, question: OffsetQuestion, stable = false): Promise<readonly number[]> {
    interface Found {
      readonly partition: number;
      readonly offset: number;
      readonly error?: ClientError;
    }
    const { topic } = this.#group;
    const wanted = Array.from({ length: partitions }, (_, partition) => ({
      topic,
      partition,
      offset: new kafka.OffsetSpec(specOf(question)),
    }));
    const isolationLevel = kafka.IsolationLevel[stable ? 'READ_COMMITTED' : 'READ_UNCOMMITTED'];
    const found = await this.#ask<readonly Found[]>((admin, options, answer) =>
      admin.listOffsets(wanted, { ...options, isolationLevel }, answer),
    );
    const failure = found.find((one) => one.error)?.error;
    if (failure) throw asError(failure);
    const offsets = wanted.map(({ partition }) => found.find((one) => one.partition === partition)?.offset ?? -1);
    if (offsets.every((one) => one >= 0)) return offsets;
    if (question === 'latest') throw asError({ message: 'The broker does not say where the partitions end.' });
    const ends = await this.offsets(partitions, 'latest');
    return offsets.map((one, partition) => (one >= 0 ? one : (ends[partition] ?? 0)));
  }

  /** Who reads as this group now. Call `checkMayUse` first. */
  async members(): Promise<readonly GroupMember[]> {
    interface Described {
      readonly error?: ClientError;
      readonly members?: readonly {
        readonly clientId: string;
        readonly clientHost: string;
        readonly groupInstanceId?: string | null;
        readonly assignment?: { readonly topicPartitions?: GroupMember['partitions'] };
      }[];
    }
    return this.#whenLoaded(async () => {
      const { groups } = await this.#ask<{ readonly groups: readonly Described[] }>((admin, options, answer) =>
        admin.describeGroups([this.#group.groupId], options, answer),
      );
      const [group] = groups;
      if (group?.error) throw asError(group.error);
      return (group?.members ?? []).map(({ clientId, clientHost: host, groupInstanceId, assignment }) => ({
        clientId,
        host,
        ...(groupInstanceId ? { instance: groupInstanceId } : {}),
        partitions: (assignment?.topicPartitions ?? []).map(({ topic, partition }) => ({ topic, partition })),
      }));
    });
  }

  /**
   * Commits offsets without metadata.
   *
   * @returns false when the broker refuses because the group has members
   */
  async commit(offsets: readonly { readonly partition: number; readonly offset: number }[]): Promise<boolean> {
    const { topic } = this.#group;
    this.#consumer.commit(offsets.map(({ partition, offset }) => ({ topic, partition, offset })));
    const deadline = this.#time.clock.now() + this.#time.timeoutMs;
    while (this.#answers.length === 0) {
      if (this.#time.clock.now() > deadline) throw asError({ message: 'The broker does not answer a commit.' });
      // The client passes on answers only when it is asked for messages, of which there are none.
      await new Promise<void>((resolve) => this.#consumer.consume(1, () => resolve()));
    }
    const error = this.#answers.shift()?.error;
    if (error && ACTIVE.has(error.code)) return false;
    if (error) throw asError(error);
    return true;
  }

  #ask<T>(put: (admin: Admin, options: { readonly timeout: number }, answer: never) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const answer = (error: ClientError | null | undefined, found: T): void =>
        error ? reject(asError(error)) : resolve(found);
      put(this.#admin, { timeout: this.#time.timeoutMs }, answer as never);
    });
  }

  /** A coordinator that was idle for a while loads its groups first. */
  async #whenLoaded<T>(ask: () => Promise<T>): Promise<T> {
    const { clock, timeoutMs } = this.#time;
    const deadline = clock.now() + timeoutMs;
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!LOADING.has((error as ClientError).code) || clock.now() > deadline) throw error;
        await new Promise<void>((resolve) => void clock.after(RETRY_MS, resolve));
      }
    }
  }
}

/** What a broker without topic ids says. */
const NO_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

const specOf = (question: OffsetQuestion): number =>
  question === 'earliest' ? -2 : question === 'latest' ? -1 : question.timeMs;
