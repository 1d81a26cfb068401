import type { Span } from '@proj/diagnostics';

/** A name in an expression that can only be a column, and where it stands in the text. */
export interface NameInExpression {
  readonly name: string;
  readonly span: Span;
}

/** Words of SQL that are no columns, also where nothing follows them. */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'AND OR NOT IS IN LIKE ILIKE BETWEEN AS CASE WHEN THEN ELSE END ASC DESC NULLS FIRST LAST NULL TRUE FALSE INTERVAL ' +
    'SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR SECONDS MINUTES HOURS DAYS WEEKS MONTHS QUARTERS YEARS MILLISECOND ' +
    'MICROSECOND NANOSECOND DELETE WHERE GROUP BY SET TO DISK VOLUME RECOMPRESS CODEC DIV MOD XOR DISTINCT GLOBAL INF NAN'
  ).split(' '),
);

/** Strings and comments · names in quotes · numbers · words · anything else, one character at a time. */
const PIECES =
  /'(?:[^'\\]|\\.)*'|--[^\n]*|(?<quoted>`[^`]*`|"[^"]*")|\d[\w.]*|(?<word>[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)|(?<other>[^\s])/gsu;

/**
 * The columns that an expression names: every identifier that is not a function, a keyword, a parameter of
 * a lambda or an alias. Good enough to find a column that does not exist; not a parser of SQL.
 */
export function columnNames(expression: string): readonly NameInExpression[] {
  const found: NameInExpression[] = [];
  const parameters = new Set<string>();
  let before = '';
  for (const match of expression.matchAll(PIECES)) {
    const start = match.index;
    const end = start + match[0].length;
    const { quoted, word } = match.groups ?? {};
    if (word !== undefined) {
      const next = /\s*(->|\(|)/y;
      next.lastIndex = end;
      const follows = next.exec(expression)?.[1];
      if (follows === '->') parameters.add(word);
      else if (follows !== '(' && !KEYWORDS.has(word.toUpperCase()) && before !== 'AS')
        found.push({ name: word, span: { start, end } });
    } else if (quoted !== undefined && before !== 'AS') {
      found.push({ name: quoted.slice(1, -1), span: { start: start + 1, end: end - 1 } });
    }
    if (!match[0].startsWith('--')) before = match[0].toUpperCase();
  }
  for (const [, list] of expression.matchAll(/\(([\w\s,]*)\)\s*->/g)) {
    for (const name of (list ?? '').split(',')) parameters.add(name.trim());
  }
  return found.filter(({ name }) => !parameters.has(name));
}
