import type { SimProcess } from './sim-process.js';

/** What the coordinator of the group asks of a member. All of it arrives through its process. */
export interface GroupMember {
  readonly process: SimProcess;
  /** A name that survives restarts, with static membership. */
  readonly instance: string | undefined;
  /** Gives these partitions back. Resolves when that is done. */
  revoke(keys: readonly string[]): Promise<void>;
  /** These partitions are its own from now on. */
  assign(keys: readonly string[]): void;
  /** The generation in which it commits from now on. */
  generation: number;
  memberId: string;
}

export interface StoredOffset {
  readonly offset: number;
  readonly metadata: string;
}

/** What the coordinator works with. */
export interface GroupOptions {
  /** All partitions that exist now. */
  readonly partitions: () => readonly string[];
  readonly now: () => number;
  readonly after: (ms: number, callback: () => void) => void;
  /** A whole number of ms for something that travels over the network. */
  readonly latency: () => number;
  /** Members give up everything before each rebalance. */
  readonly isEager: boolean;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly say: (text: () => string) => void;
}

/**
 * A group's coordinator: members, generations, who owns what, committed offsets. A rebalance takes
 * the partitions that move from their owners first, begins a new generation when they are free, and
 * then gives them away.
 */
export class SimGroup {
  generation = 0;
  readonly members = new Map<string, GroupMember>();
  readonly committed = new Map<string, StoredOffset>();
  readonly #options: GroupOptions;
  readonly #owners = new Map<string, string>();
  readonly #lastSentAt = new Map<GroupMember, number>();
  #lastMember = 0;
  #isRebalancing = false;
  #isAskedAgain = false;
  #round = 0;
  /** Members that have not given their partitions back yet. */
  readonly #waiting = new Set<string>();

  constructor(options: GroupOptions) {
    this.#options = options;
  }

  join(member: GroupMember): void {
    const before = [...this.members.values()].find(
      (one) => one.instance !== undefined && one.instance === member.instance,
    );
    member.memberId = `m${++this.#lastMember}`;
    member.generation = this.generation;
    this.members.set(member.memberId, member);
    if (!before) return this.rebalance();
    // The restarted member gets what it had, and the one before is fenced.
    this.#options.say(() => `${member.memberId} takes the place of ${before.memberId}`);
    this.members.delete(before.memberId);
    const keys = this.#ownedBy(before.memberId);
    if (this.#isRebalancing) for (const key of keys) this.#owners.delete(key);
    if (this.#isRebalancing || keys.length === 0) return this.rebalance();
    for (const key of keys) this.#owners.set(key, member.memberId);
    this.#give(member, keys);
  }

  leave(memberId: string): void {
    if (!this.members.delete(memberId)) return;
    for (const key of this.#ownedBy(memberId)) this.#owners.delete(key);
    this.rebalance();
    // Nobody waits for it any more.
    if (this.#waiting.delete(memberId) && this.#waiting.size === 0) this.#complete(this.#distribute());
  }

  /** Members that have been silent for too long are put out. */
  checkSessions(): void {
    for (const [id, { process }] of this.members) {
      if (process.silentMs <= this.#options.sessionTimeoutMs) continue;
      this.#options.say(() => `${id} (${process.name}) is put out of the group: it was silent for too long`);
      this.leave(id);
    }
  }

  /** @returns whether the offset is stored, or why not */
  commit(memberId: string, generation: number, key: string, stored: StoredOffset): 'ok' | 'stale' | 'unknown-member' {
    if (!this.members.has(memberId)) return 'unknown-member';
    if (generation !== this.generation) return 'stale';
    this.committed.set(key, stored);
    return 'ok';
  }

  rebalance(): void {
    if (this.#isRebalancing) return void (this.#isAskedAgain = true);
    this.#isRebalancing = true;
    this.#options.after(this.#options.latency(), () => this.#prepare());
  }

  #prepare(): void {
    this.#isAskedAgain = false;
    const target = this.#distribute();
    const round = ++this.#round;
    const waiting = this.#waiting;
    waiting.clear();
    const { after, latency, isEager, rebalanceTimeoutMs, say } = this.#options;
    for (const [id, member] of this.members) {
      const keys = this.#ownedBy(id).filter((key) => isEager || target.get(key) !== id);
      if (keys.length === 0) continue;
      waiting.add(id);
      const done = (): void => after(latency(), () => {
        if (round !== this.#round || !waiting.delete(id)) return;
        for (const key of keys) if (this.#owners.get(key) === id) this.#owners.delete(key);
        if (waiting.size === 0) this.#complete(target);
      }); // prettier-ignore
      this.#send(member, () => void member.revoke(keys).then(done));
    }
    if (waiting.size === 0) return this.#complete(target);
    after(rebalanceTimeoutMs, () => {
      if (round !== this.#round || waiting.size === 0) return;
      for (const id of waiting) {
        say(() => `${id} is put out of the group: it did not give its partitions back in time`);
        if (this.members.delete(id)) for (const key of this.#ownedBy(id)) this.#owners.delete(key);
      }
      waiting.clear();
      this.#complete(this.#distribute());
    });
  }

  #complete(target: ReadonlyMap<string, string>): void {
    this.#round++;
    this.generation++;
    this.#options.say(
      () => `generation ${this.generation}: ${[...target].map(([key, id]) => `${key}→${id}`).join(' ')}`,
    );
    for (const [id, member] of this.members) {
      const keys = [...target].filter(([key, owner]) => owner === id && !this.#owners.has(key)).map(([key]) => key);
      for (const key of keys) this.#owners.set(key, id);
      this.#give(member, keys);
    }
    this.#isRebalancing = false;
    if (this.#isAskedAgain || [...target.values()].some((id) => !this.members.has(id))) this.rebalance();
  }

  #give(member: GroupMember, keys: readonly string[]): void {
    const { generation } = this;
    const { memberId } = member;
    this.#send(member, () => {
      if (member.memberId !== memberId || !this.members.has(memberId)) return;
      member.generation = generation;
      if (keys.length > 0) member.assign(keys);
    });
  }

  /** What the coordinator says to a member arrives in order. */
  #send(member: GroupMember, what: () => void): void {
    const { now, latency } = this.#options;
    const at = Math.max(now() + latency(), (this.#lastSentAt.get(member) ?? 0) + 1);
    this.#lastSentAt.set(member, at);
    member.process.deliverAfter(at - now(), what);
  }

  /** As before where that is fair, otherwise to the member with the least. */
  #distribute(): Map<string, string> {
    const keys = this.#options.partitions();
    const load = new Map([...this.members.keys()].map((id) => [id, 0]));
    const most = Math.ceil(keys.length / Math.max(1, load.size));
    const target = new Map<string, string>();
    const take = (key: string, id: string): void => {
      target.set(key, id);
      load.set(id, (load.get(id) ?? 0) + 1);
    };
    for (const key of keys) {
      const owner = this.#owners.get(key);
      if (owner !== undefined && (load.get(owner) ?? most) < most) take(key, owner);
    }
    for (const key of keys) {
      const [least] = [...load].sort(([, a], [, b]) => a - b);
      if (!target.has(key) && least) take(key, least[0]);
    }
    return target;
  }

  #ownedBy(memberId: string): string[] {
    return [...this.#owners].filter(([, owner]) => owner === memberId).map(([key]) => key);
  }
}
