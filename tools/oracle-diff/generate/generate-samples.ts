import fc from 'fast-check';
import type { Sample } from '../sample.js';
import { connection } from './connection.js';
import { datasource } from './datasource.js';
import { mutate, mutations } from './mutate.js';

const sample: fc.Arbitrary<Sample> = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: datasource.map((text) => ({ extension: '.datasource', text })) },
      { weight: 1, arbitrary: connection.map((text) => ({ extension: '.connection', text })) },
    ),
    mutations,
    fc.constantFrom('\n', '\n', '\n', '\n', '\n', '\n', '\n', '\r\n', '\r\n', '\r'),
  )
  .map(([{ extension, text }, changes, lineEnd]) => ({
    name: '',
    extension,
    text: changes.reduce(mutate, text).replaceAll('\n', lineEnd),
  }));

/** The same files for the same seed. */
export function generateSamples(count: number, seed: number): readonly Sample[] {
  return fc.sample(sample, { numRuns: count, seed }).map((one, i) => ({ ...one, name: `generated ${seed}/${i}` }));
}
