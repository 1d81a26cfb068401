import { runSchedule } from './run-schedule.js';
import { scheduleOf } from './schedule.js';
import { shrinkSchedule } from './shrink-schedule.js';

/** A seed whose schedule breaks a promise. */
export interface Finding {
  readonly seed: number;
  readonly failure: string;
}

/** Plays the schedules of consecutive seeds. @returns the first ones that fail, at most `most` */
export async function playSeeds(from: number, count: number, most = 1): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (let seed = from; seed < from + count && found.length < most; seed++) {
    const { failure } = await runSchedule(scheduleOf(seed));
    if (failure !== undefined) found.push({ seed, failure });
  }
  return found;
}

/** Everything about a failing seed: the smallest schedule that fails in this way, step by step. */
export async function explainSeed(seed: number): Promise<string> {
  const small = await shrinkSchedule(scheduleOf(seed));
  const { failure, stack, trace } = await runSchedule(small, true);
  const lines = trace.map((line, i) => `${String(i + 1).padStart(5)}  ${line}`);
  const steps = `${small.steps.length} of the ${scheduleOf(seed).steps.length} steps are needed`;
  return [
    `seed ${seed}: ${failure ?? 'no promise is broken'}`,
    steps,
    JSON.stringify(small.config),
    ...lines,
    stack ?? '',
  ].join('\n');
}
