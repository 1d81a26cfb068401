import { placeOf } from '../model/text-value.js';
import type { TextValue, ValuePart } from '../model/types.js';
import { mergeLiterals } from './merge-literals.js';

/** What the variables of an included file stand for, by name. */
export type Variables = ReadonlyMap<string, string>;

const VARIABLE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g;

export function expandVariables(
  text: string,
  variables: Variables,
): { readonly text: string; readonly missing?: string } {
  let missing: string | undefined;
  const expanded = text.replace(VARIABLE, (written, bare: string | undefined, braced: string | undefined) => {
    const name = bare ?? braced ?? '';
    const value = variables.get(name);
    if (value === undefined) missing ??= name;
    return value ?? written;
  });
  return { text: expanded, ...(missing === undefined ? {} : { missing }) };
}

/** Where variables stand in a text and what they stand for. */
function findVariables(
  text: string,
  variables: Variables,
): readonly { readonly start: number; readonly end: number; readonly value: string }[] {
  return [...text.matchAll(VARIABLE)].flatMap((match) => {
    const value = variables.get(match[1] ?? match[2] ?? '');
    return value === undefined ? [] : [{ start: match.index, end: match.index + match[0].length, value }];
  });
}

/** A value with what its variables stand for. */
export function withVariables(value: TextValue, variables: Variables): TextValue {
  const parts = value.parts.flatMap((part): readonly ValuePart[] => {
    if (part.kind === 'secret') return [part];
    const found = findVariables(part.text, variables);
    const pieces: ValuePart[] = [];
    let at = 0;
    const literal = (end: number): void => {
      if (end > at) pieces.push({ kind: 'literal', text: part.text.slice(at, end), span: placeOf(part, at, end) });
    };
    for (const { start, end, value: text } of found) {
      literal(start);
      pieces.push({ kind: 'literal', text, span: placeOf(part, start, end) });
      at = end;
    }
    if (found.length === 0) return [part];
    literal(part.text.length);
    return pieces;
  });
  return { ...value, parts: mergeLiterals(parts) };
}
