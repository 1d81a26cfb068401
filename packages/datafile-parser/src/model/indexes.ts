import type { Reports } from '../reports.js';
import type { CodeNode, CodeToken, IndexesBlockNode } from '../syntax/tree.js';
import { reportBrokenCode, textOfTokens } from './code-text.js';
import type { TableIndex } from './types.js';

/** Reads an indexes block: `[INDEX] name expression TYPE type [GRANULARITY n][,]` on each line. */
export function readIndexes(block: IndexesBlockNode, reports: Reports): readonly TableIndex[] {
  return block.lines.flatMap((line) => readIndex(line, reports) ?? []);
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
  const types = rest.flatMap((token, i) => (isWord(token, 'TYPE') ? [i] : []));
  const [typeAt] = types;
  if (typeAt === undefined) return fail('TYPE is missing');
  if (types.length > 1) return fail('TYPE stands there twice');
  if (typeAt === 0) return fail('the expression is missing');
  const granularityAt = rest.findIndex((token) => isWord(token, 'GRANULARITY'));
  const typeTokens = rest.slice(typeAt + 1, granularityAt < 0 ? undefined : granularityAt);
  if (typeTokens.length === 0) return fail('the type after TYPE is missing');
  let granularity: number | undefined;
  if (granularityAt >= 0) {
    const number = textOfTokens(rest.slice(granularityAt + 1), reports).value;
    if (!/^[1-9]\d{0,9}$/.test(number)) return fail('GRANULARITY needs a whole number above 0');
    granularity = Number(number);
  }
  const written = text.slice(name.span.start, name.span.end);
  return {
    name: name.form === 'quoted-name' ? written.slice(1, -1) : written,
    expression: textOfTokens(rest.slice(0, typeAt), reports),
    type: textOfTokens(typeTokens, reports),
    ...(granularity === undefined ? {} : { granularity }),
    span: line.span,
  };
}
