// `npm run nightly`: checks that are too slow or too random to run for every change.
import { randomInt } from 'node:crypto';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { chooseSteps, runSteps } from '../test-all/run-steps.js';
import type { Step } from '../test-all/step.js';
import { nightlySteps } from './steps.js';

const seed = randomInt(2 ** 31);
const steps = nightlySteps(seed);
const usage = `Usage: npm run nightly [-- --only NAMES]\n\n  --only NAMES  Of: ${steps.map(({ name }) => name).join(', ')}.\n`;

async function main(): Promise<number> {
  let chosen: readonly Step[];
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' } } });
    chosen = chooseSteps(steps, values.only);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  process.stdout.write(
    `\nSeed ${seed}. To repeat: npm run attack -- --seed ${seed}, npm run chaos -- --seed ${seed}, FAST_CHECK_SEED=${seed} npm run unit\n`,
  );
  return runSteps(chosen);
}

process.exitCode = await main();
