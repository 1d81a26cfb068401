import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeliveryWorld } from './delivery-world.js';

const policy = {
  maxRows: 20, maxBytes: 4_000, maxAgeMs: 1_000, maxConcurrentInserts: 2, maxUnacknowledgedBytes: 8_000,
  retryFirstMs: 100, retryMaxMs: 2_000, holdFirstMs: 1_000, holdMaxMs: 4_000, revokeDeadlineMs: 3_000,
}; // prettier-ignore
const LARGEST_RECEIVE = 30 * 120;

const key = fc.constantFrom('a[0]', 'a[1]', 'b[0]');
const random = fc.double({ min: 0, max: 0.999, noNaN: true });
const nth = fc.nat(3);

type Action = (world: DeliveryWorld) => void;
const receive = fc
  .tuple(key, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 120 }), fc.oneof({ weight: 12, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.integer({ min: -40, max: -1 }) }), fc.boolean())
  .map(([p, count, bytes, gap, late]): Action => (world) => world.receive(p, count, bytes, gap, late && world.partitions.get(p)?.paused && world.inspect().unacknowledgedBytes < 8_000)); // prettier-ignore
const append = fc.tuple(key, fc.boolean(), random).map(
  ([p, ok, r]): Action =>
    (world) =>
      world.answerAppend(p, ok, r),
);
const insert = fc
  .tuple(nth, fc.constantFrom('ok', 'ok', 'retry', 'hold'), random)
  .map(([n, outcome, r]): Action => (world) => world.answerInsert([...world.insertsUnderWay.keys()][n] ?? -1, outcome, r)); // prettier-ignore
const commit = fc
  .tuple(nth, fc.constantFrom('ok', 'ok', 'ok', 'ok', 'retry', 'lost-answer', 'fenced'), random)
  .map(([n, outcome, r]): Action => (world) => world.answerCommit([...world.commitsUnderWay.keys()][n] ?? -1, outcome, r)); // prettier-ignore
const tick = fc.integer({ min: 1, max: 1_500 }).map(
  (ms): Action =>
    (world) =>
      world.tick(ms),
);
const reachEnd = fc.tuple(key, fc.nat(5)).map(
  ([p, gap]): Action =>
    (world) =>
      world.reachEnd(p, gap),
);
const assign = key.map(
  (p): Action =>
    (world) =>
      world.assign(p),
);
const revoke = fc.tuple(key, fc.boolean()).map(
  ([p, lost]): Action =>
    (world) =>
      world.revoke(p, lost),
);

const actions = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: receive },
    { weight: 10, arbitrary: append },
    { weight: 6, arbitrary: insert },
    { weight: 6, arbitrary: commit },
    { weight: 4, arbitrary: tick },
    { weight: 2, arbitrary: reachEnd },
    { weight: 2, arbitrary: assign },
    { weight: 2, arbitrary: revoke },
  ),
  { maxLength: 150, size: 'max' },
);

interface Play {
  readonly steps: readonly Action[];
  readonly codecNeedsIo: boolean;
}
const plays = fc.record({ steps: actions, codecNeedsIo: fc.boolean() });

/** Runs the actions; the world throws when a promise is broken by one of them. */
function play({ steps, codecNeedsIo }: Play): DeliveryWorld {
  const world = new DeliveryWorld(policy, codecNeedsIo);
  world.assign('a[0]');
  world.assign('a[1]');
  for (const step of steps) step(world);
  return world;
}

describe('whatever fails, and in whatever order', () => {
  it('nothing is committed before it is inserted, and what is ours is all delivered in the end', () => {
    fc.assert(
      fc.property(plays, (steps) => {
        const world = play(steps);
        world.settle();
        for (const [name, p] of world.partitions) {
          if (!p.owned) continue;
          expect(world.missing(name)).toEqual([]);
          expect(p.paused).toBe(false);
          const last = p.read.at(-1);
          if (last !== undefined) expect(p.stored?.offset).toBe(p.position);
        }
        expect(world.inspect().unacknowledgedBytes).toBe(0);
        expect(world.inspect().insertsUnderWay).toBe(0);
      }),
      { numRuns: 600 },
    );
  });

  it('what is held stays bounded, whatever fails', () => {
    fc.assert(
      fc.property(plays, (steps) => {
        // Blocks weigh twice what was received in this world; two receives may overshoot.
        const bound = 1.5 * policy.maxUnacknowledgedBytes * 2 + 2 * 2 * LARGEST_RECEIVE;
        expect(play(steps).mostBytes).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 300 },
    );
  });

  it('a stop ends with everything committed when all works, and ends at its deadline when nothing does', () => {
    fc.assert(
      fc.property(plays, fc.boolean(), (steps, works) => {
        const world = play(steps);
        world.stop(5_000);
        if (works) {
          for (const p of world.partitions.values()) expect(p.received).toEqual([]);
          world.settle();
        } else world.tick(5_001);
        expect(world.drained).toBe(1);
        // Inserts may still answer. It is too late for a commit: the consumer leaves the group.
        const commits = [...world.commitsUnderWay.keys()];
        const committed = [...world.partitions.values()].map((p) => p.stored);
        for (const id of [...world.insertsUnderWay.keys()]) world.answerInsert(id, 'ok', 0);
        world.tick(1);
        expect([...world.commitsUnderWay.keys()]).toEqual(commits);
        expect([...world.partitions.values()].map((p) => p.stored)).toEqual(committed);
        expect(world.inspect().unacknowledgedBytes).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('a revoked partition is always given back, by its deadline at the latest', () => {
    fc.assert(
      fc.property(plays, key, (steps, name) => {
        const world = play(steps);
        world.assign(name);
        world.revoke(name, false);
        world.tick(policy.revokeDeadlineMs);
        expect(world.released).toContain(name);
        expect(world.partitions.get(name)?.owned).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
