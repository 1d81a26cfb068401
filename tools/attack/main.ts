// `npm run attack`: fuzzers at scale, then the tests of attacks in full.
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { runSteps } from '../test-all/run-steps.js';
import { runWithOptions } from '../test-all/run-with-options.js';
import { runOnce } from './fuzz/fuzz.js';
import { parseAttackOptions, usage, type AttackOptions } from './options.js';
import { attackSteps } from './steps.js';
import { modulePathOf } from './targets.js';

async function main(options: AttackOptions): Promise<number> {
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

process.exitCode = await runWithOptions(parseAttackOptions, usage, main);
