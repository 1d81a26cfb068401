import { expect, it, vi } from 'vitest';
import { runSteps } from '../test-all/run-steps.js';
import type { Step } from '../test-all/step.js';

const lines: string[] = [];
vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);

/** Steps that end when the test says so, and what happened to them. */
function controlled(): {
  readonly step: (name: string, after?: readonly string[]) => Step;
  readonly finish: (name: string, failed?: number) => Promise<void>;
  readonly started: readonly string[];
} {
  const started: string[] = [];
  const ends = new Map<string, (failed: number) => void>();
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    started,
    step: (name, after) => ({
      name,
      title: name,
      ...(after && { after }),
      run: async () => {
        started.push(name);
        const failed = await new Promise<number>((resolve) => ends.set(name, resolve));
        return { passed: 1, failed, output: '' };
      },
    }),
    finish: async (name, failed = 0) => {
      ends.get(name)!(failed);
      await settled();
    },
  };
}

it('no more than the given number of steps run at the same time, started in their order', async () => {
  const { step, finish, started } = controlled();
  const exitCode = runSteps([step('a'), step('b'), step('c'), step('d')], { atOnce: 2 });
  expect(started).toEqual(['a', 'b']);
  await finish('b');
  expect(started).toEqual(['a', 'b', 'c']);
  await finish('a');
  expect(started).toEqual(['a', 'b', 'c', 'd']);
  await finish('c');
  await finish('d');
  expect(await exitCode).toBe(0);
});

it('a step waits for those whose results it uses, and for no others', async () => {
  const { step, finish, started } = controlled();
  const exitCode = runSteps([step('slow'), step('build'), step('docs', ['build', 'left out'])], { atOnce: 3 });
  expect(started).toEqual(['slow', 'build']);
  await finish('build');
  expect(started).toEqual(['slow', 'build', 'docs']);
  await finish('docs');
  await finish('slow');
  expect(await exitCode).toBe(0);
});

it('after a failure the other steps still run, all results are added up, and the exit code is 1', async () => {
  const { step, finish, started } = controlled();
  lines.length = 0;
  const exitCode = runSteps([step('a'), step('b'), step('c', ['a'])], { atOnce: 2 });
  await finish('a', 2);
  expect(started).toEqual(['a', 'b', 'c']);
  await finish('c');
  await finish('b');
  expect(await exitCode).toBe(1);
  expect(lines.at(-1)).toBe('\n3 passed, 2 failed\n');
});
