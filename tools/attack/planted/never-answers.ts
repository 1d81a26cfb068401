import type { Answer, FuzzTarget } from '../fuzz/fuzz-target.js';

/** Waits for something that never happens. */
export const target: FuzzTarget = {
  name: 'never-answers',
  corpus: ['tools/attack/corpus/planted'],
  dictionary: ['list(', 'map('],
  limits: { idleMs: 2_000 },
  run: async (input): Promise<Answer> => {
    if (input.includes('map(map(')) await new Promise(() => setInterval(() => undefined, 1_000));
    return 'accepted';
  },
};
