import { excerpt, type Reports } from '../reporting/reports.js';
import type { CodeNode, CodeToken, IndexesBlockNode } from '../syntax/tree.js';
import { reportBrokenCode, textOfTokens } from './code-text.js';
import { indexTypeProblem } from './index-types.js';
import type { TableIndex } from '../model/types.js';

/** Reads an indexes block: `[INDEX] name expression TYPE type [GRANULARITY n][,]` on each line. */
export function readIndexes(block: IndexesBlockNode, reports: Reports): readonly TableIndex[] {
  const indexes: TableIndex[] = [];
  const names = new Set<string>();
  for (const line of block.lines) {
    const index = readIndex(line, reports);
    if (!index) continue;
    if (names.has(index.name)) {
      reports.add('invalid-index', { problem: `there is another one named ${excerpt(index.name)}` }, line.span);
      continue;
    }
    names.add(index.name);
    indexes.push(index);
  }
  return indexes;
}

function readIndex(line: CodeNode, reports: Reports): TableIndex | undefined {
  const { text } = reports.file;
  const fail = (problem: string): undefined => reports.add('invalid-index', { problem }, line.span) as undefined;
  const isWord = (token: CodeToken | undefined, word: string): boolean =>
    token?.form === 'word' && text.slice(token.span.start, token.span.end).toUpperCase() === word;

  const tokens = line.tokens.at(-1)?.form === 'comma' ? line.tokens.slice(0, -1) : [...line.tokens];
  if (tokens.length === 0) return fail('there is only a comma');
  if (reportBrokenCode(tokens, reports)) return undefined;
  const begin = isWord(tokens[0], 'INDEX') && tokens.length > 4 ? 1 : 0;
  const name = tokens[begin];
  if (name?.form !== 'word' && name?.form !== 'quoted-name') return fail('it needs a name');

  const rest = tokens.slice(begin + 1);
  // A column may be called type: where the word stands twice, the one in capitals counts.
  const all = rest.flatMap((token, i) => (isWord(token, 'TYPE') ? [i] : []));
  const capitals = all.filter((i) => text.startsWith('TYPE', rest[i]?.span.start));
  const types = all.length > 1 ? capitals : all;
  const [typeAt] = types;
  if (all.length > 1 && types.length !== 1) return fail('TYPE is given twice');
  if (typeAt === undefined) return fail('TYPE is missing');
  if (typeAt === 0) return fail('the expression is missing');
  const granularityAt = rest.findIndex((token, i) => i > typeAt && isWord(token, 'GRANULARITY'));
  const typeTokens = rest.slice(typeAt + 1, granularityAt < 0 ? undefined : granularityAt);
  if (typeTokens.length === 0) return fail('the type after TYPE is missing');
  let granularity: number | undefined;
  if (granularityAt >= 0) {
    const number = textOfTokens(rest.slice(granularityAt + 1), reports).value;
    if (!/^[1-9]\d{0,9}$/.test(number)) return fail('GRANULARITY needs a whole number above 0');
    granularity = Number(number);
  }
  const type = textOfTokens(typeTokens, reports);
  const wrong = indexTypeProblem(type.value);
  if (wrong !== undefined) {
    reports.add('invalid-index', { problem: wrong }, type.span);
    return undefined;
  }
  const written = text.slice(name.span.start, name.span.end);
  return {
    name: name.form === 'quoted-name' ? written.slice(1, -1) : written,
    expression: textOfTokens(rest.slice(0, typeAt), reports),
    type,
    ...(granularity === undefined ? {} : { granularity }),
    span: line.span,
  };
}
