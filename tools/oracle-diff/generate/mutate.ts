import fc from 'fast-check';

/** A mistake that a person or an editor makes in a file. The numbers choose the place. */
const mutation = fc.record({
  kind: fc.constantFrom(
    'drop-line', 'drop-line', 'double-line', 'swap-lines', 'misspell', 'insert', 'insert', 'insert', 'cut', 'change-case', 'indent', 'unindent', 'join-lines', 'drop-character', 'drop-character',
  ),
  where: fc.nat(10_000),
  other: fc.nat(10_000),
  piece: fc.constantFrom(
    ' ', '\n', '\t', '#', ' # ', '"', "'", '`', ',', '(', ')', '[', ']', '{', '}', '{{', '}}', '>', ' > ', '--', ' -- ', '\\', '$', '%', ';', ':', '=', '-', '*', '\u00A0', '\uFEFF', 'é', 'x', '0', '\n\n', '\u2028', '\f', '\v', '|', '&', '@', '~', '?', '!', '/', '.', 'TYPE ', ' DEFAULT 1', ' NULL',
  ),
}); // prettier-ignore

type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

export const mutations = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Mutation[]>([]) },
  { weight: 6, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.array(mutation, { minLength: 2, maxLength: 3 }) },
);

export function mutate(text: string, { kind, where, other, piece }: Mutation): string {
  const lines = text.split('\n');
  const line = where % lines.length;
  const at = where % (text.length + 1);
  const changed = (change: (line: string) => string): string =>
    lines.map((one, i) => (i === line ? change(one) : one)).join('\n');
  switch (kind) {
    case 'drop-line':
      return lines.filter((_, i) => i !== line).join('\n');
    case 'double-line':
      return lines.flatMap((one, i) => (i === line ? [one, one] : [one])).join('\n');
    case 'swap-lines': {
      const second = other % lines.length;
      return lines.map((one, i) => (i === line ? lines[second] : i === second ? lines[line] : one)).join('\n');
    }
    case 'misspell':
      return changed((one) => one.replace(/(\w)(\w)/, other % 2 === 0 ? '$2$1' : '$1$1$2'));
    case 'insert':
      return text.slice(0, at) + piece + text.slice(at);
    case 'cut':
      return text.slice(0, at);
    case 'change-case':
      return changed((one) => (other % 2 === 0 ? one.toLowerCase() : one.toUpperCase()));
    case 'indent':
      return changed((one) => `  ${one}`);
    case 'unindent':
      return changed((one) => one.trimStart());
    case 'join-lines':
      return changed((one) => `${one} ${lines[line + 1] ?? ''}`);
    case 'drop-character':
      return text.slice(0, at) + text.slice(at + 1);
  }
}
