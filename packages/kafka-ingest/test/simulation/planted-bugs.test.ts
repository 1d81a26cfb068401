import { afterAll, describe, expect, it } from 'vitest';
import { bundleSimulation } from './bundle-simulation.js';
import type { explainSeed, playSeeds } from './play-seeds.js';
import { plantedBugs } from './planted-bugs.js';

/** How many schedules may pass before a mistake is noticed: fewer than `npm test` plays. */
const SCHEDULES = 2_000;

interface Simulation {
  readonly playSeeds: typeof playSeeds;
  readonly explainSeed: typeof explainSeed;
}

describe('a consumer with a mistake', () => {
  const seeds: Record<string, number> = {};

  it.for(plantedBugs)('is caught by the simulation when it $name', { timeout: 600_000 }, async ({ name, edits }) => {
    const file = `planted-${plantedBugs.findIndex((one) => one.name === name)}`;
    const simulation = (await import((await bundleSimulation(file, 'play-seeds.ts', edits)).href)) as Simulation;
    const [found] = await simulation.playSeeds(1, SCHEDULES);
    expect(found, 'no schedule notices it').toBeDefined();
    seeds[name] = found?.seed ?? 0;
  });

  it('is explained by the few steps that it takes', { timeout: 120_000 }, async () => {
    const bug = plantedBugs.find((one) => one.name.startsWith('forgets the plan'));
    const url = await bundleSimulation('explained', 'play-seeds.ts', bug?.edits);
    const simulation = (await import(url.href)) as Simulation;
    const [found] = await simulation.playSeeds(1, SCHEDULES);
    const [first = '', second = '', , ...lines] = (await simulation.explainSeed(found?.seed ?? 0)).split('\n');
    expect(first).toMatch(/^seed \d+: offset \d+ of .* is stored 2 times$/);
    const [, needed = '', all = ''] = /^(\d+) of the (\d+) steps are needed$/.exec(second) ?? [];
    expect(Number(needed)).toBeLessThan(Number(all) / 2);
    expect(lines[0]).toMatch(/^ +1 +0 ms {2}p0\.1 starts$/);
  });

  afterAll(() => expect(Object.keys(seeds)).toHaveLength(plantedBugs.length));
});
