import { describe, expect, it } from 'vitest';
import { createDelivery } from '../src/delivery/machine.js';
import type { DeliveryCommand, DeliveryEvent } from '../src/delivery/protocol.js';
import { backOffMs } from '../src/delivery/back-off.js';
import { resolvePolicy, retryLimits, type DeliveryPolicy } from '../src/delivery/policy.js';

const P = 't[0]';

function machine(policy: Partial<DeliveryPolicy> = {}) {
  const delivery = createDelivery(
    resolvePolicy({ maxRows: 10, maxBytes: 1_000, maxAgeMs: 100, maxUnacknowledgedBytes: 2_000, ...policy }),
  );
  const send = (event: DeliveryEvent): readonly DeliveryCommand[] => delivery.step(event);
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
      const { messages } = command;
      open += messages * 10;
      queue = [...queue, ...send({ type: 'appended', partition, messages, first: next, last: next + messages - 1, receivedBytes: messages * 10, openBytes: open, now })]; // prettier-ignore
      next += messages;
    }
    return all;
  };
  send({ type: 'assigned', partition: P, committedOffset: 0, now: 0 });
  return { send, feed, inspect: () => delivery.inspect() };
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
    const { send, feed } = machine({ maxConcurrentInserts: 1 });
    send({ type: 'assigned', partition: 'u[0]', committedOffset: 0, now: 0 });
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
    expect(types(feed(0, 1, 10))).toEqual(['seal', 'rewound', 'insert', 'append']);
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

  it('inserts run at most one ahead of the commits', () => {
    const { send, feed } = machine({ maxUnacknowledgedBytes: 100_000 });
    feed(0, 39);
    send({ type: 'inserted', batch: 1, now: 1 });
    expect(find(send({ type: 'inserted', batch: 2, now: 2 }), 'insert')).toEqual([]);
    expect(find(send({ type: 'committed', batch: 1, now: 3 }), 'insert')).toMatchObject([{ batch: 3 }]);
  });
});

describe('places to insert', () => {
  const waiting = () => {
    const m = machine({ maxConcurrentInserts: 1 });
    for (const partition of ['u[0]', 'v[0]']) m.send({ type: 'assigned', partition, committedOffset: 0, now: 0 });
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
    expect(types(revoked)).toEqual(['seal', 'insert']);
    expect(types(send({ type: 'inserted', batch: 1, now: 20 }))).toEqual(['commit']);
    expect(types(send({ type: 'committed', batch: 1, now: 30 }))).toEqual(['released']);
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
  const { send, feed } = machine({ maxUnacknowledgedBytes: 1_000 });
  send({ type: 'assigned', partition: 'u[0]', committedOffset: 0, now: 0 });
  feed(0, 49);
  send({ type: 'insert-failed', batch: 1, action: 'hold', random: 0, now: 0 });
  for (let n = 0; n < 20; n++) {
    const commands = feed(n * 10, n * 10 + 9, n, 'u[0]');
    expect(types(commands)).not.toContain('pause');
    const [insert] = find(commands, 'insert');
    send({ type: 'inserted', batch: insert?.batch ?? 0, now: n });
    send({ type: 'committed', batch: insert?.batch ?? 0, now: n });
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
