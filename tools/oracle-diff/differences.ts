import type { Answer, Reason } from './sample.js';

/** One difference between the two answers about a file. */
export type Difference =
  /** The original accepts the file; one for each of our objections. */
  | { readonly kind: 'we-refuse'; readonly code: string; readonly message: string }
  /** We accept the file. */
  | { readonly kind: 'original-refuses'; readonly message: string }
  /** Both accept it and read it differently. */
  | { readonly kind: 'model'; readonly field: string; readonly ours: string; readonly original: string };

/** Nothing when both refuse the file: each has its own reasons, and ours come all at once. */
export function differencesOf(ours: Answer, original: Answer): readonly Difference[] {
  if (!ours.accepted && !original.accepted) return [];
  if (!ours.accepted) return ours.reasons.map((reason) => ({ kind: 'we-refuse', ...reason }));
  if (!original.accepted) return original.reasons.map(({ message }) => ({ kind: 'original-refuses', message }));
  const fields = new Set([...ours.model.keys(), ...original.model.keys()]);
  return [...fields].flatMap((field) => {
    const [a = '∅', b = '∅'] = [ours.model.get(field), original.model.get(field)];
    return a === b ? [] : [{ kind: 'model' as const, field, ours: a, original: b }];
  });
}

/** The class of a difference: the difference without names and numbers. */
export function classOf(difference: Difference): string {
  switch (difference.kind) {
    case 'we-refuse':
      return `we refuse: ${difference.code}${aboutSetting(difference)}`;
    case 'original-refuses':
      return `the original refuses: ${generalised(difference.message)}`;
    case 'model':
      return `model: ${difference.field.replace(/\.\d+/g, '')}`;
  }
}

function generalised(message: string): string {
  const text = message
    .replace(/^error parsing \S+ /, '')
    .replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '…')
    .replace(/\d+/g, 'N')
    .replace(/\s+/g, ' ');
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}

/** The setting that one of our messages names, if it names one. */
function aboutSetting({ message }: Reason): string {
  const [setting] = /\b[A-Z][A-Z_0-9]{2,}\b/.exec(message) ?? [];
  return setting === undefined ? '' : ` (${setting})`;
}
