import process from 'node:process';
import type { FuzzTarget } from '../fuzz/fuzz-target.js';

/** Takes its process down, as native code can. */
export const target: FuzzTarget = {
  name: 'crashes',
  corpus: ['tools/attack/corpus/planted'],
  dictionary: ['list(', 'map('],
  run: (input) => {
    if (input.includes('map(map(')) process.abort();
    return 'accepted';
  },
};
