import { runSchedule } from './run-schedule.js';
import type { Schedule, Step } from './schedule.js';

/** What a failure is about, whatever numbers it happens with. */
const kindOf = (failure: string | undefined): string | undefined =>
  failure?.replace(/\d+/g, '').replace(/[({:].*/s, '');

/**
 * Leaves out steps of a failing schedule for as long as it fails in the same way: first many at
 * once, then one at a time.
 */
export async function shrinkSchedule(schedule: Schedule): Promise<Schedule> {
  const { failure } = await runSchedule(schedule);
  const fails = async (steps: readonly Step[]): Promise<boolean> =>
    kindOf((await runSchedule({ ...schedule, steps })).failure) === kindOf(failure);
  let { steps } = schedule;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < steps.length;) {
      const fewer = [...steps.slice(0, at), ...steps.slice(at + size)];
      if (await fails(fewer)) steps = fewer;
      else at += size;
    }
  }
  return { ...schedule, steps };
}
