import type { FuzzTarget } from '../fuzz/fuzz-target.js';

const kept: Uint8Array[] = [];

/** Believes what a list says of its length. */
export const target: FuzzTarget = {
  name: 'eats-memory',
  corpus: ['tools/attack/corpus/planted'],
  dictionary: ['list(', '999', ')'],
  limits: { memoryBytes: 64 * 1024 * 1024 },
  run: (input) => {
    const length = Number(/list\((\d{3,})/.exec(String(input))?.[1] ?? 0);
    // In pieces, each filled: memory that nobody writes to takes none.
    for (let i = 0; i < Math.min(length, 1_000); i++) kept.push(new Uint8Array(1024 * 1024).fill(1));
    return 'accepted';
  },
};
