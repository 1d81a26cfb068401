import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../processes/node-command.js';
import type { FuzzTarget } from './fuzz-target.js';
import { mutate } from './mutate.js';
import { Random } from './random.js';

/**
 * Returns the input with a given number. The same seed and number always give the same input.
 */
export type InputOf = (index: number) => Buffer;

/** The files of a target's corpus, ordered by name. */
export function readCorpus(folders: readonly string[]): readonly Buffer[] {
  return folders.flatMap((folder) => {
    const found = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true });
    const files = found.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
    return files.sort().map((file) => readFileSync(file));
  });
}

/** First the corpus as it is, then mutations of it and of what the target generates. */
export function inputsOf(target: FuzzTarget, seed: number): InputOf {
  const corpus = readCorpus(target.corpus);
  if (corpus.length === 0 && !target.generate) throw new Error(`${target.name} has nothing to begin with.`);
  const dictionary = target.dictionary.map((token) => Buffer.from(token));
  const maxBytes = target.maxBytes ?? 65_536;
  return (index) => {
    const asItIs = corpus[index];
    if (asItIs) return asItIs;
    const random = new Random(seed, index);
    const from = (): Buffer =>
      target.generate && (corpus.length === 0 || random.chance(2)) ? target.generate(random) : random.pick(corpus);
    const start = from();
    // What was generated is also tried as it is.
    if (target.generate && random.chance(8)) return start;
    return mutate(start, { random, dictionary, other: from(), maxBytes });
  };
}
