import { attackSteps } from '../attack/steps.js';
import { targetNames } from '../attack/targets.js';
import { chaosSteps } from '../chaos/steps.js';
import type { Step } from '../test-all/step.js';
import { runVitest } from '../test-all/vitest-step.js';

/** For each fuzzer. */
const FUZZ_SECONDS = 300;

/** For each number of members; and how long the soak lasts. */
const CHAOS = { kills: 1_000, faults: 300, minutes: 30 };

/** Attacks and failures at scale, then every property test with new cases. */
export const nightlySteps = (seed: number): readonly Step[] => [
  ...attackSteps({ seed, seconds: FUZZ_SECONDS, targets: targetNames, tests: true }),
  ...chaosSteps({ seed, ...CHAOS }).filter(({ name }) => name !== 'build'),
  {
    name: 'properties',
    title: `Unit and property tests, seed ${seed}`,
    run: (context) => runVitest(['--project', '!e2e'], context, { FAST_CHECK_SEED: String(seed) }),
  },
];
