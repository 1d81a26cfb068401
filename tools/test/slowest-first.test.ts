import { expect, it } from 'vitest';
import type { TestSpecification, Vitest } from 'vitest/node';
import { SlowestFirst } from '../build/slowest-first.js';

/** As far as vitest's own order needs it. */
const file = (project: string, path: string): TestSpecification =>
  ({
    project: { name: project, config: { sequence: { groupOrder: 0 }, isolate: true } },
    moduleId: `/repo/${path}`,
  }) as unknown as TestSpecification;

/** @param durations of the last run, in milliseconds, by project and path */
async function order(
  files: readonly TestSpecification[],
  durations: Readonly<Record<string, number>>,
): Promise<readonly string[]> {
  const cache = {
    getFileTestResults: (key: string) => (key in durations ? { failed: false, duration: durations[key] } : undefined),
    getFileStats: () => undefined,
  };
  const sequencer = new SlowestFirst({ config: { root: '/repo' }, cache } as unknown as Vitest);
  return (await sequencer.sort([...files])).map((one) => one.moduleId.replace('/repo/', ''));
}

it('the files that took longest in the last run start first, whichever project they belong to', async () => {
  const files = [file('codecs', 'packages/codecs/test/json.test.ts'), file('tools', 'tools/lint-walls/walls.test.ts')];
  const durations = {
    'codecs:packages/codecs/test/json.test.ts': 10,
    'tools:tools/lint-walls/walls.test.ts': 20_000,
  };
  expect(await order(files, durations)).toEqual([
    'tools/lint-walls/walls.test.ts',
    'packages/codecs/test/json.test.ts',
  ]);
});

it('files that wait for servers or processes start first while nothing is known of an earlier run', async () => {
  const quick = ['packages/codecs/test/json.test.ts', 'packages/kafka-ingest/test/faults.test.ts'];
  const slow = [
    'e2e/runner/stop.test.ts',
    'packages/kafka-ingest/test/source.kafka.test.ts',
    'tools/attack/fuzz.test.ts',
  ];
  const files = [...quick, ...slow].map((path) => file('any', path));
  const sorted = await order(files, {});
  expect(new Set(sorted.slice(0, slow.length))).toEqual(new Set(slow));
});

it('a file that is new since the last run starts in its place between those that ran', async () => {
  const files = ['short.test.ts', 'long.test.ts', 'new.kafka.test.ts'].map((path) => file('any', path));
  const durations = { 'any:short.test.ts': 5, 'any:long.test.ts': 90_000 };
  expect(await order(files, durations)).toEqual(['long.test.ts', 'new.kafka.test.ts', 'short.test.ts']);
});
