import type { TypeProblem } from './report/messages.js';
import { printType } from './type/print.js';
import { readerOf } from './read/families.js';
import { readHead } from './read/head.js';
import type { Reader } from './read/reader.js';
import { Report } from './report/report.js';
import { withoutSqlComments } from './sql/sql-problem.js';
import { readArguments, type Argument } from './syntax/arguments.js';
import type { ClickHouseType } from './type/type.js';

/** What parsing a type gave: the type, or what is wrong with its text. */
export interface ParsedType {
  /** Absent if and only if there are problems. */
  readonly type?: ClickHouseType;
  readonly problems: readonly TypeProblem[];
}

/**
 * Reads a ClickHouse type expression. Never throws; reports every separate mistake (at
 * most 100), each with its place in the text and, where there is one, what was probably meant.
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
  // When the brackets could not be mended there is nothing left to read, and that has been
  // reported.
  const type = argument.items.length === 0 && report.problems.length > 0 ? undefined : reader.type(argument);
  return type && report.problems.length === 0 ? { type, problems: [] } : { problems: report.problems };
}

function readType(argument: Argument, reader: Reader): ClickHouseType | undefined {
  const head = readHead(argument, reader);
  const type = head && readerOf(head.family)(head, reader);
  if (!type) return undefined;
  const { span } = argument;
  // A comment has no place in a type that is printed: what it hides here may be seen where it is
  // put.
  const spelling = withoutSqlComments(reader.text.slice(span.start, span.end));
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
