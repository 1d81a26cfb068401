import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { withLock } from '../setup/lock.mjs';

it('a lock lets one process work at a time under a name', async () => {
  const name = randomUUID();
  let working = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    working += 1;
    most = Math.max(most, working);
    await new Promise((resolve) => setTimeout(resolve, 50));
    working -= 1;
  };
  await Promise.all(Array.from({ length: 5 }, () => withLock(name, work)));
  expect(most).toBe(1);
});

it('a lock is released after work that failed', async () => {
  const name = randomUUID();
  await expect(withLock(name, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await withLock(name, () => Promise.resolve('next'))).toBe('next');
});
