import type { AskOriginal } from './ask-original.js';
import { judge, type Verdict } from './classify.js';
import { classOf } from './differences.js';
import { ourAnswer } from './our-answer.js';
import type { Sample } from './sample.js';

/**
 * Rounds are expensive: each starts the original once, for the candidates of all classes together.
 */
const MAX_ROUNDS = 40;
const MAX_CANDIDATES = 60;

/**
 * Finds the smallest file of each class by leaving out lines, then words, then characters.
 */
export async function shrink(
  examples: ReadonlyMap<string, Verdict>,
  askOriginal: AskOriginal,
): Promise<ReadonlyMap<string, Verdict>> {
  const best = new Map(examples);
  let active = [...best.keys()];
  for (let round = 0; round < MAX_ROUNDS && active.length > 0; round++) {
    const tries = active.flatMap((name) =>
      candidates((best.get(name) as Verdict).sample, round).map((sample) => ({ name, sample })),
    );
    const originals = await askOriginal(tries.map((one) => one.sample));
    const improved = new Set<string>();
    for (const [i, { name, sample }] of tries.entries()) {
      const original = originals[i];
      const before = best.get(name) as Verdict;
      if (!original || sample.text.length >= before.sample.text.length) continue;
      const verdict = judge(sample, ourAnswer(sample), original);
      // One mistake in a small file is easier to understand than two.
      if (verdict.open.length > before.open.length || !verdict.open.some((one) => classOf(one) === name)) continue;
      best.set(name, verdict);
      improved.add(name);
    }
    active = active.filter((name) => improved.has(name) || round % 3 !== 2);
  }
  return best;
}

/**
 * Every file that lacks one piece; pieces are halves and quarters first, then lines, words,
 * characters.
 */
function candidates(sample: Sample, round: number): readonly Sample[] {
  const separator = round % 3 === 0 ? /(?<=\r\n|\r(?!\n)|\n)/ : round % 3 === 1 ? /(?<=[\s,()`])/ : /(?=.)/su;
  const pieces = sample.text.split(separator);
  const out: Sample[] = [];
  for (let size = Math.ceil(pieces.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < pieces.length && out.length < 4 * MAX_CANDIDATES; at += size) {
      out.push({ ...sample, text: [...pieces.slice(0, at), ...pieces.slice(at + size)].join('') });
    }
  }
  return out.filter((one) => one.text !== sample.text);
}
