import process from 'node:process';
import { onStopSignal } from '../processes/stop-signals.js';
import { step as show } from '../setup/report.mjs';
import type { Step } from './step.js';

/**
 * Runs steps in their order, `atOnce` of them at the same time, and continues after a failure, so
 * that one run reports everything. A signal ends the running steps.
 *
 * @returns the exit code
 */
export async function runSteps(
  steps: readonly Step[],
  { atOnce = 1 }: { readonly atOnce?: number } = {},
): Promise<number> {
  const stop = new AbortController();
  const stopListening = onStopSignal((signal) => {
    process.stderr.write(`\n${signal}: stopping.\n`);
    stop.abort(signal);
  });

  let passed = 0;
  let failed = 0;
  const running = new Map<string, Promise<void>>();
  for (const one of steps) {
    const awaited = (): boolean => one.after?.some((name) => running.has(name)) ?? false;
    while (running.size >= atOnce || awaited()) await Promise.race(running.values());
    if (stop.signal.aborted) break;
    const run = runStep(one, stop.signal).then((result) => {
      passed += result.passed;
      failed += result.failed;
      running.delete(one.name);
    });
    running.set(one.name, run);
  }
  await Promise.all(running.values());
  stopListening();
  if (stop.signal.aborted) {
    process.stderr.write(`Stopped by ${String(stop.signal.reason)}; the run is incomplete.\n`);
    return stop.signal.reason === 'SIGINT' ? 130 : 143;
  }
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

/**
 * The steps named by `--only`, or all of them.
 *
 * @throws Error with a sentence for the user
 */
export function chooseSteps(steps: readonly Step[], only: string | undefined): readonly Step[] {
  if (only === undefined) return steps;
  const wanted = only.split(',');
  const unknown = wanted.filter((name) => steps.every((one) => one.name !== name));
  if (unknown.length > 0) throw new Error(`Unknown step: ${unknown.join(', ')}.`);
  return steps.filter(({ name }) => wanted.includes(name));
}

async function runStep(one: Step, stop: AbortSignal): Promise<{ readonly passed: number; readonly failed: number }> {
  let result: Awaited<ReturnType<Step['run']>> = { passed: 0, failed: 1, output: '' };
  try {
    await show(one.title, async (progress) => {
      progress.say('…');
      result = await one.run({ stop, say: (text) => progress.say(text) });
      // The result of an interrupted step is meaningless.
      if (stop.aborted) return 'stopped';
      const { passed, failed, summary } = result;
      const counts = failed > 0 ? `${failed} failed${passed > 0 ? `, ${passed} passed` : ''}` : `${passed} passed`;
      const report = summary === undefined ? counts : `${counts}; ${summary}`;
      if (failed > 0) throw new Error(report);
      return report;
    });
  } catch (error) {
    process.stdout.write(`\n${result.output || String(error)}\n`);
  }
  return result;
}
