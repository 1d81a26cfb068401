import type { TypeProblem } from './messages.js';
import { printType } from './print.js';
import { readerOf } from './read/families.js';
import { familyOf, suggestedNames } from './read/names.js';
import { nearest } from './read/nearest.js';
import type { Head, Reader } from './read/reader.js';
import { Report } from './report.js';
import { readArguments, type Argument, type Item } from './syntax/arguments.js';
import { unquote } from './quote.js';
import type { ClickHouseType } from './type.js';

export interface ParsedType {
  /** Absent if and only if there are problems. */
  readonly type?: ClickHouseType;
  readonly problems: readonly TypeProblem[];
}

/**
 * Reads a ClickHouse type expression. Never throws; reports every mistake it can tell apart (at most 100),
 * each with its place in the text and, where there is one, what was probably meant.
 *
 * @example
 * parseType('Array(Nullable(UInt8))').type?.kind; // => 'Array'
 * parseType('Array(Strng)').problems[0]?.hint; // => 'Did you mean String?'
 * parseType('Array(Strng)').problems[0]?.span; // => { start: 6, end: 11 }
 */
export function parseType(text: string): ParsedType {
  const report = new Report();
  const reader: Reader = { text, report, type: (argument) => readType(argument, reader) };
  const argument = readArguments(text, report);
  // When the brackets could not be mended there is nothing left to read, and that has been reported.
  const type = argument.items.length === 0 && report.problems.length > 0 ? undefined : reader.type(argument);
  return type && report.problems.length === 0 ? { type, problems: [] } : { problems: report.problems };
}

function readType(argument: Argument, reader: Reader): ClickHouseType | undefined {
  const head = readHead(argument, reader);
  const type = head && readerOf(head.family)(head, reader);
  if (!type) return undefined;
  const { span } = argument;
  const spelling = reader.text.slice(span.start, span.end);
  // A container is not written anew: each of the types in it keeps its own spelling.
  const written = holdsTypes(type) || spelling === printType(type) ? {} : { written: spelling };
  return { ...type, span, ...written };
}

function holdsTypes(type: ClickHouseType): boolean {
  switch (type.kind) {
    case 'Array':
    case 'Map':
    case 'Tuple':
    case 'Nested':
    case 'Nullable':
    case 'LowCardinality':
    case 'SimpleAggregateFunction':
    case 'AggregateFunction':
    case 'Variant':
    case 'QBit':
      return true;
    default:
      return false;
  }
}

/** Finds the name and the parameters: `BIGINT(20) UNSIGNED` has words on both sides. */
function readHead({ items, span }: Argument, reader: Reader): Head | undefined {
  const { report } = reader;
  const first = items[0];
  if (!first) return report.add('missing-type', {}, span);
  if (first.kind !== 'word' && first.kind !== 'name') {
    return report.add('unexpected-text', { found: found(first, reader) }, first.span);
  }
  let end = items.findIndex((item) => item.kind !== 'word' && item.kind !== 'name');
  if (end < 0) end = items.length;
  const group = items[end];
  const parameters = group?.kind === 'group' ? group.arguments : [];
  const wordsAfter = group?.kind === 'group' ? end + 1 : end;
  const words = items.filter((item, i) => i !== end || item.kind !== 'group');

  const name = words.length <= 5 ? words.map(spelling).join(' ') : '';
  const family = familyOf(name);
  if (family) {
    const last = items[Math.max(0, end - 1)] ?? first;
    return { family, name, nameSpan: { start: first.span.start, end: last.span.end }, parameters, span };
  }
  const firstName = spelling(first);
  if (!familyOf(firstName)) {
    const suggestion = report.full ? undefined : nearest(firstName, suggestedNames);
    return report.add('unknown-type', { name: firstName, suggestion }, first.span);
  }
  const second = items[end === 1 ? wordsAfter : 1] ?? first;
  return report.add(
    'unexpected-text',
    { found: found(second, reader), suggestion: nullSuggestion(items, reader) },
    second.span,
  );
}

const spelling = (item: Item): string =>
  item.kind === 'word' ? item.text : item.kind === 'name' ? unquote(item.text) : ' ';

function found(item: Item, reader: Reader): string {
  const text = reader.text.slice(item.span.start, Math.min(item.span.end, item.span.start + 40));
  return item.kind === 'group' ? 'This bracket' : text;
}

/** `Int8 NULL` is how other databases say it, and how a column's definition may, but not a type. */
function nullSuggestion(items: readonly Item[], reader: Reader): string | undefined {
  const [last, beforeLast] = [items.at(-1), items.at(-2)];
  const first = items[0];
  if (!first || !beforeLast || last?.kind !== 'word' || last.text.toUpperCase() !== 'NULL') return undefined;
  if (beforeLast.kind === 'word' && beforeLast.text.toUpperCase() === 'NOT') return undefined;
  return `Nullable(${reader.text.slice(first.span.start, beforeLast.span.end)})`;
}
