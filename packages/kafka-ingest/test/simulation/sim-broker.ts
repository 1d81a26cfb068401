import type { AssignedPartition } from '../../src/ports.js';
import type { Ledger } from './ledger.js';
import type { Random } from './random.js';
import { SimGroup, type GroupOptions, type StoredOffset } from './sim-group.js';
import { SimLog, type SimMessage } from './sim-log.js';

/** The most bytes of a message. */
export const MOST_MESSAGE_BYTES = 55;

interface Topic {
  readonly id: string;
  readonly logs: SimLog[];
}

export interface BrokerOptions extends Omit<GroupOptions, 'partitions'> {
  readonly ledger: Ledger;
  /** Whether it keeps the text of a commit. */
  readonly keepsMetadata: boolean;
  /** Called with every commit that is stored. */
  readonly committed: (log: SimLog, stored: StoredOffset) => void;
}

/** A cluster with one consumer group: topics that come and go, and logs with gaps. */
export class SimBroker {
  readonly topics = new Map<string, Topic>();
  group: SimGroup;
  readonly #options: BrokerOptions;
  #lastTopic = 0;
  #lastUid = -1;

  constructor(options: BrokerOptions) {
    this.#options = options;
    this.group = this.#newGroup();
  }

  #newGroup(): SimGroup {
    return new SimGroup({ ...this.#options, partitions: () => [...this.logs()].map((log) => log.key) });
  }

  *logs(): Generator<SimLog> {
    for (const { logs } of this.topics.values()) yield* logs;
  }

  log(key: string): SimLog | undefined {
    for (const log of this.logs()) if (log.key === key) return log;
    return undefined;
  }

  createTopic(name: string, partitions: number): void {
    const id = `T${++this.#lastTopic}`;
    this.topics.set(name, { id, logs: Array.from({ length: partitions }, (_, i) => new SimLog(name, id, i)) });
  }

  /** Its messages are gone. The group's offsets go with it, or are left behind. */
  deleteTopic(name: string, withOffsets: boolean): void {
    for (const log of this.topics.get(name)?.logs ?? []) {
      log.isDeleted = true;
      if (withOffsets) this.group.committed.delete(log.key);
    }
    this.topics.delete(name);
  }

  addPartition(name: string): void {
    const topic = this.topics.get(name);
    topic?.logs.push(new SimLog(name, topic.id, topic.logs.length));
  }

  produce(log: SimLog, count: number, random: Random, kinds: Readonly<Record<SimMessage['kind'], number>>): void {
    for (let i = 0; i < count; i++) {
      log.append((offset) => {
        const uid = ++this.#lastUid;
        const kind = random.weighted(kinds);
        const n = kind === 'bad' ? `"x${uid}"` : `${uid}`;
        const value = Buffer.from(`{"n":${n}}${' '.repeat(random.between(0, MOST_MESSAGE_BYTES - 15))}`);
        const message: SimMessage = { uid, log, offset, value, kind, isVisible: true };
        this.#options.ledger.add(message);
        return message;
      });
    }
  }

  /** What a member finds out about a partition that it has been given. */
  facts(log: SimLog, createdLater: boolean): AssignedPartition {
    const { topic, partition } = log;
    const logs = this.topics.get(topic)?.logs ?? [];
    const stored = this.group.committed.get(log.key);
    const siblings = logs.filter((other) => other !== log).map((other) => this.group.committed.get(other.key));
    return {
      topic,
      partition,
      committedOffset: stored?.offset,
      committedMetadata: stored?.metadata,
      siblingMetadata: siblings.flatMap((one) => (one ? [one.metadata] : [])),
      topicId: log.topicId,
      partitionCount: logs.length,
      logStart: log.start,
      logEnd: log.end,
      createdLater,
    };
  }

  commit(memberId: string, generation: number, log: SimLog, stored: StoredOffset): 'ok' | 'stale' | 'unknown-member' {
    const kept = this.#options.keepsMetadata ? stored : { ...stored, metadata: '' };
    const outcome = this.group.commit(memberId, generation, log.key, kept);
    this.#options.say(() => `commit of ${memberId} ${log.key} ${stored.offset} ${stored.metadata}: ${outcome}`);
    if (outcome === 'ok') this.#options.committed(log, stored);
    return outcome;
  }
}
