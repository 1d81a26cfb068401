// `npm run chaos`: breaks things around the built command, and counts what arrives.
import process from 'node:process';
import { runSteps } from '../test-all/run-steps.js';
import { parseChaosOptions, usage, type ChaosOptions } from './options.js';
import { chaosSteps } from './steps.js';

async function main(): Promise<number> {
  let options: ChaosOptions | 'help';
  try {
    options = parseChaosOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (options === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  process.stdout.write(`\nSeed ${options.seed}.\n`);
  return runSteps(chaosSteps(options));
}

process.exitCode = await main();
