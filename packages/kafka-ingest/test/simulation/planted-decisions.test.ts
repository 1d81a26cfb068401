import { describe, expect, it } from 'vitest';
import { catchPlanted, simulationWith } from './catch-planted.js';
import { decisions } from './planted-bugs.js';

describe('a delivery machine with a mistake', () => {
  catchPlanted('decision', decisions);

  it('is explained by the few steps that it takes to fail', { timeout: 300_000 }, async () => {
    const bug = decisions.find((one) => one.name.startsWith('forgets the plan'));
    const { playSeeds, explainSeed } = await simulationWith('explained', bug?.edits ?? []);
    const [found] = await playSeeds(1, 2_000);
    const [first = '', second = '', , ...lines] = (await explainSeed(found?.seed ?? 0)).split('\n');
    expect(first).toMatch(/^seed \d+: offset \d+ of .* is stored 2 times$/);
    const [, needed = '', all = ''] = /^(\d+) of the (\d+) steps are needed$/.exec(second) ?? [];
    expect(Number(needed)).toBeLessThan(Number(all) / 2);
    expect(lines[0]).toMatch(/^ +1 +0 ms {2}p0\.1 starts$/);
  });
});
