import { expect, it } from 'vitest';
import { bundleSimulation } from './bundle-simulation.js';
import type { PlantedBug } from './planted-bugs.js';
import type * as simulation from './play-seeds.js';

/** How many schedules may pass before a mistake is noticed. */
const SCHEDULES = 2_000;

/** The simulation, with these mistakes in what it simulates. */
export const simulationWith = async (name: string, edits: PlantedBug['edits']): Promise<typeof simulation> =>
  (await import((await bundleSimulation(name, 'play-seeds.ts', edits)).href)) as typeof simulation;

/** One test for each of the mistakes: that a schedule notices it. */
export function catchPlanted(kind: string, bugs: readonly PlantedBug[]): void {
  it.for(bugs)('is caught by the simulation when it $name', { timeout: 600_000 }, async (bug) => {
    const { playSeeds } = await simulationWith(`${kind}-${bugs.indexOf(bug)}`, bug.edits);
    expect(await playSeeds(bug.from ?? 1, SCHEDULES), 'no schedule notices it').toHaveLength(1);
  });
}
