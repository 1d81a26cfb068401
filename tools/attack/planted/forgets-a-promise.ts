import type { Answer, FuzzTarget } from '../fuzz/fuzz-target.js';

/** Answers, and something it started fails afterwards. */
export const target: FuzzTarget = {
  name: 'forgets-a-promise',
  corpus: ['tools/attack/corpus/planted'],
  dictionary: ['list(', 'map('],
  run: async (input): Promise<Answer> => {
    if (input.includes('map(')) void Promise.reject(new Error('too late'));
    await Promise.resolve();
    return 'accepted';
  },
};
