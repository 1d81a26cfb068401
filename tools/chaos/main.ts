// `npm run chaos`: breaks things around the built command, and counts what arrives.
import process from 'node:process';
import { runSteps } from '../test-all/run-steps.js';
import { runWithOptions } from '../test-all/run-with-options.js';
import { parseChaosOptions, usage, type ChaosOptions } from './options.js';
import { chaosSteps } from './steps.js';

async function main(options: ChaosOptions): Promise<number> {
  process.stdout.write(`\nSeed ${options.seed}.\n`);
  return runSteps(chaosSteps(options));
}

process.exitCode = await runWithOptions(parseChaosOptions, usage, main);
