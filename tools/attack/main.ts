// `npm run attack`: fuzzers at scale, then the tests of attacks in full.
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { runSteps } from '../test-all/run-steps.js';
import { runOnce } from './fuzz/fuzz.js';
import { parseAttackOptions, usage, type AttackOptions } from './options.js';
import { attackSteps } from './steps.js';
import { modulePathOf } from './targets.js';

async function main(): Promise<number> {
  let options: AttackOptions | 'help';
  try {
    options = parseAttackOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (options === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  if (options.input !== undefined) return repeat(options.targets[0]!, options.input);
  process.stdout.write(`\nSeed ${options.seed}, ${options.seconds} s for each fuzzer.\n`);
  return runSteps(attackSteps(options));
}

async function repeat(name: AttackOptions['targets'][number], file: string): Promise<number> {
  const verdict = await runOnce(modulePathOf(name), await readFile(file));
  const isFine = typeof verdict === 'string';
  process.stdout.write(isFine ? `${verdict}, as it should be.\n` : `${verdict.kind}\n${verdict.message}\n`);
  return isFine ? 0 : 1;
}

process.exitCode = await main();
