import { describe, expect, it } from 'vitest';
import { catchPlanted } from './catch-planted.js';
import { actions, decisions } from './planted-bugs.js';

describe('a consumer with a mistake', () => {
  catchPlanted('action', actions);

  it('has a name of its own for each of more than thirty mistakes', () => {
    const names = [...decisions, ...actions].map((one) => one.name);
    expect(names.length).toBeGreaterThan(30);
    expect(new Set(names).size).toBe(names.length);
  });
});
