import { classOf, differencesOf, type Difference } from './differences.js';
import { intentionOf, type Intention } from './rules/intended.js';
import type { Answer, Sample } from './sample.js';

/** A file, both answers, and a verdict on each difference between them. */
export interface Verdict {
  readonly sample: Sample;
  readonly ours: Answer;
  readonly original: Answer;
  readonly intended: readonly { readonly difference: Difference; readonly intention: Intention }[];
  readonly open: readonly Difference[];
}

export function judge(sample: Sample, ours: Answer, original: Answer): Verdict {
  const intended: { readonly difference: Difference; readonly intention: Intention }[] = [];
  const open: Difference[] = [];
  for (const difference of differencesOf(ours, original)) {
    const intention = intentionOf(difference, { sample, ours, original });
    if (intention) intended.push({ difference, intention });
    else open.push(difference);
  }
  return { sample, ours, original, intended, open };
}

/** The open verdicts by class, the most frequent first. */
export function openClasses(verdicts: readonly Verdict[]): ReadonlyMap<string, readonly Verdict[]> {
  const classes = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    for (const name of new Set(verdict.open.map(classOf))) {
      const members = classes.get(name);
      if (members) members.push(verdict);
      else classes.set(name, [verdict]);
    }
  }
  return new Map([...classes].sort(([, a], [, b]) => b.length - a.length));
}
