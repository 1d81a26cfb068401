import { describe, expect, it } from 'vitest';
import { bundleSimulation } from './bundle-simulation.js';
import { explainSeed, type playSeeds } from './play-seeds.js';
import { runSchedule } from './run-schedule.js';
import { scheduleOf } from './schedule.js';

const SCHEDULES = 2_000;

describe('the consumer, simulated with its broker and its server', () => {
  it('keeps every promise, whatever fails and in whatever order', { timeout: 600_000 }, async () => {
    // Bundled, it runs twice as fast.
    const bundled = (await import((await bundleSimulation('simulation', 'play-seeds.ts')).href)) as {
      readonly playSeeds: typeof playSeeds;
    };
    const [found] = await bundled.playSeeds(1, SCHEDULES);
    if (found) expect.fail(await explainSeed(found.seed));
  });

  it('plays the same seed in the same way each time', async () => {
    for (const seed of [4, 17, 123]) {
      const [one, other] = [await runSchedule(scheduleOf(seed), true), await runSchedule(scheduleOf(seed), true)];
      expect(one.trace.length).toBeGreaterThan(50);
      expect(other).toEqual(one);
    }
  });

  it('plays other seeds in other ways', async () => {
    const traces = await Promise.all(
      [1, 2, 3].map(async (seed) => (await runSchedule(scheduleOf(seed), true)).trace.join('\n')),
    );
    expect(new Set(traces).size).toBe(3);
  });
});
