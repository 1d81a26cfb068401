import { applyStep } from './apply-step.js';
import { BrokenPromise, promise } from './ledger.js';
import { FAULTS_MS, type Schedule } from './schedule.js';
import type { SimLog } from './sim-log.js';
import { World } from './world.js';

/** How a run went. */
export interface RunResult {
  /** What went wrong. Undefined: all promises were kept. */
  readonly failure: string | undefined;
  /** Where, for bugs that show as an exception. */
  readonly stack?: string | undefined;
  readonly trace: readonly string[];
  readonly messages: number;
}

/** How long it may take after the last fault until everything is delivered, in virtual ms. */
const CALM_MS = 90_000;

/** Plays a schedule to its end: faults first, then calm until everything is delivered. */
export async function runSchedule(schedule: Schedule, withTrace = false): Promise<RunResult> {
  const trace: string[] = [];
  // Every fault makes an error, and nobody looks where it was made.
  const { stackTraceLimit } = Error;
  if (!withTrace) Error.stackTraceLimit = 0;
  const world = new World(schedule, withTrace ? (line) => trace.push(line) : undefined);
  try {
    await escaping(() => play(world, schedule));
    return { failure: undefined, trace, messages: world.ledger.produced };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    const stack = error instanceof BrokenPromise ? undefined : (error as Error).stack;
    return { failure, stack, trace, messages: world.ledger.produced };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A promise that nobody catches fails the run, too. */
async function escaping(run: () => Promise<void>): Promise<void> {
  const escaped: unknown[] = [];
  const note = (error: unknown): void => void escaped.push(error);
  process.on('unhandledRejection', note);
  try {
    await run();
    // Node tells of them when it comes back from promises to its event loop.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off('unhandledRejection', note);
  }
  if (escaped.length > 0) throw escaped[0];
}

async function play(world: World, { steps }: Schedule): Promise<void> {
  world.start();
  for (const step of steps) {
    await world.time.runUntil(step.at);
    applyStep(world, step);
  }
  await world.time.runUntil(FAULTS_MS);
  await world.time.runUntil(FAULTS_MS + 40_000, () => !world.isUnderMaintenance);
  world.say('— from here on everything works');
  world.faults.end();
  world.isCalm = true;
  for (const log of world.logs) log.decide(true);
  for (const { process } of world.members) process.wake();
  world.start();
  await world.time.runUntil(world.time.now + CALM_MS, () => isDelivered(world));
  checkDelivered(world);
}

/** Everything is committed, and nothing is under way. */
function isDelivered(world: World): boolean {
  if (world.clickhouse.queriesUnderWay > 0 || world.config.topics.length > world.broker.topics.size) return false;
  for (const log of world.broker.logs()) {
    const hasOwner = world.members.some(({ isRunning, source }) => isRunning && source.reads(log));
    if (!hasOwner || !isCommitted(world, log)) return false;
  }
  return world.members.every(({ isRunning, consumer }) => !isRunning || consumer.snapshot().unacknowledgedBytes === 0);
}

/** Up to the end, or up to the end that the log had before it was cut off. */
function isCommitted(world: World, log: SimLog): boolean {
  const committed = world.broker.group.committed.get(log.key)?.offset ?? -1;
  // The offset may still be that of a deleted topic.
  if (world.hasCommitOfOther(log)) return false;
  return committed === log.end || (committed > log.end && committed <= world.ledger.wasCutBelow(log));
}

function checkDelivered(world: World): void {
  const { keepsMetadata, tables, poisonShare } = world.config;
  for (const { rows, base, viewRows, viewBase, message } of world.ledger.entries()) {
    const { uid, log, offset, kind } = message;
    const times = rows - base;
    const what = `offset ${offset} of ${log.key} (${log.topicId}, uid ${uid}, ${kind})`;
    const isKept = !log.isDeleted && log.at(offset) === message && world.ledger.isPromised(message);
    promise(!isKept || times > 0, () => `${what} is lost`);
    // Below the floor of its epoch, what a table has forgotten cannot be looked up in it.
    if (!keepsMetadata || world.ledger.isMistakable(log)) continue;
    // The message that is read again may not be the one that was refused.
    if (poisonShare > 0 && world.ledger.wasCutBelow(log) > 0) continue;
    if (world.mayReadBack && offset < world.ledger.floorOf(log)) continue;
    promise(times <= 1, () => `${what} is stored ${times} times`);
    // What retention or a deletion took away may be half inserted for good. So may what is found in
    // the table, and not in the view, by reading back.
    const isInView = isKept && tables.viewWindow > 0 && !world.mayReadBack && kind === 'good';
    promise(!isInView || viewRows - viewBase === times, () => `${what} is ${viewRows - viewBase} times in the view`);
  }
  for (const log of world.logs) {
    const committed = world.broker.group.committed.get(log.key)?.offset;
    promise(isCommitted(world, log), () => `the lag of ${log.key} is not 0: ${committed} of ${log.end} is committed`);
  }
  promise(isDelivered(world), () => 'something is still under way, long after the last fault');
}
