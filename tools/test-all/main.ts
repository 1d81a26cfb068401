// `npm test`: every check of this repository, one after the other. Goes on after a failure, so that one run tells all.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { onStopSignal } from '../processes/stop-signals.js';
import { step as show } from '../setup/report.mjs';
import type { Step } from './step.js';
import { steps } from './steps.js';

const names = steps.map(({ name }) => name);
const usage = `Usage: npm test [-- --only ${names.slice(0, 2).join(',')}]\n\n  --only NAMES  Of: ${names.join(', ')}.\n`;

async function main(): Promise<number> {
  const chosen = chooseSteps();
  if (typeof chosen === 'string') {
    process.stderr.write(`${chosen}\n\n${usage}`);
    return 2;
  }
  const stop = new AbortController();
  const stopListening = onStopSignal((signal) => {
    process.stderr.write(`\n${signal}: ending what is under way.\n`);
    stop.abort(signal);
  });

  let passed = 0;
  let failed = 0;
  for (const one of chosen) {
    if (stop.signal.aborted) break;
    const result = await runStep(one, stop.signal);
    passed += result.passed;
    failed += result.failed;
  }
  stopListening();
  if (stop.signal.aborted) {
    process.stderr.write(`Stopped by ${String(stop.signal.reason)}; not everything was checked.\n`);
    return stop.signal.reason === 'SIGINT' ? 130 : 143;
  }
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

async function runStep(one: Step, stop: AbortSignal): Promise<{ readonly passed: number; readonly failed: number }> {
  let result = { passed: 0, failed: 1, output: '' };
  try {
    await show(one.title, async (progress) => {
      progress.say('…');
      result = await one.run({ stop, say: (text) => progress.say(text) });
      // What an interrupted step says of itself means nothing.
      if (stop.aborted) return 'stopped';
      const { passed, failed } = result;
      if (failed > 0) throw new Error(`${failed} failed${passed > 0 ? `, ${passed} passed` : ''}`);
      return `${passed} passed`;
    });
  } catch (error) {
    process.stdout.write(`\n${result.output || String(error)}\n`);
  }
  return result;
}

function chooseSteps(): readonly Step[] | string {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' } } });
    if (values.only === undefined) return steps;
    const wanted = values.only.split(',');
    const unknown = wanted.filter((name) => !names.includes(name));
    if (unknown.length > 0) return `There is no step called ${unknown.join(', ')}.`;
    return steps.filter(({ name }) => wanted.includes(name));
  } catch (error) {
    return (error as Error).message;
  }
}

process.exitCode = await main();
