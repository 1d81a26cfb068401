import { topLevel } from '../top-level.js';

/** The engine of a table, clause by clause, as ClickHouse prints it. */
export type EngineClauses = ReadonlyMap<string, string>;

const WORDS = ['PARTITION BY', 'PRIMARY KEY', 'ORDER BY', 'SAMPLE BY', 'TTL', 'SETTINGS', 'COMMENT'];

/**
 * Splits an engine definition such as `MergeTree ORDER BY id SETTINGS a = 1`. Works only on what
 * ClickHouse itself prints, where these words are in capitals and names that look like them are
 * quoted.
 */
export function splitEngine(text: string): EngineClauses {
  const clauses = new Map<string, string>();
  let word = 'ENGINE';
  let start = 0;
  for (const position of topLevel(text, ' ')) {
    const next = WORDS.find((one) => text.startsWith(`${one} `, position + 1));
    if (next === undefined || position < start) continue;
    clauses.set(word, text.slice(start, position));
    word = next;
    start = position + next.length + 2;
  }
  clauses.set(word, text.slice(start));
  return clauses;
}

/** `a = 1, b = 'x, y'` as a map. */
export function splitSettings(text: string): ReadonlyMap<string, string> {
  const pairs = [...text.matchAll(/(\w+) = ('(?:[^'\\]|\\.|'')*'|[^,]+)/g)];
  return new Map(pairs.map(([, name = '', value = '']) => [name, value]));
}
