import { IngestError } from '@proj/diagnostics';
import type { PackedBatch } from '../../src/packed-batch.js';
import type { AssignedPartition, MessageSource, MessageSourceListener, TopicPartition } from '../../src/ports.js';
import { fetchMessages, NOWHERE, type Reading } from './fetch-messages.js';
import { packSimMessages } from './pack-sim-messages.js';
import type { Random } from './random.js';
import { MOST_MESSAGE_BYTES, type SimBroker } from './sim-broker.js';
import type { SimFaults } from './sim-faults.js';
import type { GroupMember } from './sim-group.js';
import type { SimLog } from './sim-log.js';
import type { SimProcess } from './sim-process.js';

export interface SourceOptions {
  readonly broker: SimBroker;
  readonly process: SimProcess;
  readonly faults: SimFaults;
  readonly random: Random;
  readonly instance: string | undefined;
  /** The topics that it is subscribed to. */
  readonly topics: readonly string[];
  readonly sessionTimeoutMs: number;
  readonly after: (ms: number, callback: () => void) => void;
  /** Called when the engine has decided where to read. */
  readonly started: (log: SimLog, facts: AssignedPartition, offset: number) => void;
  readonly say: (text: () => string) => void;
}

const HEARTBEAT_MS = 250;
const POLL_MS = 100;
const POLL_MESSAGES = 25;
/** The most that a poll returns. */
export const MOST_POLL_BYTES = POLL_MESSAGES * MOST_MESSAGE_BYTES;

const failed = (retryable: boolean, text: string): IngestError =>
  new IngestError('simulation/kafka', text, { retryable });

/** A member of the simulated group, as the consumer sees it. */
export class SimSource implements MessageSource, GroupMember {
  readonly process: SimProcess;
  readonly instance: string | undefined;
  readonly sessionTimeoutMs: number;
  generation = 0;
  memberId = '';
  readonly #options: SourceOptions;
  readonly #reading = new Map<string, Reading>();
  /** Assigned, while the facts are still on their way. */
  readonly #asking = new Map<string, object>();
  /** Topics that this source has seen missing, or replaced. */
  readonly #awaited = new Set<string>();
  #listener: MessageSourceListener | undefined;
  #isClosed = false;
  /** Requests of one connection are answered in order. */
  #lastCommitAt = 0;

  constructor(options: SourceOptions) {
    this.#options = options;
    this.process = options.process;
    this.instance = options.instance;
    this.sessionTimeoutMs = options.sessionTimeoutMs;
  }

  open(listener: MessageSourceListener): void {
    this.#listener = listener;
    listener.onStatus({ state: 'connected' });
    this.#overNetwork(() => this.#options.broker.group.join(this));
    this.#beat();
  }

  #overNetwork(then: () => void): void {
    this.#options.after(this.#options.random.between(1, 30), then);
  }

  /** What a client's background thread does: heartbeats, and a look at the topics. */
  #beat(): void {
    this.process.clock.after(HEARTBEAT_MS, () => {
      if (this.#isClosed) return;
      const { group, topics } = this.#options.broker;
      if (this.memberId !== '' && !group.members.has(this.memberId)) void this.#wasPutOut();
      for (const name of this.#options.topics) if (!topics.has(name)) this.#awaited.add(name);
      for (const [key, { log, isClosing }] of this.#reading) {
        const now = topics.get(log.topic);
        if (!now || now.id === log.topicId) continue;
        this.#awaited.add(log.topic);
        if (!isClosing && log.partition < now.logs.length) void this.#changeTopic(key);
      }
      this.#beat();
    });
  }

  async #wasPutOut(): Promise<void> {
    this.memberId = '';
    this.#asking.clear();
    const lost = [...this.#reading.values()].map(({ log }) => log);
    this.#reading.clear();
    await this.#listener?.onRevoked(lost, true);
    this.process.deliverAfter(1, () => {
      if (!this.#isClosed)
        this.#overNetwork(() => this.process.state !== 'dead' && this.#options.broker.group.join(this));
    });
  }

  /**
   * The topic was deleted and created again: the old work is finished, then the new topic is read.
   */
  async #changeTopic(key: string): Promise<void> {
    const changed = {};
    const closing = this.revoke([key]);
    this.#asking.set(key, changed);
    await closing;
    // Unless the coordinator has taken it meanwhile.
    if (this.#asking.get(key) === changed) this.assign([key]);
  }

  async revoke(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#asking.delete(key);
    // What is being given back already is given back once.
    const readings = keys.flatMap((key) => this.#reading.get(key) ?? []);
    if (readings.length === 0) return;
    for (const one of readings) one.isClosing = true;
    await this.#listener?.onRevoked(
      readings.map(({ log }) => log),
      false,
    );
    for (const one of readings) if (this.#reading.get(one.log.key) === one) this.#reading.delete(one.log.key);
  }

  assign(keys: readonly string[]): void {
    const asked = {};
    for (const key of keys) this.#asking.set(key, asked);
    this.#overNetwork(() => {
      const { broker } = this.#options;
      const found = keys.flatMap((key) => broker.log(key) ?? []).map((log) => ({ log, facts: broker.facts(log, this.#awaited.has(log.topic)) }));
      this.process.deliverAfter(this.#options.random.between(1, 30), () => {
        const ours = found.filter(({ log }) => this.#asking.get(log.key) === asked);
        for (const { log } of ours) this.#asking.delete(log.key);
        if (!this.#isClosed && ours.length > 0) this.#begin(ours);
      });
    }); // prettier-ignore
  }

  #begin(assigned: readonly { readonly log: SimLog; readonly facts: AssignedPartition }[]): void {
    // Owned before the engine knows: it may commit where it begins.
    for (const { log } of assigned)
      this.#reading.set(log.key, { log, position: NOWHERE, isPaused: false, isClosing: false, reportedEnd: -1 });
    const starts = this.#listener?.onAssigned(assigned.map(({ facts }) => facts)) ?? [];
    for (const { topic, partition, offset } of starts) {
      const found = assigned.find(({ log }) => log.topic === topic && log.partition === partition);
      const reading = found && this.#reading.get(found.log.key);
      if (!found || !reading) continue;
      this.#options.started(found.log, found.facts, offset);
      reading.position = offset;
    }
  }

  async poll(maxMessages: number): Promise<PackedBatch> {
    const { faults, random } = this.#options;
    const most = Math.min(maxMessages, random.between(1, POLL_MESSAGES));
    // What fails has read nothing.
    if (faults.fails('poll')) {
      await this.#sleep(POLL_MS);
      throw failed(true, 'the broker does not answer');
    }
    let fetched = fetchMessages(this.#reading.values(), most);
    const hasNothing = fetched.messages.length === 0 && fetched.ends.length === 0;
    await this.#sleep(hasNothing ? POLL_MS : random.between(1, 20));
    if (hasNothing) fetched = fetchMessages(this.#reading.values(), most);
    const isOurs = (reading: Reading): boolean => !reading.isClosing && this.#reading.get(reading.log.key) === reading;
    const messages = fetched.messages.filter(({ reading }) => isOurs(reading)).map(({ message }) => message);
    const ends = fetched.ends.filter(({ reading }) => isOurs(reading)).map(({ end }) => end);
    return packSimMessages(messages, ends);
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.process.clock.after(ms, resolve));
  }

  pause(partitions: readonly TopicPartition[]): void {
    for (const one of partitions) this.#setPaused(one, true);
  }

  resume(partitions: readonly TopicPartition[]): void {
    for (const one of partitions) this.#setPaused(one, false);
  }

  #setPaused({ topic, partition }: TopicPartition, isPaused: boolean): void {
    const reading = this.#reading.get(`${topic}[${partition}]`);
    if (reading) reading.isPaused = isPaused;
  }

  async commit(offsets: Parameters<MessageSource['commit']>[0]): Promise<void> {
    await Promise.all(offsets.map((one) => this.#commitOne(one)));
  }

  #commitOne({ topic, partition, offset, metadata }: Parameters<MessageSource['commit']>[0][number]): Promise<void> {
    const { broker, faults, random, after } = this.#options;
    const reading = this.#reading.get(`${topic}[${partition}]`);
    if (!reading) return Promise.reject(failed(false, 'the partition is not ours'));
    const { memberId, generation } = this;
    const now = (): number => this.process.clock.now();
    const fate = faults.commit();
    const takes = fate === 'ok' ? random.between(1, 30) : random.between(1, 1_500);
    this.#lastCommitAt = Math.max(this.#lastCommitAt, now() + takes);
    return new Promise((resolve, reject) => {
      let outcome: ReturnType<SimBroker['commit']> | undefined;
      after(this.#lastCommitAt - now(), () => {
        if (fate !== 'refused') outcome = broker.commit(memberId, generation, reading.log, { offset, metadata });
        if (fate !== 'lost-answer') this.process.deliverAfter(random.between(1, 30), answer);
      });
      if (fate === 'lost-answer') this.process.deliverAfter(random.between(100, 2_000), () => reject(failed(true, 'no answer to the commit')));
      const answer = (): void => {
        if (outcome === 'ok') return resolve();
        const isOurs = outcome !== 'unknown-member' && this.#reading.get(reading.log.key) === reading;
        reject(failed(isOurs, `the commit is refused: ${outcome ?? 'try again'}`));
      };
    }); // prettier-ignore
  }

  async readAgain({ topic, partition }: TopicPartition, offsets: readonly number[]): Promise<PackedBatch> {
    const { broker, faults, random } = this.#options;
    await this.#sleep(random.between(1, 50));
    if (faults.fails('poll')) throw failed(true, 'the broker does not answer');
    const log = this.#reading.get(`${topic}[${partition}]`)?.log ?? broker.log(`${topic}[${partition}]`);
    return packSimMessages(offsets.flatMap((offset) => (log && !log.isDeleted ? (log.at(offset) ?? []) : [])));
  }

  highWatermark({ topic, partition }: TopicPartition): number | undefined {
    return this.#reading.get(`${topic}[${partition}]`)?.log.end;
  }

  /** Whether it reads this log, and not one of an earlier topic. */
  reads(log: SimLog): boolean {
    const reading = this.#reading.get(log.key);
    return reading?.log === log && !reading.isClosing;
  }

  /** The log has lost its end: reading goes on where it ends now. */
  wasCut(log: SimLog): void {
    const reading = this.#reading.get(log.key);
    if (reading?.log === log && reading.position !== NOWHERE) reading.position = Math.min(reading.position, log.end);
  }

  async close(): Promise<void> {
    await this.revoke([...this.#reading.keys()]);
    this.#isClosed = true;
    this.#asking.clear();
    this.#options.broker.group.leave(this.memberId);
  }
}
