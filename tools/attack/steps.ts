import type { Step } from '../test-all/step.js';
import { build } from '../test-all/steps.js';
import { runVitest } from '../test-all/vitest-step.js';
import { attackTests } from './attack-tests.js';
import { fuzzStep } from './fuzz-step.js';
import type { AttackOptions } from './options.js';

const tests: Step = {
  name: 'tests',
  title: 'Tests of attacks, in full',
  run: async (context) => runVitest(await attackTests(), context, { ATTACK: 'full' }),
};

export const attackSteps = ({ targets, tests: withTests, ...limits }: AttackOptions): readonly Step[] => [
  ...targets.map((name) => fuzzStep(name, limits)),
  // The end-to-end tests use the built packages.
  ...(withTests ? [build, tests] : []),
];
