import { nearestName } from '@proj/diagnostics';

import { readSql } from '../expression/sql-findings.js';
import { sqlTokens } from '../expression/tokens.js';
import { excerpt } from '../reporting/reports.js';

/** How many arguments a type of index takes: the least and the most. */
type Count = readonly [least: number, most: number];

/** The data-skipping indexes of ClickHouse, those of earlier versions too. */
const INDEX_TYPES: ReadonlyMap<string, Count> = new Map<string, Count>([
  ['minmax', [0, 20]],
  ['set', [1, 1]],
  ['bloom_filter', [0, 1]],
  ['tokenbf_v1', [3, 3]],
  ['ngrambf_v1', [4, 4]],
  ['sparse_grams', [4, 6]],
  ['hypothesis', [0, 0]],
  ['vector_similarity', [2, 6]],
  ['text', [1, 20]],
  ['inverted', [0, 2]],
  ['full_text', [0, 2]],
  ['gin', [0, 2]],
  ['annoy', [0, 2]],
  ['usearch', [0, 2]],
]);

/** What is wrong with the type of an index. */
export function indexTypeProblem(text: string): string | undefined {
  const tokens = sqlTokens(text);
  const [name, open] = tokens;
  if (!name) return 'the type after TYPE is missing';
  const count = name.kind === 'name' ? INDEX_TYPES.get(name.text) : undefined;
  if (!count) {
    const meant = nearestName(name.text, INDEX_TYPES.keys());
    const known = `${excerpt(name.text)} is not an index type`;
    return meant === undefined ? known : `${known} (did you mean ${meant}?)`;
  }
  if (open && open.text !== '(') return `${excerpt(open.text)} was not expected after ${name.text}`;
  let depth = 0;
  let given = tokens.length > 3 ? 1 : 0;
  for (const [i, { kind }] of tokens.entries()) {
    if (kind === 'open') depth++;
    else if (kind === 'comma' && depth === 1) given++;
    else if (kind === 'close' && --depth === 0) {
      const more = tokens[i + 1];
      if (more) return `${excerpt(more.text)} was not expected after ${name.text}( )`;
    }
  }
  const wrong = open && tokens.length > 3 ? argumentProblem(text.slice(open.end, tokens.at(-1)?.start)) : undefined;
  if (wrong !== undefined) return wrong;
  const [least, most] = count;
  if (given >= least && given <= most) return undefined;
  const wanted = least === most ? `${least}` : `${least} to ${most}`;
  return `${name.text} takes ${wanted === '0' ? 'no' : wanted} argument${wanted === '1' ? '' : 's'}, not ${given}`;
}

/** Tokenizers of a text index look like functions. */
const TOKENIZERS: ReadonlySet<string> = new Set([
  'ngram',
  'split',
  'array',
  'asciiCJK',
  'unicodeWord',
  'standard',
  'no_op',
  'default',
]);

/** Numbers, texts, names, and `name = expression`. */
function argumentProblem(text: string): string | undefined {
  const { expression, findings } = readSql(text);
  const found = findings.find((one) => !('function' in one) || !TOKENIZERS.has(one.function));
  if (!found) return expression.types.length > 0 ? 'a cast was not expected among the arguments' : undefined;
  switch (found.code) {
    case 'invalid-expression':
      return found.problem;
    case 'denied-function':
      return `${found.function}() ${found.reason}`;
    case 'unknown-function':
      return `${found.function}() is not among the functions that a table may call`;
  }
}
