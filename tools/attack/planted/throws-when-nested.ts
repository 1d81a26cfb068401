import type { FuzzTarget } from '../fuzz/fuzz-target.js';

/** Throws on three nested brackets around a number. */
export const target: FuzzTarget = {
  name: 'throws-when-nested',
  corpus: ['tools/attack/corpus/planted'],
  dictionary: ['list(', 'map(', ')', '1'],
  run: (input) => {
    if (/list\(map\(list\([^)]*1/.test(String(input))) throw new RangeError(`depth ${input.length} is too much`);
    return String(input).includes('list(') ? 'accepted' : 'rejected';
  },
};
