import { IngestError } from '@proj/diagnostics';
import type { ClientMessage } from '../kafka/readers/client-message.js';
import { MessagePacker } from '../kafka/readers/pack-messages.js';
import type { PackedBatch, ReachedEnd } from '../packed-batch.js';
import { partitionKey } from '../partition-key.js';
import type {
  AssignedPartition,
  MessageSource,
  MessageSourceListener,
  SourceStatus,
  TopicPartition,
} from '../ports.js';

/** A message of a test. Text is encoded as UTF-8; a null value is a tombstone. */
export interface TestMessage {
  readonly value: string | Uint8Array | null;
  readonly key?: string | Uint8Array | null;
  readonly headers?: readonly { readonly key: string; readonly value: string | Uint8Array }[];
  /** @default 0 */
  readonly timestamp?: number;
}

/**
 * Topics in memory and a consumer group with a single member, for tests of code built on an
 * `Ingest`. It keeps what a broker would keep: messages, committed offsets and their metadata.
 * `assign` and `revoke` play the group's coordinator.
 */
export class MemorySource implements MessageSource {
  /** Committed offsets, `<topic>[<partition>]` → offset. */
  readonly committed = new Map<string, number>();
  /** The metadata of the last commit of each partition, unless that commit had none. */
  readonly committedMetadata = new Map<string, string>();
  /** All commits, in order. */
  readonly commits: { readonly partition: string; readonly offset: number }[] = [];
  /** Called with every commit. If it throws, the commit rejects with that error. */
  onCommit: (partition: string, offset: number) => void = () => undefined;
  /** How often `poll` was called. */
  polls = 0;
  closed = false;
  readonly sessionTimeoutMs = 15_000;
  readonly #topicId: string | undefined;
  readonly #partitions: number;
  readonly #log = new Map<string, ClientMessage[]>();
  readonly #positions = new Map<string, number>();
  readonly #paused = new Set<string>();
  readonly #packer = new MessagePacker();
  #listener: MessageSourceListener | undefined;

  /**
   * @param options what all topics have in common
   * @param options.topicId their id, if they have one
   * @param options.partitions how many partitions each has; 8 by default
   */
  constructor(options: { readonly topicId?: string; readonly partitions?: number } = {}) {
    this.#topicId = options.topicId;
    this.#partitions = options.partitions ?? 8;
  }

  /** Appends messages to a partition. @returns the offset of the first */
  produce(topic: string, partition: number, messages: readonly TestMessage[]): number {
    const log = this.#logOf({ topic, partition });
    const first = (log.at(-1)?.offset ?? -1) + 1;
    messages.forEach(({ value, key, headers, timestamp = 0 }, i) => {
      log.push({
        topic,
        partition,
        offset: first + i,
        timestamp,
        value: value === null ? null : Buffer.from(value),
        key: key === undefined || key === null ? null : Buffer.from(key),
        headers: headers?.map((one) => ({ [one.key]: Buffer.from(one.value) })),
      });
    });
    return first;
  }

  /**
   * Deletes the messages of a topic, as if it were deleted and created again. Reading continues at
   * offset 0.
   */
  recreate(topic: string, partition: number): void {
    this.#log.delete(partitionKey({ topic, partition }));
    if (this.#positions.has(partitionKey({ topic, partition })))
      this.#positions.set(partitionKey({ topic, partition }), 0);
  }

  assign(...partitions: readonly TopicPartition[]): void {
    for (const one of partitions) {
      this.#paused.delete(partitionKey(one));
      // Ours from here on: the engine commits from within `onAssigned`.
      this.#positions.set(partitionKey(one), Infinity);
    }
    const starts = this.#listener?.onAssigned(partitions.map((one) => this.#facts(one))) ?? [];
    for (const { offset, ...where } of starts) this.#positions.set(partitionKey(where), offset);
  }

  #facts({ topic, partition }: TopicPartition): AssignedPartition {
    const key = partitionKey({ topic, partition });
    const log = this.#logOf({ topic, partition });
    const siblings = [...this.committed.keys()].filter((one) => one !== key && one.startsWith(`${topic}[`));
    return {
      topic,
      partition,
      committedOffset: this.committed.get(key),
      committedMetadata: this.committedMetadata.get(key),
      siblingMetadata: siblings.map((one) => this.committedMetadata.get(one) ?? ''),
      topicId: this.#topicId,
      partitionCount: this.#partitions,
      logStart: log[0]?.offset ?? 0,
      logEnd: (log.at(-1)?.offset ?? -1) + 1,
      createdLater: false,
    };
  }

  /** Takes partitions away, waiting as a real source does. With `lost`, they are gone at once. */
  async revoke(partitions: readonly TopicPartition[], lost = false): Promise<void> {
    if (lost) for (const one of partitions) this.#positions.delete(partitionKey(one));
    await this.#listener?.onRevoked(partitions, lost);
    for (const one of partitions) this.#positions.delete(partitionKey(one));
  }

  status(status: SourceStatus): void {
    this.#listener?.onStatus(status);
  }

  isPaused(partition: TopicPartition): boolean {
    return this.#paused.has(partitionKey(partition));
  }

  open(listener: MessageSourceListener): void {
    this.#listener = listener;
    listener.onStatus({ state: 'connected' });
  }

  async poll(maxMessages: number): Promise<PackedBatch> {
    this.polls++;
    await new Promise((resolve) => setImmediate(resolve));
    const messages: ClientMessage[] = [];
    for (const [key, position] of this.#positions) {
      if (this.#paused.has(key)) continue;
      const log = this.#log.get(key) ?? [];
      const from = log.findIndex((one) => one.offset >= position);
      if (from < 0) continue;
      const some = log.slice(from, from + maxMessages - messages.length);
      messages.push(...some);
    }
    const batch = this.#packer.pack(messages);
    for (const { topic, partition, offset } of messages.slice(0, batch.count)) {
      this.#positions.set(partitionKey({ topic, partition }), offset + 1);
    }
    return Object.assign(batch, { ends: this.#ends() });
  }

  /** The partitions that have been read to their end. */
  #ends(): readonly ReachedEnd[] {
    return [...this.#positions].flatMap(([key, position]) => {
      const [, topic = '', partition = ''] = /^(.*)\[(\d+)\]$/.exec(key) ?? [];
      const end = (this.#log.get(key)?.at(-1)?.offset ?? -1) + 1;
      return position === end ? [{ topic, partition: Number(partition), offset: end }] : [];
    });
  }

  pause(partitions: readonly TopicPartition[]): void {
    for (const one of partitions) this.#paused.add(partitionKey(one));
  }

  resume(partitions: readonly TopicPartition[]): void {
    for (const one of partitions) this.#paused.delete(partitionKey(one));
  }

  async commit(
    offsets: readonly (TopicPartition & { readonly offset: number; readonly metadata: string })[],
  ): Promise<void> {
    for (const one of offsets) {
      const key = partitionKey(one);
      if (!this.#positions.has(key)) {
        throw new IngestError('testing/not-assigned', `${key} is not assigned.`, { retryable: false });
      }
      this.onCommit(key, one.offset);
      this.committed.set(key, one.offset);
      this.committedMetadata.set(key, one.metadata);
      this.commits.push({ partition: key, offset: one.offset });
    }
  }

  highWatermark(partition: TopicPartition): number | undefined {
    const last = this.#log.get(partitionKey(partition))?.at(-1);
    return last === undefined ? undefined : last.offset + 1;
  }

  async readAgain(partition: TopicPartition, offsets: readonly number[]): Promise<PackedBatch> {
    return new MessagePacker().pack(this.#logOf(partition).filter((one) => offsets.includes(one.offset)));
  }

  async close(): Promise<void> {
    this.closed = true;
    const partitions = [...this.#positions.keys()].map((key) => {
      const [, topic = '', partition = ''] = /^(.*)\[(\d+)\]$/.exec(key) ?? [];
      return { topic, partition: Number(partition) };
    });
    await this.revoke(partitions);
  }

  #logOf(partition: TopicPartition): ClientMessage[] {
    const log = this.#log.get(partitionKey(partition)) ?? [];
    this.#log.set(partitionKey(partition), log);
    return log;
  }
}
