import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../processes/node-command.js';
import type { Step, StepResult } from '../test-all/step.js';
import { fuzz, type FoundInput, type FuzzResult } from './fuzz/fuzz.js';
import { modulePathOf, type TargetName } from './targets.js';

/** Where the inputs of findings are written. */
export const findingsFolder = path.join(root, 'attack-findings');

/** One fuzzer as a step; it counts as one check. */
export function fuzzStep(name: TargetName, limits: { readonly seed: number; readonly seconds: number }): Step {
  return {
    name,
    title: `Fuzzing ${name}`,
    run: async ({ stop }): Promise<StepResult> => {
      const result = await fuzz({ modulePath: modulePathOf(name), ...limits, stop });
      const reports: string[] = [];
      for (const one of result.found) reports.push(await keep(name, limits.seed, one));
      const failed = result.found.length;
      return { passed: failed === 0 ? 1 : 0, failed, summary: countsOf(result), output: reports.join('\n') };
    },
  };
}

/** `123,456 inputs tried, 1,234 accepted, 122,222 rejected, 2,057 a second`. */
export function countsOf({ tried, accepted, rejected, seconds }: FuzzResult): string {
  const [all, yes, no, rate] = [tried, accepted, rejected, tried / Math.max(seconds, 0.001)].map((n) =>
    Math.round(n).toLocaleString('en-US'),
  );
  return `${all} inputs tried, ${yes} accepted, ${no} rejected, ${rate} a second`;
}

async function keep(name: TargetName, seed: number, found: FoundInput): Promise<string> {
  await mkdir(findingsFolder, { recursive: true });
  const base = path.join(findingsFolder, `${name}-${seed}-${found.index}`);
  await writeFile(`${base}.whole`, found.input);
  await writeFile(base, found.minimised);
  const { kind, message } = found.finding;
  return [
    `${name}: ${kind}, by input ${found.index} of seed ${seed}.`,
    message,
    `The input has ${found.input.length} bytes, minimised ${found.minimised.length}: ${shown(found.minimised)}`,
    `To repeat it: npm run attack -- --only ${name} --input ${path.relative(root, base)}\n`,
  ].join('\n');
}

const shown = (bytes: Buffer): string => JSON.stringify(bytes.subarray(0, 300).toString('latin1'));
