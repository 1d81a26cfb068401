import { describe, expect, it } from 'vitest';
import { createDelivery } from '../src/delivery/machine.js';
import type { DeliveryCommand, DeliveryEvent, StoredPosition } from '../src/delivery/protocol.js';
import { backOffMs } from '../src/delivery/back-off.js';
import { resolvePolicy, retryLimits, type DeliveryPolicy } from '../src/delivery/policy.js';

const P = 't[0]';

/** @param brokerAnswers whether every commit is stored at once */
function machine(policy: Partial<DeliveryPolicy> = {}, brokerAnswers = true) {
  const delivery = createDelivery(
    resolvePolicy({ maxRows: 10, maxBytes: 1_000, maxAgeMs: 100, maxUnacknowledgedBytes: 2_000, ...policy }),
  );
  const send = (event: DeliveryEvent): readonly DeliveryCommand[] => {
    const all = [...delivery.step(event)];
    if (!brokerAnswers) return all;
    // In their turn, as the broker would: after what this step has said.
    for (const { commit, partition } of find(all, 'commit')) {
      all.push(...send({ type: 'committed', partition, commit, now: event.now }));
    }
    return all;
  };
  /** Messages `first … last` of 10 bytes each are read, and appended as far as asked. */
  const feed = (first: number, last: number, now = 0, partition = P): DeliveryCommand[] => {
    const count = last - first + 1;
    const all: DeliveryCommand[] = [];
    let queue = [...send({ type: 'received', partition, first, last, count, bytes: count * 10, now })];
    let next = first;
    let open = 0;
    while (queue.length > 0) {
      const command = queue.shift() as DeliveryCommand;
      all.push(command);
      if (command.type === 'seal') open = 0;
      if (command.type !== 'append') continue;
      const messages = Math.min(command.messages, count);
      open += messages * 10;
      queue = [...queue, ...send({ type: 'appended', partition, messages, last: next + messages - 1, receivedBytes: messages * 10, openBytes: open, now })]; // prettier-ignore
      next += messages;
    }
    return all;
  };
  const assign = (partition: string, stored: StoredPosition | 'nothing' = { offset: 0, plan: undefined }) =>
    send({ type: 'assigned', partition, offset: 0, stored: stored === 'nothing' ? undefined : stored, now: 0 });
  assign(P);
  return { send, feed, assign, inspect: () => delivery.inspect() };
}
const types = (commands: readonly DeliveryCommand[]): string[] => commands.map((one) => one.type);
const find = <T extends DeliveryCommand['type']>(commands: readonly DeliveryCommand[], type: T) =>
  commands.filter((one): one is Extract<DeliveryCommand, { type: T }> => one.type === type);

describe('batches', () => {
  it('a batch is sealed when it is full, and the rest begins the next one', () => {
    const { feed } = machine();
    const seals = find(feed(0, 24), 'seal');
    expect(seals.map(({ first, last }) => [first, last])).toEqual([[0, 9], [10, 19]]); // prettier-ignore
  });

  it('an old batch waits for a free insert, and grows meanwhile', () => {
    const { send, feed, assign } = machine({ maxConcurrentInserts: 1 });
    assign('u[0]');
    const [insert] = find(feed(0, 9), 'insert');
    expect(insert).toBeDefined();
    feed(0, 2, 0, 'u[0]');
    expect(types(send({ type: 'tick', now: 500 }))).toEqual([]);
    feed(3, 5, 500, 'u[0]');
    const after = send({ type: 'inserted', batch: insert?.batch ?? 0, now: 600 });
    expect(find(after, 'seal')).toMatchObject([{ partition: 'u[0]', first: 0, last: 5 }]);
  });

  it('a batch never mixes offsets from before and after a step back', () => {
    const { feed } = machine();
    feed(100, 102);
    expect(types(feed(0, 1, 10))).toEqual(['seal', 'rewound', 'commit', 'append', 'insert']);
  });
});

describe('inserts', () => {
  it('the inserts of a partition follow each other, in order', () => {
    const { send, feed } = machine();
    const commands = feed(0, 29);
    const [first, second] = find(commands, 'seal');
    expect(find(commands, 'insert').map(({ batch }) => batch)).toEqual([first?.batch]);
    const next = send({ type: 'inserted', batch: first?.batch ?? 0, now: 1 });
    expect(next).toMatchObject([{ type: 'commit', offset: 10 }, { type: 'insert', batch: second?.batch }]); // prettier-ignore
  });

  it('a failed insert is tried again later, with the next attempt number, while the partition is paused', () => {
    const { send, feed } = machine({ retryFirstMs: 1_000 });
    const [insert] = find(feed(0, 9), 'insert');
    const failed = send({ type: 'insert-failed', batch: insert?.batch ?? 0, action: 'retry', random: 0.5, now: 0 });
    expect(failed).toMatchObject([
      { type: 'retrying', afterMs: 500 },
      { type: 'pause', reason: 'insert-failing' },
    ]);
    expect(types(send({ type: 'tick', now: 499 }))).toEqual([]);
    expect(send({ type: 'tick', now: 500 })).toMatchObject([{ type: 'insert', attempt: 2 }]);
    expect(types(send({ type: 'inserted', batch: insert?.batch ?? 0, now: 501 }))).toEqual(['commit', 'resume']);
  });

  it('a batch is inserted once its plan is stored, and not before', () => {
    const { send, feed } = machine({}, false);
    const commands = feed(0, 9);
    const [commit] = find(commands, 'commit');
    expect(commit).toMatchObject({ offset: 0, plan: { first: 0, last: 9 } });
    expect(find(commands, 'insert')).toEqual([]);
    const after = send({ type: 'committed', partition: P, commit: commit?.commit ?? 0, now: 1 });
    expect(types(after)).toEqual(['insert']);
  });

  it('the commit of a batch carries the plan of the next one', () => {
    const { send, feed } = machine({ maxUnacknowledgedBytes: 100_000 });
    feed(0, 19);
    const commits = find(send({ type: 'inserted', batch: 1, now: 1 }), 'commit');
    expect(commits).toMatchObject([{ offset: 10, plan: { first: 10, last: 19 } }]);
  });

  it('while messages flow, a commit waits for the next plan, but no longer than a batch may', () => {
    const { send, feed } = machine();
    feed(0, 9);
    feed(10, 12, 1);
    expect(types(send({ type: 'inserted', batch: 1, now: 2 }))).toEqual([]);
    const [commit] = find(send({ type: 'tick', now: 101 }), 'commit');
    expect(commit).toMatchObject({ offset: 10, plan: { first: 10, last: 12 } });
  });

  it('a start that the broker does not hold is committed before anything is read', () => {
    const { assign } = machine();
    expect(assign('u[0]', 'nothing')).toMatchObject([{ type: 'commit', offset: 0, plan: undefined }]);
  });
});

describe('a plan that is built again', () => {
  const planned = (policy: Partial<DeliveryPolicy> = {}) => {
    const m = machine({ maxRows: 5, ...policy });
    m.assign('u[0]', { offset: 0, plan: { first: 0, last: 19, inPieces: false } });
    return m;
  };

  it('a range is sealed exactly as it was planned, whatever the limits are now', () => {
    const { feed, send } = planned();
    const commands = [...feed(0, 9, 0, 'u[0]'), ...feed(10, 19, 0, 'u[0]')];
    expect(find(commands, 'seal')).toMatchObject([{ first: 0, last: 19, rebuilt: true }]);
    // Its plan is stored already.
    expect(find(commands, 'commit')).toEqual([]);
    expect(types(send({ type: 'inserted', batch: 1, now: 1 }))).toEqual(['commit']);
  });

  it('a range whose last messages are gone ends where reading has passed it', () => {
    const { feed, send } = planned();
    expect(find(feed(0, 9, 0, 'u[0]'), 'seal')).toEqual([]);
    const passed = send({ type: 'read-to', partition: 'u[0]', offset: 25, now: 1 });
    expect(find(passed, 'seal')).toMatchObject([{ first: 0, last: 19, rebuilt: true }]);
  });

  it('a range of which nothing is left is skipped', () => {
    const { send } = planned();
    const passed = send({ type: 'read-to', partition: 'u[0]', offset: 25, now: 1 });
    expect(passed).toMatchObject([{ type: 'commit', offset: 25, plan: undefined }]);
  });

  it('a stop leaves an unfinished range to the next owner, plan and all', () => {
    const { feed, send } = planned();
    feed(0, 9, 0, 'u[0]');
    expect(types(send({ type: 'stop', deadline: 1_000, now: 1 }))).toEqual(['pause', 'drop', 'pause', 'drained']);
  });
});

describe('pressure', () => {
  it('where ClickHouse was short of memory, the batches that are not planned yet are smaller, and grow again', () => {
    const { send, feed } = machine({ maxRows: 4_000, maxBytes: 1e6, maxUnacknowledgedBytes: 1e7, retryFirstMs: 1 });
    const [insert] = find(feed(0, 3_999), 'insert');
    const batch = insert?.batch ?? 0;
    send({ type: 'insert-failed', batch, action: 'retry', pressure: 'memory', random: 0, now: 0 });
    const next = find(feed(4_000, 5_999, 1), 'seal');
    expect(next).toMatchObject([{ first: 4_000, last: 5_999 }]);
    send({ type: 'tick', now: 2 });
    send({ type: 'inserted', batch, now: 3 });
    send({ type: 'inserted', batch: next[0]?.batch ?? 0, now: 4 });
    // 2,000 rows, and a quarter more with each batch that has landed.
    expect(find(feed(6_000, 9_124, 5), 'seal')).toMatchObject([{ first: 6_000, last: 9_124 }]);
  });

  it('where merges do not keep up with the parts, batches come less often', () => {
    const { send, feed } = machine({ maxAgeMs: 100, retryFirstMs: 1 });
    const [insert] = find(feed(0, 9), 'insert');
    const batch = insert?.batch ?? 0;
    send({ type: 'insert-failed', batch, action: 'retry', pressure: 'parts', random: 0, now: 0 });
    send({ type: 'tick', now: 1 });
    send({ type: 'inserted', batch, now: 2 });
    feed(10, 12, 10);
    expect(find(send({ type: 'tick', now: 110 }), 'seal')).toEqual([]);
    expect(find(send({ type: 'tick', now: 171 }), 'seal')).toMatchObject([{ first: 10, last: 12 }]);
  });
});

describe('places to insert', () => {
  const waiting = () => {
    const m = machine({ maxConcurrentInserts: 1 });
    for (const partition of ['u[0]', 'v[0]']) m.assign(partition);
    m.feed(0, 9);
    m.feed(0, 9, 1, 'u[0]');
    m.feed(0, 9, 2, 'v[0]');
    return m;
  };

  it('a free place goes to the partition that has waited longest', () => {
    expect(find(waiting().send({ type: 'inserted', batch: 1, now: 3 }), 'insert')).toMatchObject([{ partition: 'u[0]' }]); // prettier-ignore
  });

  it('a free place goes first to a partition that must be given back', () => {
    const { send } = waiting();
    send({ type: 'revoked', partition: 'v[0]', lost: false, now: 3 });
    expect(find(send({ type: 'inserted', batch: 1, now: 4 }), 'insert')).toMatchObject([{ partition: 'v[0]' }]);
  });
});

describe('a stop', () => {
  it('a stopped machine takes nothing new', () => {
    const { send, inspect } = machine();
    send({ type: 'stop', deadline: 100, now: 0 });
    const late = send({ type: 'received', partition: P, first: 0, last: 4, count: 5, bytes: 50, now: 1 });
    expect(late).toEqual([{ type: 'drop', partition: P, what: 'received' }]);
    expect(inspect().unacknowledgedBytes).toBe(0);
  });

  it('a second stop can only bring the deadline forward', () => {
    const { send, feed } = machine();
    feed(0, 4);
    send({ type: 'stop', deadline: 100, now: 0 });
    send({ type: 'stop', deadline: 500, now: 1 });
    expect(types(send({ type: 'tick', now: 99 }))).toEqual([]);
    expect(types(send({ type: 'tick', now: 100 }))).toEqual(['drop', 'drained']);
  });
});

describe('a partition that is taken away', () => {
  it('a revoked partition finishes what it has, commits, and is released', () => {
    const { send, feed } = machine();
    feed(0, 4);
    const revoked = send({ type: 'revoked', partition: P, lost: false, now: 10 });
    expect(types(revoked)).toEqual(['seal', 'commit', 'insert']);
    expect(types(send({ type: 'inserted', batch: 1, now: 20 }))).toEqual(['commit', 'released']);
  });

  it('a revoked partition never commits when the insert answers after the deadline', () => {
    const { send, feed } = machine({ revokeDeadlineMs: 50 });
    feed(0, 4);
    send({ type: 'revoked', partition: P, lost: false, now: 0 });
    expect(types(send({ type: 'tick', now: 50 }))).toEqual(['drop', 'released']);
    expect(types(send({ type: 'inserted', batch: 1, now: 60 }))).toEqual([]);
  });

  it('a lost partition is dropped at once', () => {
    const { send, feed } = machine();
    feed(0, 14);
    expect(types(send({ type: 'revoked', partition: P, lost: true, now: 1 }))).toEqual(['drop', 'drop', 'released']);
    expect(types(send({ type: 'inserted', batch: 1, now: 2 }))).toEqual([]);
  });

  it('a revoked partition does not wait for an insert that can only be tried after the deadline', () => {
    const { send, feed } = machine({ revokeDeadlineMs: 1_000, holdFirstMs: 60_000, holdMaxMs: 60_000 });
    feed(0, 9);
    send({ type: 'insert-failed', batch: 1, action: 'hold', random: 0, now: 0 });
    expect(types(send({ type: 'revoked', partition: P, lost: false, now: 1 }))).toEqual(['drop', 'released']);
  });
});

it('a failing data source does not stop its neighbour, whose messages keep flowing', () => {
  const { send, feed, assign } = machine({ maxUnacknowledgedBytes: 1_000 });
  assign('u[0]');
  feed(0, 49);
  send({ type: 'insert-failed', batch: 1, action: 'hold', random: 0, now: 0 });
  for (let n = 0; n < 20; n++) {
    const commands = feed(n * 10, n * 10 + 9, n, 'u[0]');
    expect(types(commands)).not.toContain('pause');
    const [insert] = find(commands, 'insert');
    send({ type: 'inserted', batch: insert?.batch ?? 0, now: n });
  }
});

it('decoding that fails is tried again with the same messages', () => {
  const { send, inspect } = machine({ retryFirstMs: 1_000 });
  send({ type: 'received', partition: P, first: 0, last: 4, count: 5, bytes: 50, now: 0 });
  expect(send({ type: 'append-failed', partition: P, random: 0.5, now: 0 })).toMatchObject([
    { type: 'retrying', what: 'append', afterMs: 500 },
    { type: 'pause', reason: 'decode-failing' },
  ]);
  expect(inspect().unacknowledgedBytes).toBe(50);
  expect(send({ type: 'tick', now: 500 })).toMatchObject([{ type: 'append', messages: 5 }]);
});

it('retries double up to their limit, with jitter over the whole pause; holds come back slowly', () => {
  const policy = resolvePolicy();
  const retry = retryLimits(policy, 'retry');
  const hold = retryLimits(policy, 'hold');
  expect([1, 2, 3, 8, 40].map((attempt) => backOffMs(attempt, 0.5, retry))).toEqual([125, 250, 500, 15_000, 15_000]);
  expect(backOffMs(5, 0, retry)).toBe(0);
  expect(backOffMs(1, 0, hold)).toBe(3_750);
  expect(backOffMs(9, 0.99, hold)).toBeLessThanOrEqual(60_000);
});

it.each([
  [{ maxRows: 0 }, 'maxRows'],
  [{ maxBytes: 2_000, maxUnacknowledgedBytes: 1_000 }, 'maxUnacknowledgedBytes'],
  [{ retryFirstMs: 10, retryMaxMs: 5 }, 'retryMaxMs'],
])('limits that contradict each other are refused: %j', (given, name) => {
  expect(() => resolvePolicy(given)).toThrow(name);
});
