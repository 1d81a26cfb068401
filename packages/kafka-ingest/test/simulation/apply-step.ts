import { Random } from './random.js';
import type { Step, StepKind } from './schedule.js';
import type { SimLog } from './sim-log.js';
import type { SimMember } from './sim-member.js';
import type { World } from './world.js';

const pickBy = <T>(list: readonly T[], share: number): T | undefined => list[Math.floor(share * list.length)];

type Apply = (world: World, step: Step) => void;

const onLog =
  (apply: (world: World, log: SimLog, step: Step) => void): Apply =>
  (world, step) => {
    const log = pickBy(world.logs, step.a);
    if (log) apply(world, log, step);
  };

const onMember =
  (apply: (world: World, member: SimMember, step: Step) => void): Apply =>
  (world, step) => {
    const member = pickBy(world.members.filter((one) => one.isRunning), step.a);
    if (member) apply(world, member, step);
  }; // prettier-ignore

const produce = (world: World, log: SimLog, { b, seed }: Step): void => {
  const { badShare, poisonShare } = world.config;
  const kinds = { good: 1 - badShare - poisonShare, bad: badShare, poison: poisonShare };
  world.broker.produce(log, 1 + Math.floor(b * b * 40), new Random(seed), kinds);
};

const faults =
  (target: Parameters<World['faults']['open']>[0]): Apply =>
  (world, { a, b, seed }) =>
    world.faults.open(target, 200 + a * a * 6_000, 0.2 + b * 0.8, seed);

function replaceTopic(world: World, log: SimLog, withOffsets: boolean): readonly [name: string, partitions: number] {
  const partitions = world.broker.topics.get(log.topic)?.logs.length ?? 1;
  world.broker.deleteTopic(log.topic, withOffsets);
  return [log.topic, partitions];
}

function createAgain(world: World, name: string, partitions: number): void {
  world.broker.createTopic(name, partitions);
  // Without a text, an offset that was left behind cannot be told from one of the new topic.
  for (const log of world.logs) {
    const left = world.broker.group.committed.get(log.key);
    if (log.topic === name && left?.metadata === '') world.ledger.skipped(log, left.offset);
  }
}

/** Everybody stops, somebody does something to the group, everybody starts again. */
function whileStopped(world: World, act: () => void): void {
  if (world.isUnderMaintenance) return;
  world.isUnderMaintenance = true;
  for (const member of world.members) member.stop(2_000);
  world.time.after(5_000, () => {
    for (const member of world.members) if (member.isRunning) member.crash();
    for (const id of [...world.broker.group.members.keys()]) world.broker.group.leave(id);
    // Nothing may be under way any more that was sent before.
    world.clickhouse.restart(0);
    act();
    world.isUnderMaintenance = false;
    world.start();
  });
}

/** The offsets are set back by another tool; perhaps the rows were deleted first. */
function replay(world: World, { b, seed }: Step): void {
  const random = new Random(seed);
  const withDelete = b < 0.5;
  for (const log of world.logs) {
    const stored = world.broker.group.committed.get(log.key);
    if (!stored || !world.hasCommit(log) || stored.offset > log.end || stored.offset < log.start) continue;
    const offset = random.between(log.start, stored.offset);
    world.broker.group.committed.set(log.key, { offset, metadata: '' });
    world.forgetCommit(log);
    readAgainFrom(world, log, offset, withDelete);
  }
}

function readAgainFrom(world: World, log: SimLog, from: number, withDelete: boolean): void {
  world.ledger.replayed(log, from);
  world.forgetOrder(log);
  if (!withDelete) return;
  for (const table of world.clickhouse.tables.values()) {
    table.remove((uid) => world.ledger.message(uid).log === log && world.ledger.message(uid).offset >= from);
  }
}

/** What each kind of step does. A step that has nothing to act on does nothing. */
const appliers: Readonly<Record<StepKind, Apply>> = {
  produce: onLog(produce),
  'produce-aborted': onLog((world, log, step) => {
    if (log.openFrom !== undefined) return;
    log.openFrom = log.end;
    produce(world, log, step);
    log.decide(false);
  }),
  'open-transaction': onLog((world, log, step) => {
    log.openFrom ??= log.end;
    produce(world, log, step);
  }),
  'close-transaction': onLog((_, log, { b }) => log.decide(b < 0.5)),
  compact: onLog((_, log, { b, seed }) => {
    const random = new Random(seed);
    for (const message of log.visible())
      if (message.offset < log.readableEnd && random.chance(b)) message.isVisible = false;
  }),
  retain: onLog((_, log, { b }) => {
    log.start += Math.floor((log.readableEnd - log.start) * b);
  }),
  truncate: onLog((world, log, { b }) => {
    if (log.openFrom !== undefined) return;
    const { end } = log;
    // Where a batch may begin: then other messages may make a batch of the same range.
    const { maxRows } = world.config;
    const kept = Math.floor((end - 1 - b * 10) / maxRows) * maxRows;
    log.truncate(Math.max(log.start, Math.min(kept, end)));
    world.ledger.lostEnd(log, log.end, end);
    world.forgetOrder(log);
    for (const { source } of world.members) source.wasCut(log);
  }),
  'recreate-topic': onLog((world, log, step) => {
    const [name, partitions] = replaceTopic(world, log, step.b < 0.5);
    createAgain(world, name, partitions);
    for (const one of world.logs) if (one.topic === name) produce(world, one, step);
  }),
  'delete-topic': onLog((world, log, { b }) => {
    const [name, partitions] = replaceTopic(world, log, b < 0.5);
    world.broker.group.rebalance();
    world.time.after(500 + b * 5_000, () => {
      createAgain(world, name, partitions);
      world.broker.group.rebalance();
    });
  }),
  'add-partition': onLog((world, log, step) => {
    world.broker.addPartition(log.topic);
    const added = world.logs.filter((one) => one.topic === log.topic).at(-1);
    if (added) produce(world, added, step);
    // Members find out some time later.
    world.time.after(step.b * 3_000, () => world.broker.group.rebalance());
  }),
  crash: onMember((_, member) => member.crash()),
  stop: onMember((_, member, { b }) => member.stop(100 + b * 5_000)),
  start: (world) => world.start(),
  freeze: onMember((world, { process }, { b }) => {
    process.freeze();
    world.time.after(100 + b * 8_000, () => process.wake());
  }),
  rebalance: (world) => world.broker.group.rebalance(),
  // One that stands still would go on for a moment without knowing that it was put out.
  'put-out': onMember((world, { source, process }) => {
    if (process.state === 'running') world.broker.group.leave(source.memberId);
  }),
  'insert-faults': faults('insert'),
  'commit-faults': faults('commit'),
  'question-faults': faults('question'),
  'poll-faults': faults('poll'),
  'decode-faults': faults('decode'),
  'restart-clickhouse': (world, { b }) => world.clickhouse.restart(b * 2_000),
  'jump-clocks': (world, { b }) => {
    world.wallClock.aheadMs += Math.round(b * 2 * 3_600_000);
  },
  'long-outage': (world, { a, b }) => {
    const ms = 15_000 + b * 20_000;
    world.isUnderMaintenance = true;
    if (a < 0.5) for (const member of world.members) member.crash();
    else world.clickhouse.restart(ms);
    world.time.after(ms, () => (world.isUnderMaintenance = false));
  },
  replay: (world, step) => whileStopped(world, () => replay(world, step)),
  'delete-group': (world) =>
    whileStopped(world, () => {
      world.broker.group.committed.clear();
      world.forgetGroup();
      for (const log of world.logs) world.forgetOrder(log);
      if (world.config.reset === 'latest') return;
      for (const log of world.logs) readAgainFrom(world, log, log.start, false);
    }),
};

/** Does to the world what the step says. */
export function applyStep(world: World, step: Step): void {
  world.say(`— ${step.kind} ${step.a.toFixed(3)} ${step.b.toFixed(3)}`);
  appliers[step.kind](world, step);
}
