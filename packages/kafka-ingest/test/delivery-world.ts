import {
  assert,
  LIFE,
  lifeOf,
  offsetOf,
  type MessageId,
  type ModelBatch,
  type ModelPartition,
} from './delivery-model.js';
import { createDelivery } from '../src/delivery/machine.js';
import type { DeliveryCommand, DeliveryEvent } from '../src/delivery/protocol.js';
import { Turns } from '../src/delivery/turns.js';
import { resolvePolicy, type DeliveryPolicy } from '../src/delivery/policy.js';

/**
 * A world for the delivery machine: it keeps what a broker, a driver and ClickHouse would keep,
 * obeys the commands, and checks with every one of them that the promises hold. Faults are the
 * caller's choice.
 *
 * Mistakes planted in the machine to see whether it notices: a commit before the insert, an append
 * that does not come last, two inserts of a batch or of a partition, attempts that do not count,
 * retries of inserts, commits and appends without their pause, a held insert that comes back soon,
 * a pause that is never resumed or never made, a release or a drop before its time, a commit after
 * a revocation, ranges off by one, batches that are too large, too late or of two lives of a topic,
 * places and bytes that stay counted. The order in which partitions get places, and what a stop
 * takes in, are checked by `delivery-machine.test.ts`.
 */
export class DeliveryWorld {
  readonly policy: DeliveryPolicy;
  readonly partitions = new Map<string, ModelPartition>();
  readonly inserted = new Map<string, Set<MessageId>>();
  readonly insertsUnderWay = new Map<number, ModelBatch>();
  readonly commitsUnderWay = new Map<
    number,
    { readonly partition: string; readonly epoch: number; readonly position: NonNullable<ModelPartition['stored']> }
  >();
  readonly released: string[] = [];
  drained = 0;
  stopDeadline = Infinity;
  now = 0;
  mostBytes = 0;
  readonly #machine;
  readonly #batches = new Map<number, ModelBatch>();
  /** No attempt before this time, by what is attempted. */
  readonly #notBefore = new Map<string, number>();
  readonly #failing = new Set<string>();
  readonly #tokens = new Set<string>();
  /** What each topic holds, all of its lives. */
  readonly #logs = new Map<string, MessageId[]>();

  readonly #codecNeedsIo: boolean;
  readonly #turns: Turns;
  #depth = 0;
  #lastOutcome: 'ok' | 'retry' | 'hold' = 'ok';

  /**
   * @param codecNeedsIo appends are answered by `answerAppend`; else while the command is obeyed,
   * as the driver does it
   */
  constructor(policy: Partial<DeliveryPolicy>, codecNeedsIo = true) {
    this.#codecNeedsIo = codecNeedsIo;
    this.policy = resolvePolicy(policy);
    this.#machine = createDelivery(this.policy);
    this.#turns = new Turns(this.#machine, (command) => this.#obey(command));
  }

  assign(key: string): void {
    const before = this.partitions.get(key);
    if (before?.owned) return;
    const stored = before?.stored;
    const offset = stored?.offset ?? 0;
    // Where a topic went back and nothing of its new life is stored, the old messages are gone.
    const life = stored?.life ?? before?.life ?? 0;
    const epoch = (before?.epoch ?? 0) + 1;
    this.partitions.set(key, {
      owned: true, epoch, paused: false, position: offset, stored, life, lives: [life], rebuild: stored?.plan, received: [], appending: 0,
      open: [], openBytes: 0, openedAt: 0, read: [], lastAppended: undefined, rewound: false, lastCommit: life * LIFE + offset, next: offset, releaseAt: Infinity,
    }); // prettier-ignore
    this.#forget(key);
    this.send({ type: 'assigned', partition: key, offset, stored, now: this.now });
  }

  revoke(key: string, lost: boolean): void {
    const p = this.partitions.get(key);
    if (!p?.owned) return;
    if (lost) p.owned = false;
    p.releaseAt = Math.min(p.releaseAt, this.now + this.policy.revokeDeadlineMs);
    this.send({ type: 'revoked', partition: key, lost, now: this.now });
  }

  /**
   * The client hands over messages; also a few more of a paused partition, which were on their way.
   *
   * @param gap offsets that are left out; below 0 the topic has gone back
   */
  receive(key: string, count: number, bytesEach: number, gap: number, evenIfPaused = false): void {
    const p = this.partitions.get(key);
    if (!p?.owned || (p.paused && !evenIfPaused)) return;
    const log = this.#logs.get(key) ?? [];
    this.#logs.set(key, log);
    let ids = log.filter((id) => lifeOf(id) === p.life && offsetOf(id) >= p.position).slice(0, count);
    if (ids.length === 0) {
      // Where a new assignment begins is the broker's decision: only later ones can go back.
      const from = Math.max(0, p.position + (p.read.length === 0 ? Math.max(0, gap) : gap));
      if (from < p.position) {
        p.life = Math.max(p.life, ...log.map(lifeOf)) + 1;
        p.lives.push(p.life);
      }
      ids = Array.from({ length: count }, (_, i) => p.life * LIFE + from + i);
      log.push(...ids);
    }
    p.position = offsetOf(ids.at(-1) ?? 0) + 1;
    p.read.push(...ids);
    // As the consumer does it: messages of a plan come in a run of their own.
    const within = ids.filter((id) => p.rebuild && p.lives.length === 1 && offsetOf(id) <= p.rebuild.last);
    for (const run of [within, ids.slice(within.length)]) {
      if (run.length === 0) continue;
      p.received.push({ ids: [...run], bytesEach });
      this.send({
        type: 'received', partition: key, first: offsetOf(run[0] ?? 0), last: offsetOf(run.at(-1) ?? 0), count: run.length, bytes: run.length * bytesEach, now: this.now,
      }); // prettier-ignore
    }
  }

  /** The client has come to the end of a partition, perhaps behind a gap. */
  reachEnd(key: string, gap: number): void {
    const p = this.partitions.get(key);
    if (!p?.owned || p.paused) return;
    if (this.#logs.get(key)?.some((id) => lifeOf(id) === p.life && offsetOf(id) >= p.position)) return;
    p.position += gap;
    this.send({ type: 'read-to', partition: key, offset: p.position, now: this.now });
  }

  answerAppend(key: string, ok: boolean, random: number): void {
    const p = this.partitions.get(key);
    const run = p?.received[0];
    if (!p || !run || p.appending === 0) return;
    const messages = p.appending;
    p.appending = 0;
    if (!ok) return this.send({ type: 'append-failed', partition: key, random, now: this.now });
    const ids = run.ids.splice(0, messages);
    assert(ids.length === messages, 'append never asks for more than the run holds');
    if (run.ids.length === 0) p.received.shift();
    if (p.open.length === 0) p.openedAt = this.now;
    const goesBack = p.lastAppended !== undefined && lifeOf(ids[0] ?? 0) > lifeOf(p.lastAppended);
    assert(goesBack === p.rewound, 'a step back of the topic is said, once, before its messages are appended');
    p.rewound = false;
    p.lastAppended = ids.at(-1);
    p.open.push(...ids);
    this.#failing.delete(key);
    const receivedBytes = messages * run.bytesEach;
    p.openBytes += receivedBytes * 2;
    this.send({
      type: 'appended', partition: key, messages, last: offsetOf(ids.at(-1) ?? 0), receivedBytes, openBytes: p.openBytes, now: this.now,
    }); // prettier-ignore
  }

  answerInsert(id: number, outcome: 'ok' | 'retry' | 'hold', random: number): void {
    const batch = this.insertsUnderWay.get(id);
    if (!batch) return;
    this.insertsUnderWay.delete(id);
    this.#lastOutcome = outcome;
    if (outcome !== 'ok')
      return this.send({ type: 'insert-failed', batch: id, action: outcome, random, now: this.now });
    const rows = this.inserted.get(batch.partition) ?? new Set();
    if (!this.#tokens.has(batch.token)) {
      for (const one of batch.ids) {
        assert(!rows.has(one), 'no message is stored twice');
        rows.add(one);
      }
    }
    this.#tokens.add(batch.token);
    batch.inserted = true;
    if (this.partitions.get(batch.partition)?.epoch === batch.epoch) this.#failing.delete(batch.partition);
    this.inserted.set(batch.partition, rows);
    this.send({ type: 'inserted', batch: id, now: this.now });
  }

  /** @param outcome with `lost-answer`, the broker has stored it and does not say so */
  answerCommit(id: number, outcome: 'ok' | 'retry' | 'lost-answer' | 'fenced', random: number): void {
    const commit = this.commitsUnderWay.get(id);
    if (!commit) return;
    this.commitsUnderWay.delete(id);
    const { partition, epoch, position } = commit;
    const p = this.partitions.get(partition);
    const isOurs = p?.owned === true && p.epoch === epoch;
    if (isOurs && (outcome === 'ok' || outcome === 'lost-answer')) p.stored = position;
    if (isOurs && outcome === 'ok') {
      for (const [batch, { ids, partition: of, inserted }] of this.#batches) {
        if (of === partition && inserted && (ids.at(-1) ?? 0) < position.life * LIFE + position.offset) this.#batches.delete(batch);
      } // prettier-ignore
    }
    if (outcome === 'ok') return this.send({ type: 'committed', partition, commit: id, now: this.now });
    if (outcome === 'fenced' && isOurs) p.owned = false;
    this.send({ type: 'commit-failed', partition, commit: id, fenced: outcome === 'fenced', random, now: this.now });
  }

  tick(ms: number): void {
    this.now += ms;
    this.send({ type: 'tick', now: this.now });
  }

  stop(deadlineMs: number): void {
    this.stopDeadline = Math.min(this.stopDeadline, this.now + deadlineMs);
    this.send({ type: 'stop', deadline: this.now + deadlineMs, now: this.now });
  }

  /**
   * Everything works from now on: answers all that is under way and lets time pass until nothing
   * moves any more.
   */
  settle(): void {
    for (let round = 0; round < 200; round++) {
      for (const key of this.partitions.keys()) {
        if (this.partitions.get(key)?.rebuild) this.receive(key, 30, 1, 0);
        this.answerAppend(key, true, 0);
      }
      for (const id of [...this.insertsUnderWay.keys()]) this.answerInsert(id, 'ok', 0);
      for (const id of [...this.commitsUnderWay.keys()]) this.answerCommit(id, 'ok', 0);
      this.tick(1_000);
    }
  }

  /** What is read in this assignment, before a message, and not in ClickHouse. */
  missing(key: string, before: MessageId = Infinity): MessageId[] {
    const rows = this.inserted.get(key);
    return (this.partitions.get(key)?.read ?? []).filter((one) => one < before && !rows?.has(one));
  }

  /** What is received, open or sealed and not acknowledged, counted here. */
  get #unacknowledgedBytes(): number {
    let bytes = 0;
    for (const p of this.partitions.values()) {
      for (const run of p.received) bytes += run.ids.length * run.bytesEach;
      bytes += p.openBytes;
    }
    for (const batch of this.#batches.values()) if (!batch.inserted) bytes += batch.bytes;
    return bytes;
  }

  inspect() {
    return this.#machine.inspect();
  }

  send(event: DeliveryEvent): void {
    this.#depth++;
    // As the consumer does it: what is in a batch is known before anything else that waits.
    if (event.type === 'appended' || event.type === 'append-failed') this.#turns.sendFirst(event);
    else this.#turns.send(event);
    if (--this.#depth > 0) return;
    this.mostBytes = Math.max(this.mostBytes, this.inspect().unacknowledgedBytes);
    assert(this.insertsUnderWay.size <= this.policy.maxConcurrentInserts, 'no more inserts than allowed');
    assert(this.inspect().unacknowledgedBytes === this.#unacknowledgedBytes, 'bytes are counted exactly');
    for (const key of this.#failing) {
      const p = this.partitions.get(key);
      assert(!p?.owned || p.paused || p.releaseAt < Infinity, 'a partition that fails is paused');
    }
    for (const [key, p] of this.partitions) {
      if (event.type === 'tick' || ('partition' in event && event.partition === key)) this.#backlogIsPaused(key, p);
    }
    if (event.type === 'tick') for (const [key, p] of this.partitions) this.#nothingWaits(key, p);
  }

  #backlogIsPaused(key: string, p: ModelPartition): void {
    const { unacknowledgedBytes, partitions } = this.inspect();
    const bytes = partitions.get(key)?.unacknowledgedBytes ?? 0;
    const { maxUnacknowledgedBytes } = this.policy;
    // The rest of a range that is built again has to be read.
    if (!p.owned || p.releaseAt < Infinity || (p.rebuild && p.position <= p.rebuild.last)) return;
    const tooMuch =
      bytes > maxUnacknowledgedBytes / partitions.size && unacknowledgedBytes > maxUnacknowledgedBytes / 2;
    assert(!tooMuch || p.paused, 'a partition over its share is paused');
  }

  /**
   * After a tick, with a place to insert: what is old enough, or all that a paused partition has,
   * is on its way.
   */
  #nothingWaits(key: string, p: ModelPartition): void {
    if (
      !p.owned ||
      p.open.length === 0 ||
      p.rebuild ||
      this.inspect().insertsUnderWay >= this.policy.maxConcurrentInserts
    )
      return;
    if ([...this.#batches.values()].some((batch) => batch.partition === key && batch.epoch === p.epoch)) return;
    const age = this.now - p.openedAt;
    assert(age < this.policy.maxAgeMs && !p.paused, 'an old batch, or that of a paused partition, is sent');
  }

  /** The end of patience with a partition: its deadline, or that of a stop. */
  #mayDrop(p: ModelPartition): boolean {
    if (!p.owned || this.now >= Math.min(p.releaseAt, this.stopDeadline)) return true;
    // An attempt after the deadline is as good as none.
    return [...this.#notBefore.values()].some((at) => at >= p.releaseAt);
  }

  #notTooEarly(what: string): void {
    assert(this.now >= (this.#notBefore.get(what) ?? 0), 'nothing is tried again before its time');
    this.#notBefore.delete(what);
  }

  #obey(command: DeliveryCommand): void {
    if (command.type === 'drained') {
      assert(this.stopDeadline < Infinity && this.drained === 0, 'drained comes once, after stop');
      this.drained++;
      return;
    }
    if (command.type === 'released') {
      this.released.push(command.partition);
      const gone = this.partitions.get(command.partition);
      assert(!gone?.owned || this.#mayDrop(gone) || this.#isDone(command.partition, gone), 'what is ours is finished before it is released'); // prettier-ignore
      this.#forget(command.partition);
      if (gone) Object.assign(gone, { owned: false, received: [], appending: 0, open: [], openBytes: 0 });
      return;
    }
    const p = this.partitions.get(command.partition);
    assert(p !== undefined, 'commands are about known partitions');
    switch (command.type) {
      case 'append':
        assert(p.appending === 0 && command.messages > 0, 'one append at a time');
        this.#notTooEarly(`append ${command.partition}`);
        p.appending = command.messages;
        // A codec without I/O: the messages are in the open batch before the next command is
        // obeyed.
        if (!this.#codecNeedsIo) this.answerAppend(command.partition, true, 0);
        return;
      case 'seal': {
        const life = p.lives[command.life] ?? -1;
        const token = `${command.partition} ${life} ${command.first}-${command.last}`;
        const batch = { partition: command.partition, epoch: p.epoch, ids: p.open, token, bytes: p.openBytes, attempts: 0, inserted: false }; // prettier-ignore
        if (p.rebuild && command.rebuilt) {
          assert(command.first === p.rebuild.first && command.last === p.rebuild.last, 'a plan is built again exactly');
          const all = p.read.filter((id) => lifeOf(id) === life && offsetOf(id) <= command.last);
          assert(all.length === p.open.length, 'a plan is built again from all its messages');
          p.rebuild = undefined;
        } else {
          assert(p.rebuild === undefined || command.first > p.rebuild.last, 'a plan comes before new batches');
          assert(command.last === offsetOf(p.open.at(-1) ?? -1), 'a batch ends with what was appended');
          assert(p.open.length <= this.policy.maxRows, 'a batch has no more rows than allowed');
        }
        assert(command.first <= offsetOf(p.open[0] ?? -1), 'a batch begins before what was appended');
        assert(lifeOf(p.open[0] ?? 0) === life, 'a batch is of the life that it says');
        assert(p.open.every((one, i) => i === 0 || one > (p.open[i - 1] ?? 0)), 'a batch is ascending'); // prettier-ignore
        assert(lifeOf(p.open[0] ?? 0) === lifeOf(p.open.at(-1) ?? 0), 'a batch is of one life of the topic');
        p.open = [];
        p.openBytes = 0;
        this.#batches.set(command.batch, batch);
        return;
      }
      case 'insert': {
        const batch = this.#batches.get(command.batch);
        assert(batch?.epoch === p.epoch && p.owned, 'only batches of this assignment are inserted');
        const twin = [...this.insertsUnderWay.values()].some((other) => other.partition === batch.partition && other.epoch === batch.epoch); // prettier-ignore
        assert(!twin, 'one insert per partition at a time');
        const { plan, life } = p.stored ?? { plan: undefined, life: 0 };
        assert(plan !== undefined && batch.token === `${command.partition} ${life} ${plan.first}-${plan.last}`, 'a batch is inserted after its plan is stored'); // prettier-ignore
        assert(!batch.inserted, 'what is inserted is not inserted again');
        assert(command.attempt === ++batch.attempts, 'attempts are counted');
        this.#notTooEarly(`insert ${command.partition}`);
        this.insertsUnderWay.set(command.batch, batch);
        return;
      }
      case 'commit': {
        assert(p.owned, 'only what is ours is committed');
        const life = p.lives[command.life] ?? -1;
        const before = life * LIFE + command.offset;
        assert(before >= p.lastCommit, 'commits go forward');
        assert(command.plan === undefined || command.plan.first === command.offset, 'a plan begins at the offset');
        assert(this.missing(command.partition, before).length === 0, 'all below a committed offset is inserted');
        const busy = [...this.commitsUnderWay.values()].some((one) => one.partition === command.partition && one.epoch === p.epoch); // prettier-ignore
        assert(!busy, 'one commit of a partition at a time');
        this.#notTooEarly(`commit ${command.partition}`);
        p.lastCommit = before;
        const { offset, plan } = command;
        this.commitsUnderWay.set(command.commit, { partition: command.partition, epoch: p.epoch, position: { offset, plan, life } }); // prettier-ignore
        return;
      }
      case 'drop':
        if (command.what === 'received') Object.assign(p, { received: [], appending: 0 });
        else {
          const isUnfinishedPlan = command.what === 'open' && p.rebuild !== undefined;
          assert(this.#mayDrop(p) || isUnfinishedPlan, 'nothing is dropped before its deadline');
          if (command.what === 'open') Object.assign(p, { open: [], openBytes: 0 });
          else this.#batches.delete(command.what.batch);
        }
        return;
      case 'pause':
        p.paused = true;
        return;
      case 'resume':
        assert(p.paused, 'only what is paused is resumed');
        p.paused = false;
        return;
      case 'retrying': {
        const hold = command.action === 'hold';
        assert(
          hold === (command.what === 'insert' && this.#lastOutcome === 'hold'),
          'each failure has its class of retry',
        );
        const limit = hold ? this.policy.holdMaxMs : this.policy.retryMaxMs;
        assert(!hold || command.afterMs >= 0.75 * this.policy.holdFirstMs, 'a held insert never comes back at once');
        assert(command.afterMs >= 0 && command.afterMs <= limit, 'pauses are within their limits');
        this.#notBefore.set(`${command.what} ${command.partition}`, this.now + command.afterMs);
        if (command.what !== 'commit') this.#failing.add(command.partition);
        return;
      }
      case 'rewound':
        assert(p.open.length === 0, 'a step back begins a new batch');
        p.rewound = true;
        p.rebuild = undefined;
        return;
      default:
        return command satisfies never;
    }
  }

  #isDone(key: string, p: ModelPartition): boolean {
    const batches = [...this.#batches.values()].some((batch) => batch.partition === key && batch.epoch === p.epoch);
    return p.open.length === 0 && !batches;
  }

  #forget(key: string): void {
    for (const what of ['append', 'insert', 'commit']) this.#notBefore.delete(`${what} ${key}`);
    this.#failing.delete(key);
  }
}
