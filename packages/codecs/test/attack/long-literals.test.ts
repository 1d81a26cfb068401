import { expect, it } from 'vitest';
import { jsonCodec, packField } from '../../src/index.js';

/** Longer than any literal whose digits are looked at. */
const LONG = 600;

it.each([
  ['many points', '5890.'.repeat(LONG)],
  ['many signs', `1${'+-'.repeat(LONG)}1`],
  ['a leading zero', `0${'1'.repeat(2 * LONG)}`],
  ['two exponents', `${'1'.repeat(2 * LONG)}e5e5`],
  ['no digit after the point', `${'1'.repeat(2 * LONG)}.`],
])('a very long literal with %s is not JSON, whatever is needed of it', (_, literal) => {
  for (const text of [literal, `{"a":${literal}}`, `[1,${literal},2]`]) {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    for (const need of ['value', 'validity'] as const) {
      expect(jsonCodec.decode(packField([text]), need).failures?.get(0)?.code).toBe('codecs/json-syntax');
    }
  }
});

it.each([`-${'1'.repeat(2 * LONG)}`, `0.${'1'.repeat(2 * LONG)}`])(
  'a very long number that JSON allows is NaN still',
  (literal) => {
    expect(jsonCodec.decode(packField([`[${literal}]`]), 'value').values).toEqual([[NaN]]);
  },
);
