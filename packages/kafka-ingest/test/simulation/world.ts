import { resolvePolicy, type DeliveryPolicy } from '../../src/delivery/policy.js';
import type { AssignedPartition } from '../../src/ports.js';
import type { BlockRow } from './block-uids.js';
import { Ledger, promise } from './ledger.js';
import { Random } from './random.js';
import type { Schedule, SimConfig } from './schedule.js';
import { SimBroker } from './sim-broker.js';
import { SimClickHouse } from './sim-clickhouse.js';
import { SimFaults } from './sim-faults.js';
import type { StoredOffset } from './sim-group.js';
import type { SimLog } from './sim-log.js';
import { SimMember } from './sim-member.js';
import { simPipelines } from './sim-pipelines.js';
import { SimProcess } from './sim-process.js';
import { MOST_POLL_BYTES, SimSource } from './sim-source.js';
import { latestStart } from './start-rule.js';
import { VirtualTime } from './virtual-time.js';

const SESSION_MS = 3_000;

/**
 * Whether blocks are inserted in pieces. Which pieces those are depends on the rows, and a block
 * that is built again has other rows when some of its messages are gone: what is stored is read
 * back.
 */
const cutsBlocks = ({ tables, poisonShare }: SimConfig): boolean =>
  tables.tablePartitions > tables.mostTablePartitions || poisonShare > 0;

/**
 * Everything around the members: the broker, ClickHouse, time, and the promises that are checked
 * whenever something is stored, committed or assigned.
 */
export class World {
  readonly config: SimConfig;
  readonly time = new VirtualTime();
  readonly random: Random;
  readonly faults = new SimFaults(this.time);
  readonly ledger = new Ledger();
  readonly broker: SimBroker;
  readonly clickhouse: SimClickHouse;
  readonly members: SimMember[] = [];
  /** Hours pass in a moment, for all machines at once. */
  readonly wallClock = { aheadMs: 0 };
  /**
   * Whether ClickHouse may forget tokens, or be thought to have forgotten them: then tables are
   * read.
   */
  readonly mayReadBack: boolean;
  /** From now on a member is started wherever there is none. */
  isCalm = false;
  /** Nothing is started meanwhile. */
  isUnderMaintenance = false;
  readonly #policy: DeliveryPolicy;
  readonly #say: (text: () => string) => void;
  #started = 0;
  /** By topic id. */
  #partitionsAtFirstCommit = new Map<string, number>();
  readonly #topicIdOfCommit = new Map<string, string | undefined>();
  /** The last offset that appeared for the first time, by table, table partition and log. */
  readonly #lastFirst = new Map<string, number>();

  constructor({ seed, config, steps }: Schedule, trace: ((text: string) => void) | undefined) {
    this.config = config;
    this.mayReadBack =
      config.tables.windowMs < Infinity || cutsBlocks(config) || steps.some(({ kind }) => kind === 'jump-clocks');
    this.random = new Random(seed ^ 0x5eed);
    this.#say = (text) => trace?.(`${String(this.time.now).padStart(6)} ms  ${text()}`);
    const { maxRows, maxBytes, maxAgeMs, maxConcurrentInserts, maxUnacknowledgedBytes } = config;
    this.#policy = resolvePolicy({
      ...{ maxRows, maxBytes, maxAgeMs, maxConcurrentInserts, maxUnacknowledgedBytes },
      ...{ retryFirstMs: 100, retryMaxMs: 1_000, holdFirstMs: 500, holdMaxMs: 2_000, revokeDeadlineMs: 2_000 },
    });
    const after = (ms: number, callback: () => void): void => void this.time.after(ms, callback);
    this.broker = new SimBroker({
      ledger: this.ledger,
      keepsMetadata: config.keepsMetadata,
      committed: (log, stored) => this.#committed(log, stored),
      now: () => this.time.now,
      after,
      latency: () => this.random.between(1, 150),
      isEager: config.isEager,
      sessionTimeoutMs: SESSION_MS,
      rebalanceTimeoutMs: 10_000,
      say: this.#say,
    });
    this.clickhouse = new SimClickHouse({
      ...{ time: this.time, random: this.random, faults: this.faults, ledger: this.ledger, tables: config.tables },
      wrote: (table, part, rows) => this.#wrote(table, part, rows),
      say: this.#say,
    });
    for (const { name, partitions, isMissing } of config.topics) {
      this.clickhouse.createTables(name);
      const create = (): void => {
        this.broker.createTopic(name, partitions);
        this.broker.group.rebalance();
      };
      if (isMissing) after(this.random.between(100, 10_000), create);
      else create();
    }
    this.#watch();
  }

  say(text: string): void {
    this.#say(() => text);
  }

  get logs(): readonly SimLog[] {
    return [...this.broker.logs()];
  }

  /** Starts a member in a free slot, if there is one. */
  start(): void {
    const slot = Array.from({ length: this.config.members }, (_, i) => i).find((i) => !this.members[i]?.isRunning);
    if (slot === undefined || this.isUnderMaintenance) return;
    const process = new SimProcess(
      `p${slot}.${++this.#started}`,
      this.time,
      new Random(this.random.between(0, 2 ** 31)),
      this.wallClock,
    );
    const source = new SimSource({
      ...{ broker: this.broker, process, faults: this.faults, sessionTimeoutMs: SESSION_MS },
      random: new Random(this.random.between(0, 2 ** 31)),
      topics: this.config.topics.map(({ name }) => name),
      instance: this.config.hasInstanceNames ? `slot${slot}` : undefined,
      after: (ms, callback) => void this.time.after(ms, callback),
      started: (log, facts, offset) => this.#startedReading(log, facts, offset),
      say: this.#say,
    });
    this.say(`${process.name} starts`);
    const pipelines = simPipelines(this.config, process, this.faults);
    const sink = this.clickhouse.sinkFor(process);
    this.members[slot] = new SimMember({ process, source, sink, pipelines, policy: this.#policy, say: this.#say });
  }

  /**
   * The most that a member may hold. A range that is built again is not paused, and quarantine rows
   * weigh several times what was received.
   */
  get #mostBytes(): number {
    const { maxUnacknowledgedBytes, badShare, poisonShare } = this.config;
    const most = 1.5 * maxUnacknowledgedBytes + 4 * MOST_POLL_BYTES;
    return badShare + poisonShare > 0 ? most * 8 : most;
  }

  /** What the cluster does by itself, and what is always true of members. */
  #watch(): void {
    this.time.after(250, () => {
      this.broker.group.checkSessions();
      if (this.isCalm && !this.members.some(({ isRunning, isStopping }) => isRunning && !isStopping)) this.start();
      for (const { process, consumer } of this.members) {
        if (process.state !== 'running') continue;
        const { unacknowledgedBytes: bytes } = consumer.snapshot();
        promise(
          bytes >= 0 && bytes <= this.#mostBytes,
          () => `${process.name} holds ${bytes} bytes, more than ${this.#mostBytes}`,
        );
      }
      this.#watch();
    });
  }

  /** Whether the group's offset is one of this log. */
  hasCommit(log: SimLog): boolean {
    return this.#topicIdOfCommit.get(log.key) === log.topicId;
  }

  hasCommitOfOther(log: SimLog): boolean {
    const topicId = this.#topicIdOfCommit.get(log.key);
    return topicId !== undefined && topicId !== log.topicId;
  }

  /** The offset was set by another tool. */
  forgetCommit(log: SimLog): void {
    this.#topicIdOfCommit.delete(log.key);
    // With its text went what the group had noted of the topic.
    this.#partitionsAtFirstCommit.delete(log.topicId);
  }

  /** The group is not known any more. */
  forgetGroup(): void {
    this.#partitionsAtFirstCommit = new Map();
    this.#topicIdOfCommit.clear();
  }

  /** Offsets appear for the first time once more. */
  forgetOrder(log: SimLog): void {
    for (const key of this.#lastFirst.keys())
      if (key.endsWith(`/${log.topicId}/${log.partition}`)) this.#lastFirst.delete(key);
  }

  #startedReading(log: SimLog, facts: AssignedPartition, offset: number): void {
    const { reset } = this.config;
    const allowed = latestStart(facts, reset, {
      partitionsAtFirstCommit: this.#partitionsAtFirstCommit.get(log.topicId),
      // As it was when the facts were collected.
      topicIdOfCommit: /"topic":"(\w+)"/.exec(facts.committedMetadata ?? '')?.[1],
    });
    promise(
      offset <= allowed,
      () => `reading of ${log.key} starts at ${offset}, though ${allowed} is not done: ${JSON.stringify(facts)}`,
    );
    this.ledger.assigned(log);
    if (facts.committedOffset === undefined && allowed === facts.logEnd) this.ledger.skipped(log, offset);
  }

  #committed(log: SimLog, { offset, metadata }: StoredOffset): void {
    const { keepsMetadata } = this.config;
    const floor = Number(/"floor":(\d+)/.exec(metadata)?.[1] ?? 0);
    const [, first = floor, last = floor - 1] = /"plan":\[(\d+),(\d+)\]/.exec(metadata) ?? [];
    // A plan that begins below the floor is below it as a whole.
    this.ledger.epochFloor(log, Number(first) < floor ? Number(last) + 1 : floor);
    const current = this.broker.log(log.key);
    this.#topicIdOfCommit.set(log.key, keepsMetadata ? log.topicId : undefined);
    const partitions = this.broker.topics.get(log.topic)?.logs.length ?? 0;
    if (current === log && !this.#partitionsAtFirstCommit.has(log.topicId))
      this.#partitionsAtFirstCommit.set(log.topicId, partitions);
    // Without its text, the offset of a deleted topic cannot be told from one of the new topic.
    if (current && current !== log && !keepsMetadata) this.ledger.skipped(current, offset);
    if (current !== log || offset <= this.ledger.wasCutBelow(log)) return;
    const done = this.ledger.doneTo(log);
    promise(offset <= done, () => `${log.key} is committed up to ${offset}, but ${done} is not stored`);
  }

  #wrote(table: string, part: number, rows: readonly BlockRow[]): void {
    for (const { uid, offset, partition } of rows) {
      const { log, kind, offset: produced } = this.ledger.message(uid);
      promise(
        offset === produced && partition === log.partition,
        () => `the row of ${uid} claims offset ${offset} of ${partition}`,
      );
      // Refused rows come after the others of their batch.
      const wasRefused = table.endsWith('_quarantine') && (kind !== 'bad' || this.ledger.wasCutBelow(log) > 0);
      if (wasRefused || log.at(offset)?.uid !== uid || !this.ledger.isFirst(uid)) continue;
      const key = `${table}/${part}/${log.topicId}/${log.partition}`;
      const last = this.#lastFirst.get(key) ?? -1;
      promise(offset > last, () => `offset ${offset} of ${log.key} appears in ${table} after ${last}`);
      this.#lastFirst.set(key, offset);
    }
  }
}
