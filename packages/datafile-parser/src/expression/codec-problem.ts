import { nearestName } from '@proj/diagnostics';

import { excerpt } from '../reporting/reports.js';
import { sqlTokens, type SqlToken } from './tokens.js';

/**
 * The codecs of ClickHouse, those of other builds and earlier versions too. Case does not count.
 */
const CODECS =
  'Default NONE LZ4 LZ4HC ZSTD ZSTD_QAT DEFLATE_QPL ZXC Delta DoubleDelta Gorilla GCD T64 FPC ALP SZ3 Quantized AES_128_GCM_SIV AES_256_GCM_SIV'.split(
    ' ',
  );
const known: ReadonlySet<string> = new Set(CODECS.map((one) => one.toLowerCase()));

/**
 * What is wrong with what stands in the brackets of CODEC: names with commas between them, each
 * with numbers or texts in brackets.
 */
export function codecProblem(text: string): string | undefined {
  const tokens = sqlTokens(text);
  for (let i = 0; ;) {
    const name = tokens[i];
    if (name?.kind !== 'name' || !known.has(name.text.toLowerCase())) return unknownCodec(name);
    i++;
    if (tokens[i]?.text === '(') {
      const end = endOfParameters(tokens, i + 1);
      if (end < 0) return `the parameters of ${name.text} are not numbers and texts in brackets`;
      i = end;
    }
    const next = tokens[i];
    if (!next) return undefined;
    if (next.kind !== 'comma') return `${excerpt(next.text)} was not expected after ${name.text}`;
    i++;
  }
}

function unknownCodec(name: SqlToken | undefined): string {
  if (!name) return 'the name of a codec is missing';
  const meant = name.text.length > 100 ? undefined : nearestName(name.text, CODECS);
  return `${excerpt(name.text)} is not a codec${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
}

/** The index after the closing bracket, or -1. */
function endOfParameters(tokens: readonly SqlToken[], from: number): number {
  for (let i = from; i < tokens.length; i++) {
    const { kind, text } = tokens[i] ?? { kind: 'unclosed', text: '' };
    if (text === ')' && kind === 'close') return i + 1;
    if (kind !== 'number' && kind !== 'string' && kind !== 'comma' && kind !== 'name' && text !== '-') return -1;
  }
  return -1;
}
