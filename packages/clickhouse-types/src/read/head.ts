import { nearestName } from '@proj/diagnostics';
import type { Argument, Item } from '../syntax/arguments.js';
import { unquote } from '../type/quote.js';
import { familyOf, suggestedNames } from './names.js';
import type { Head, Reader } from './reader.js';

/**
 * Finds the name and the parameters of a type. `BIGINT(20) UNSIGNED` has words on both sides of the
 * bracket.
 */
export function readHead({ items, span }: Argument, reader: Reader): Head | undefined {
  const { report } = reader;
  const first = items[0];
  if (!first) return report.add('missing-type', {}, span);
  if (first.kind !== 'word' && first.kind !== 'name') {
    return report.add('unexpected-text', { found: found(first, reader) }, first.span);
  }
  const groupIndex = items.findIndex((item) => item.kind === 'group');
  const group = items[groupIndex];
  const words = items.filter((item) => item !== group);
  const after = group ? items.slice(groupIndex + 1) : [];

  const name = words.length <= MOST_WORDS ? words.map(spelling).join(' ') : '';
  const family = after.every(isSignedness) ? familyOf(name) : undefined;
  if (family) return { family, name, parameters: group?.kind === 'group' ? group.arguments : [], span };

  const firstName = spelling(first);
  if (!familyOf(firstName)) {
    const suggestion = report.full ? undefined : nearestName(firstName, suggestedNames);
    const fix =
      suggestion !== undefined && first.kind === 'word' && isCertain(firstName, suggestion)
        ? { title: `write ${suggestion}`, edits: [{ span: first.span, text: suggestion }] }
        : undefined;
    return report.add('unknown-type', { name: firstName, suggestion }, first.span, fix);
  }
  const second = words[1] ?? first;
  return report.add(
    'unexpected-text',
    { found: found(second, reader), suggestion: withoutNull(items, reader) },
    second.span,
  );
}

/**
 * Whether a suggestion is what was meant beyond doubt: nothing but its case is wrong, or letters of
 * a long name are. `Int65` may have been meant to be of any width, and `Data` to be anything.
 */
function isCertain(name: string, suggestion: string): boolean {
  if (name.toUpperCase() === suggestion.toUpperCase()) return true;
  const digits = (text: string): string => text.replace(/\D/g, '');
  const near = nearestName(name, [suggestion], name.length < 7 ? 1 : 2) !== undefined;
  return near && name.length >= 5 && digits(name) === digits(suggestion);
}

/** `NATIONAL CHARACTER LARGE OBJECT` */
const MOST_WORDS = 4;

/** A blank for what is not a name: with it no name is known. */
function spelling(item: Item): string {
  if (item.kind === 'word') return item.text;
  return item.kind === 'name' ? unquote(item.text) : ' ';
}

const isSignedness = (item: Item): boolean => item.kind === 'word' && /^(?:UN)?SIGNED$/i.test(item.text);

const found = (item: Item, reader: Reader): string =>
  item.kind === 'group' ? 'This bracket' : reader.text.slice(item.span.start, item.span.end);

/**
 * `Int8 NULL` is how other databases say it, and how a column's definition may, but it is not a
 * type.
 */
function withoutNull(items: readonly Item[], reader: Reader): string | undefined {
  const rest = [...items];
  const endsWith = (word: string): boolean => {
    const last = rest.at(-1);
    return last?.kind === 'word' && last.text.toUpperCase() === word;
  };
  if (!endsWith('NULL')) return undefined;
  rest.pop();
  const not = endsWith('NOT');
  if (not) rest.pop();
  const [first, last] = [rest[0], rest.at(-1)];
  if (!first || !last) return undefined;
  const type = reader.text.slice(first.span.start, last.span.end);
  return not ? type : `Nullable(${type})`;
}
