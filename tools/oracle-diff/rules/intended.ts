import type { Difference } from '../differences.js';
import { modelDiffersRules } from './model-differs.js';
import { originalRefusesRules } from './original-refuses.js';
import type { Context, Rule, Section } from './rule.js';
import { weRefuseRules } from './we-refuse.js';

/** Why a difference is intended. Undefined when it is not: then one of the parsers is wrong. */
export interface Intention {
  readonly name: string;
  readonly section: Section;
}

export function intentionOf(difference: Difference, context: Context): Intention | undefined {
  switch (difference.kind) {
    case 'we-refuse':
      return first(weRefuseRules, difference, context);
    case 'original-refuses':
      return first(originalRefusesRules, difference, context);
    case 'model':
      return first(modelDiffersRules, difference, context);
  }
}

function first<D extends Difference>(
  rules: readonly Rule<D>[],
  difference: D,
  context: Context,
): Intention | undefined {
  return rules.find((rule) => rule.covers(difference, context));
}

/** Every heading that a rule refers to. */
export const sectionsInUse: ReadonlySet<Section> = new Set(
  [...weRefuseRules, ...originalRefusesRules, ...modelDiffersRules].map((rule) => rule.section),
);
