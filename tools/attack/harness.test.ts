import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fuzz, runOnce } from './fuzz/fuzz.js';
import { inputsOf } from './fuzz/inputs.js';
import { minimise } from './fuzz/minimise.js';
import { target as nested } from './planted/throws-when-nested.js';

const planted = (name: string): string => path.join(import.meta.dirname, 'planted', `${name}.ts`);

describe('a planted mistake is found, with a small input that reproduces it', () => {
  it.each<[string, string, RegExp, RegExp]>([
    ['throws-when-nested', 'threw', /RangeError: depth \d+ is too much/, /^list\(map\(list\(1$/],
    ['loops', 'slow', /over \d+ ms of CPU time, and no end/, /list\(\)/],
    ['eats-memory', 'memory', /MB more/, /list\(\d{3,}/],
    ['forgets-a-promise', 'threw', /rejected without being awaited: Error: too late/, /^map\($/],
    ['never-answers', 'hangs', /no end after/, /map\(map\(/],
    ['crashes', 'crashed', /the process ended with SIGABRT/, /map\(map\(/],
  ])('the target that %s is caught', { concurrent: true }, async (name, kind, message, minimised) => {
    // Where each attempt ends the process, a few of them prove as much as many.
    const attempts = kind === 'threw' ? {} : { maxProbes: 4 };
    const { found, tried } = await fuzz({ modulePath: planted(name), seed: 7, count: 20_000, ...attempts });
    expect(tried).toBeGreaterThan(10);
    const [first] = found;
    expect(first?.finding).toMatchObject({ kind, message: expect.stringMatching(message) as string });
    expect(String(first?.minimised)).toMatch(minimised);
    expect(first?.minimised.length).toBeLessThanOrEqual(first?.input.length ?? 0);
    expect(await runOnce(planted(name), first!.minimised)).toMatchObject({ kind });
  });
});

it('the same seed tries the same inputs, and another seed tries others', () => {
  const inputs = (seed: number): string[] => {
    const inputOf = inputsOf(nested, seed);
    return Array.from({ length: 200 }, (_, i) => inputOf(i).toString('base64'));
  };
  const [one, again, other] = [inputs(1), inputs(1), inputs(2)];
  expect(again).toEqual(one);
  expect(one.filter((input, i) => input === other[i]).length).toBeLessThan(20);
  expect(new Set(one).size).toBeGreaterThan(180);
});

it('minimising takes few attempts, and returns the input unchanged when nothing can be left out', async () => {
  const input = Buffer.from(`${'x'.repeat(5_000)}a${'y'.repeat(5_000)}b`);
  let probes = 0;
  const fails = async (one: Buffer): Promise<boolean> => {
    probes++;
    return one.includes('a') && one.includes('b');
  };
  expect(String(await minimise(input, fails, 1_000))).toBe('ab');
  expect(probes).toBeLessThan(200);
  expect(String(await minimise(Buffer.from('ab'), fails, 1_000))).toBe('ab');
});
