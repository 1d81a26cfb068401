import type { FuzzTarget } from '../fuzz/fuzz-target.js';

/** Loops for ever on an empty list. */
export const target: FuzzTarget = {
  name: 'loops',
  corpus: ['tools/attack/corpus/planted'],
  dictionary: ['list(', ')'],
  limits: { cpuMs: 200 },
  run: (input) => {
    let at = 0;
    while (input.includes('list()')) at = (at + 1) | 0;
    return at === 0 ? 'accepted' : 'rejected';
  },
};
