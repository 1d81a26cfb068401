import type { Span } from '@proj/diagnostics';
import type { Report } from '../report/report.js';
import type { Argument, Item } from '../syntax/arguments.js';
import type { ClickHouseType } from '../type/type.js';
import type { FamilyName } from './names.js';

/** What the readers of the single families share. */
export interface Reader {
  readonly text: string;
  readonly report: Report;
  /** Reads an argument that is a type. Whatever is wrong with it is reported. */
  type(argument: Argument): ClickHouseType | undefined;
}

/** A type before its parameters are understood. */
export interface Head {
  readonly family: FamilyName;
  /** The name as it was written. */
  readonly name: string;
  readonly parameters: readonly Argument[];
  /** From the name to the closing bracket. */
  readonly span: Span;
}

/**
 * Understands the parameters of one family; without `span` and `written`, which are the same for
 * all.
 */
export type ReadFamily = (head: Head, reader: Reader) => ClickHouseType | undefined;

/** The rest of an argument. */
export function argumentFrom(items: readonly Item[], end: number): Argument {
  const first = items[0];
  const last = items.at(-1);
  return { items, span: { start: first?.span.start ?? end, end: last?.span.end ?? end } };
}
