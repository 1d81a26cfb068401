import type { Step } from '../test-all/step.js';
import { build } from '../test-all/steps.js';
import { runVitest } from '../test-all/vitest-step.js';
import type { ChaosOptions } from './options.js';

/** The steps that the options ask for; the seed makes them repeatable. */
export const chaosSteps = ({ seed, kills, members, faults, minutes }: ChaosOptions): readonly Step[] => [
  build,
  ...(kills === undefined
    ? []
    : [chaosStep('kills', `${kills} kills`, { SEED: seed, KILLS: kills, MEMBERS: members })]),
  ...(faults === undefined
    ? []
    : [chaosStep('connections', `${faults} broken connections`, { SEED: seed, FAULTS: faults })]),
  ...(minutes === undefined
    ? []
    : [chaosStep('soak', `${minutes} minutes of failing brokers and servers`, { SEED: seed, MINUTES: minutes })]),
];

/** @param file of `e2e/chaos`; the settings become `CHAOS_…` in its environment */
function chaosStep(file: string, title: string, settings: Readonly<Record<string, number | undefined>>): Step {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  const env = Object.fromEntries(given.map(([name, value]) => [`CHAOS_${name}`, String(value)]));
  return {
    name: `chaos-${file}`,
    title,
    run: async (context) => {
      const result = await runVitest([`e2e/chaos/${file}.test.ts`], context, env);
      const reports = [...result.output.matchAll(/^chaos: (.*)$/gm)].map(([, text = '']) => text);
      return reports.length === 0 ? result : { ...result, summary: reports.join('; ') };
    },
  };
}
