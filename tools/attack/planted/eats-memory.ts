import type { FuzzTarget } from '../fuzz/fuzz-target.js';

const kept: Uint8Array[] = [];

/** Believes the length that a list claims to have. */
export const target: FuzzTarget = {
  name: 'eats-memory',
  corpus: ['tools/attack/corpus/planted'],
  dictionary: ['list(', '999', ')'],
  limits: { memoryBytes: 64 * 1024 * 1024 },
  run: (input) => {
    const length = Number(/list\((\d{3,})/.exec(String(input))?.[1] ?? 0);
    // Filled piece by piece: memory that is never written to is not really used.
    for (let i = 0; i < Math.min(length, 1_000); i++) kept.push(new Uint8Array(1024 * 1024).fill(1));
    return 'accepted';
  },
};
