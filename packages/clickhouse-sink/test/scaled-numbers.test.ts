import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWriter } from '../src/block/create-writer.js';
import type { BlockWriter } from '../src/block/writer.js';
import { type } from './server.js';

/** The 64-bit numbers that were written. */
function numbers(writer: BlockWriter): readonly bigint[] {
  const parts: Uint8Array[] = [];
  writer.parts(parts);
  const bytes = Buffer.concat(parts);
  return Array.from({ length: writer.count }, (_, i) => bytes.readBigInt64LE((i * bytes.length) / writer.count));
}

it.each(['DateTime64(9)', 'Int128'])('%s: a scaled number has every digit, on both sides of zero', (text) => {
  const seconds = fc.integer({ min: -9_223_372_036, max: 9_223_372_035 });
  const scaled = fc
    .tuple(
      fc.oneof(seconds, fc.maxSafeInteger()),
      fc.constantFrom(1, 10, 1_000, 1_000_000, 1_000_000_000),
      fc.nat(999_999_999),
    )
    .map(([value, unit, rest]) => [value, unit, rest % unit] as const)
    .filter(([value, unit]) => Math.abs(value) * unit < 9.2e18);
  fc.assert(
    fc.property(fc.array(scaled, { minLength: 1, maxLength: 70 }), (list) => {
      const writer = createWriter(type(text));
      if (writer.form !== 'wide') throw new Error('not wide');
      for (const [value, unit, rest] of list) writer.addScaled(value, unit, rest);
      expect(numbers(writer)).toEqual(list.map(([value, unit, rest]) => BigInt(value) * BigInt(unit) + BigInt(rest)));
    }),
  );
});
