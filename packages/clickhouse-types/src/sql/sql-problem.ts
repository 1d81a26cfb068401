import { lexSql, type SqlPiece } from './lex-sql.js';

/** What keeps a piece of SQL from being used as a part of a statement. */
export interface SqlProblem {
  /** A clause without a full stop: `the quote ' is not closed`. */
  readonly problem: string;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

/** What else is refused. */
export interface SqlPartOptions {
  /** A comma outside brackets begins another element. @default true */
  readonly list?: boolean;
  /** Comments that are closed may stand in it. @default false */
  readonly comments?: boolean;
  /** Words are looked at, too; not in a type, where they are only names. @default true */
  readonly words?: boolean;
}

/**
 * Words that begin a clause or a statement where an operator is expected, but no expression or TTL
 * has them there.
 */
const CLAUSES = words(
  'ENGINE PARTITION PRIMARY ORDER SAMPLE TTL SETTINGS COMMENT SELECT WITH FROM UNION EXCEPT INTERSECT INTO FORMAT EMPTY CLONE ' +
    'POPULATE DEFAULT MATERIALIZED ALIAS EPHEMERAL CODEC STATISTICS CONSTRAINT INDEX PROJECTION TYPE GRANULARITY ON PARALLEL ' +
    'DEFINER SQL REFRESH AFTER HAVING LIMIT OFFSET QUALIFY WINDOW PREWHERE JOIN FINAL VALUES',
);
/** Between two values: what follows may be a column with the name of a clause. */
const INFIX = words('AND OR XOR DIV MOD LIKE ILIKE REGEXP IN BETWEEN WHEN THEN ELSE WHERE SET BY');
const QUERIES = words('SELECT WITH FROM EXPLAIN');
const UNIT = /^(?:NANO|MICRO|MILLI)?SECONDS?$|^(?:MINUTE|HOUR|DAY|WEEK|MONTH|QUARTER|YEAR)S?$/i;
const LITERALS = words('NULL TRUE FALSE INF NAN');

/**
 * Says why a piece of SQL may not become a part of a statement: quotes, comments and brackets must
 * be closed, nothing may end the statement, begin another clause or hold a query, and `IN` must be
 * followed by a list, for a name behind it is that of a table. Returns the first problem only;
 * undefined if the text is sound.
 *
 * It is a guard, not a parser: what it lets through can still be wrong, but stays where it was put.
 *
 * @example
 * sqlProblem("toDate(at) + INTERVAL 1 DAY"); // => undefined
 * sqlProblem('id /* SETTINGS')?.problem; // => 'the comment /* is not closed'
 * sqlProblem('id SETTINGS index_granularity = 1')?.problem; // => 'SETTINGS begins another clause'
 */
export function sqlProblem(text: string, options: SqlPartOptions = {}): SqlProblem | undefined {
  const all = lexSql(text);
  const broken = all.find(({ kind }) => kind === 'refused' || (kind === 'comment' && options.comments !== true));
  if (broken) return at(broken, broken.problem ?? 'it holds a comment');
  const pieces = all.filter(({ kind }) => kind !== 'comment');
  const open: SqlPiece[] = [];
  /** A value must come next, and not an operator. */
  let wantsValue = true;
  for (const [i, piece] of pieces.entries()) {
    if (piece.kind === 'open') open.push(piece);
    else if (piece.kind === 'close') {
      const opener = open.pop();
      if (!opener) return at(piece, `nothing opens the bracket ${piece.text}`);
      if ((opener.text === '(') !== (piece.text === ')'))
        return at(piece, `the bracket ${opener.text} is not closed before ${piece.text}`);
    } else if (piece.kind === 'comma' && open.length === 0 && options.list === false)
      return at(piece, 'a comma begins another element');
    const problem =
      piece.kind === 'word' && options.words !== false ? wordProblem(pieces, i, wantsValue, open.length) : undefined;
    if (problem !== undefined) return at(piece, problem);
    wantsValue = wantsValueAfter(piece, wantsValue);
  }
  const [unclosed] = open;
  return unclosed && at(unclosed, `the bracket ${unclosed.text} is not closed`);
}

/**
 * SQL without its comments; each is a blank instead. A comment that is not closed stays.
 *
 * @example
 * withoutSqlComments("a, -- the key\n'--' /* x *\/ b").replace(/\s+/g, ' '); // => "a, '--' b"
 */
export function withoutSqlComments(text: string): string {
  if (!/--|\/\*/.test(text)) return text;
  const kept: string[] = [];
  let from = 0;
  for (const { kind, start, end } of lexSql(text)) {
    if (kind !== 'comment') continue;
    kept.push(text.slice(from, start), ' ');
    from = end;
  }
  return kept.join('') + text.slice(from);
}

function wordProblem(pieces: readonly SqlPiece[], i: number, wantsValue: boolean, depth: number): string | undefined {
  const before = pieces[i - 1];
  const text = pieces[i]?.text ?? '';
  const word = text.toUpperCase();
  if (before?.text === '.') return undefined;
  if (wantsValue) return QUERIES.has(word) && beginsQuery(pieces, i + 1) ? `${text} begins a query` : undefined;
  if (word === 'IN') return namesTable(pieces, i + 1) ? 'IN is not followed by a list of values' : undefined;
  // `INTERVAL ttl DAY`: the words around make it a column, for ClickHouse as well.
  if (before?.text.toUpperCase() === 'INTERVAL' && UNIT.test(pieces[i + 1]?.text ?? '')) return undefined;
  if (word === 'CODEC' && before?.text.toUpperCase() === 'RECOMPRESS') return undefined;
  // In `EXTRACT(YEAR FROM at)` it belongs to the function.
  if (word === 'FROM' && depth > 0) return undefined;
  return CLAUSES.has(word) && (depth === 0 || QUERIES.has(word)) ? `${text} begins another clause` : undefined;
}

function wantsValueAfter({ kind, text }: SqlPiece, wantedValue: boolean): boolean {
  switch (kind) {
    case 'open':
    case 'comma':
      return true;
    case 'operator':
      // Where a value is expected it stands for all columns.
      return !(wantedValue && text === '*');
    case 'word':
      // A column may have the name of an operator.
      return !wantedValue && INFIX.has(text.toUpperCase());
    default:
      return false;
  }
}

/**
 * Where a value is expected, a column of that name stands alone or before an operator that takes
 * two values.
 */
function beginsQuery(pieces: readonly SqlPiece[], after: number): boolean {
  const next = pieces[after];
  if (next === undefined || next.kind === 'close' || next.kind === 'comma') return false;
  if (next.kind !== 'operator') return true;
  return /[-+*~]/.test(next.text) || (next.text === '.' && pieces[after + 1]?.kind === 'number');
}

/** `IN name`, `IN (name)`, `IN a.b`. */
function namesTable(pieces: readonly SqlPiece[], from: number): boolean {
  let at = from;
  while (pieces[at]?.text === '(') at++;
  const brackets = at - from;
  const first = pieces[at];
  if (first?.kind !== 'quoted-name' && (first?.kind !== 'word' || LITERALS.has(first.text.toUpperCase()))) return false;
  at++;
  while (pieces[at]?.text === '.') at += 2;
  const after = pieces[at]?.text;
  return brackets > 0 ? after === ')' : after !== '(';
}

const at = ({ start, end }: SqlPiece, problem: string): SqlProblem => ({ problem, start, end });

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
