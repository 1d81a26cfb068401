import { createDelivery } from '../src/delivery/machine.js';
import type { DeliveryCommand, DeliveryEvent } from '../src/delivery/events.js';
import { resolvePolicy, type DeliveryPolicy } from '../src/delivery/policy.js';

interface Run {
  offsets: number[];
  readonly bytesEach: number;
}

interface ModelBatch {
  readonly partition: string;
  readonly epoch: number;
  readonly offsets: readonly number[];
}

interface ModelPartition {
  owned: boolean;
  epoch: number;
  paused: boolean;
  /** Next offset to read. */
  position: number;
  /** What the broker has stored. */
  committed: number;
  received: Run[];
  appending: number;
  open: number[];
  openBytes: number;
  /** Of this assignment. */
  read: number[];
  lastCommit: number;
}

/**
 * A world for the delivery machine: it keeps what a broker, a driver and ClickHouse would keep, obeys
 * the commands, and checks with every one of them that the promises hold. Faults are the caller's choice.
 */
export class DeliveryWorld {
  readonly policy: DeliveryPolicy;
  readonly partitions = new Map<string, ModelPartition>();
  readonly inserted = new Map<string, Set<number>>();
  readonly insertsUnderWay = new Map<number, ModelBatch>();
  readonly commitsUnderWay = new Map<number, { batch: ModelBatch; offset: number }>();
  readonly released: string[] = [];
  drained = 0;
  stopped = false;
  now = 0;
  mostBytes = 0;
  readonly #machine;
  readonly #batches = new Map<number, ModelBatch>();

  readonly #codecNeedsIo: boolean;
  readonly #events: DeliveryEvent[] = [];
  #sending = false;

  /** @param codecNeedsIo appends are answered by `answerAppend`; else while the command is obeyed, as the driver does it */
  constructor(policy: Partial<DeliveryPolicy>, codecNeedsIo = true) {
    this.#codecNeedsIo = codecNeedsIo;
    this.policy = resolvePolicy(policy);
    this.#machine = createDelivery(this.policy);
  }

  assign(key: string): void {
    const before = this.partitions.get(key);
    if (before?.owned) return;
    const committed = before?.committed ?? 0;
    const epoch = (before?.epoch ?? 0) + 1;
    this.partitions.set(key, {
      owned: true, epoch, paused: false, position: committed, committed, received: [], appending: 0,
      open: [], openBytes: 0, read: [], lastCommit: committed,
    }); // prettier-ignore
    this.send({ type: 'assigned', partition: key, committedOffset: committed, now: this.now });
  }

  revoke(key: string, lost: boolean): void {
    const p = this.partitions.get(key);
    if (!p?.owned) return;
    if (lost) p.owned = false;
    this.send({ type: 'revoked', partition: key, lost, now: this.now });
  }

  /** The client hands over messages; also a few more of a paused partition, which were on their way. */
  receive(key: string, count: number, bytesEach: number, gap: number, evenIfPaused = false): void {
    const p = this.partitions.get(key);
    if (!p?.owned || (p.paused && !evenIfPaused)) return;
    const offsets = Array.from({ length: count }, (_, i) => p.position + gap + i);
    p.position += gap + count;
    p.received.push({ offsets: [...offsets], bytesEach });
    p.read.push(...offsets);
    this.send({
      type: 'received', partition: key, first: offsets[0] ?? 0, last: offsets.at(-1) ?? 0, count, bytes: count * bytesEach, now: this.now,
    }); // prettier-ignore
  }

  answerAppend(key: string, ok: boolean, random: number): void {
    const p = this.partitions.get(key);
    const run = p?.received[0];
    if (!p || !run || p.appending === 0) return;
    const messages = p.appending;
    p.appending = 0;
    if (!ok) return this.send({ type: 'append-failed', partition: key, random, now: this.now });
    const offsets = run.offsets.splice(0, messages);
    assert(offsets.length === messages, 'append never asks for more than the run holds');
    if (run.offsets.length === 0) p.received.shift();
    p.open.push(...offsets);
    const receivedBytes = messages * run.bytesEach;
    p.openBytes += receivedBytes * 2;
    const [first = 0] = offsets;
    this.send({
      type: 'appended', partition: key, messages, first, last: offsets.at(-1) ?? 0, receivedBytes, openBytes: p.openBytes, now: this.now,
    }); // prettier-ignore
  }

  answerInsert(id: number, outcome: 'ok' | 'retry' | 'hold', random: number): void {
    const batch = this.insertsUnderWay.get(id);
    if (!batch) return;
    this.insertsUnderWay.delete(id);
    if (outcome !== 'ok')
      return this.send({ type: 'insert-failed', batch: id, action: outcome, random, now: this.now });
    const rows = this.inserted.get(batch.partition) ?? new Set();
    for (const offset of batch.offsets) rows.add(offset);
    this.inserted.set(batch.partition, rows);
    this.send({ type: 'inserted', batch: id, now: this.now });
  }

  answerCommit(id: number, outcome: 'ok' | 'retry' | 'fenced', random: number): void {
    const commit = this.commitsUnderWay.get(id);
    if (!commit) return;
    this.commitsUnderWay.delete(id);
    const p = this.partitions.get(commit.batch.partition);
    if (outcome === 'ok' && p?.owned && p.epoch === commit.batch.epoch) p.committed = commit.offset;
    if (outcome === 'ok') return this.send({ type: 'committed', batch: id, now: this.now });
    if (outcome === 'fenced' && p?.epoch === commit.batch.epoch) p.owned = false;
    this.send({ type: 'commit-failed', batch: id, fenced: outcome === 'fenced', random, now: this.now });
  }

  tick(ms: number): void {
    this.now += ms;
    this.send({ type: 'tick', now: this.now });
  }

  stop(deadlineMs: number): void {
    this.stopped = true;
    this.send({ type: 'stop', deadline: this.now + deadlineMs, now: this.now });
  }

  /** Everything works from now on: answers all that is under way and lets time pass until nothing moves any more. */
  settle(): void {
    for (let round = 0; round < 200; round++) {
      for (const key of this.partitions.keys()) this.answerAppend(key, true, 0);
      for (const id of [...this.insertsUnderWay.keys()]) this.answerInsert(id, 'ok', 0);
      for (const id of [...this.commitsUnderWay.keys()]) this.answerCommit(id, 'ok', 0);
      this.tick(1_000);
    }
  }

  /** What is read in this assignment below `offset` and not in ClickHouse. */
  missing(key: string, offset = Infinity): number[] {
    const rows = this.inserted.get(key);
    return (this.partitions.get(key)?.read ?? []).filter((one) => one < offset && !rows?.has(one));
  }

  inspect() {
    return this.#machine.inspect();
  }

  send(event: DeliveryEvent): void {
    this.#events.push(event);
    if (this.#sending) return;
    this.#sending = true;
    for (let next = this.#events.shift(); next; next = this.#events.shift()) {
      for (const command of this.#machine.step(next)) this.#obey(command);
    }
    this.#sending = false;
    this.mostBytes = Math.max(this.mostBytes, this.inspect().unacknowledgedBytes);
    assert(this.insertsUnderWay.size <= this.policy.maxConcurrentInserts, 'no more inserts than allowed');
  }

  #obey(command: DeliveryCommand): void {
    if (command.type === 'drained') {
      assert(this.stopped && this.drained === 0, 'drained comes once, after stop');
      this.drained++;
      return;
    }
    if (command.type === 'released') {
      this.released.push(command.partition);
      const gone = this.partitions.get(command.partition);
      if (gone) Object.assign(gone, { owned: false, received: [], appending: 0, open: [], openBytes: 0 });
      return;
    }
    const p = this.partitions.get(command.partition);
    assert(p !== undefined, 'commands are about known partitions');
    switch (command.type) {
      case 'append':
        assert(p.appending === 0 && command.messages > 0, 'one append at a time');
        p.appending = command.messages;
        // A codec without I/O: the messages are in the open batch before the next command is obeyed.
        if (!this.#codecNeedsIo) this.answerAppend(command.partition, true, 0);
        return;
      case 'seal': {
        const batch = { partition: command.partition, epoch: p.epoch, offsets: p.open };
        assert(command.first === p.open[0] && command.last === p.open.at(-1), 'a batch is exactly what was appended');
        assert(p.open.every((offset, i) => i === 0 || offset > (p.open[i - 1] ?? 0)), 'a batch is ascending'); // prettier-ignore
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
        this.insertsUnderWay.set(command.batch, batch);
        return;
      }
      case 'commit': {
        const batch = this.#batches.get(command.batch);
        assert(batch !== undefined && p.owned && batch.epoch === p.epoch, 'only what is ours is committed');
        assert(this.#again(command.batch) || command.offset > p.lastCommit, 'commits go forward');
        assert(
          this.missing(command.partition, command.offset).length === 0,
          'all below a committed offset is inserted',
        );
        p.lastCommit = command.offset;
        this.commitsUnderWay.set(command.batch, { batch, offset: command.offset });
        return;
      }
      case 'drop':
        if (command.what === 'received') Object.assign(p, { received: [], appending: 0 });
        else if (command.what === 'open') Object.assign(p, { open: [], openBytes: 0 });
        return;
      case 'pause':
        p.paused = true;
        return;
      case 'resume':
        assert(p.paused, 'only what is paused is resumed');
        p.paused = false;
        return;
      case 'retrying':
      case 'rewound':
        return;
      default:
        return command satisfies never;
    }
  }

  readonly #committedOnce = new Set<number>();
  #again(batch: number): boolean {
    const again = this.#committedOnce.has(batch);
    this.#committedOnce.add(batch);
    return again;
  }
}

function assert(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`broken promise: ${promise}`);
}
