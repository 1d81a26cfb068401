// `npm test`: all checks of this repository.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { chooseSteps, runSteps } from './run-steps.js';
import type { Step } from './step.js';
import { steps } from './steps.js';

const names = steps.map(({ name }) => name);
const usage = `Usage: npm test [-- --only ${names.slice(0, 2).join(',')}]\n\n  --only NAMES  Of: ${names.join(', ')}.\n`;

async function main(): Promise<number> {
  let chosen: readonly Step[];
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' } } });
    chosen = chooseSteps(steps, values.only);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  // Two: few steps keep more than one core busy, and those that run tests mostly wait for servers.
  return runSteps(chosen, { atOnce: 2 });
}

process.exitCode = await main();
