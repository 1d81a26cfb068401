import { nearestName, type Span } from '@proj/diagnostics';

import { insert, replaceWith, surround } from './fixes.js';
import { excerpt, type Reports } from '../reporting/reports.js';
import type { CodeToken, JsonPathNode } from '../syntax/tree.js';
import type { Located } from '../model/types.js';

/** What stands between `json:` and the backtick at the end. */
export function readJsonPath(node: JsonPathNode, reports: Reports): Located<string> | undefined {
  const span = { start: node.span.start + '`json:'.length, end: node.span.end - 1 };
  const path = textAt(span, reports);
  const problem = /\s/.test(path)
    ? 'it holds a blank'
    : path === ''
      ? 'it is empty'
      : /^[$#]/.test(path)
        ? undefined
        : 'it does not begin with $';
  if (problem === undefined) return { value: path, span };
  const fix = /^\.?[A-Za-z_]\w*(?:\[:\]|\.[A-Za-z_]\w*)*$/.test(path)
    ? insert(path.startsWith('.') ? '$' : '$.', span.start, 'begin the path with $.')
    : undefined;
  reports.add('invalid-json-path', { path: path === '' ? 'Nothing' : excerpt(path), problem }, span, fix);
  return undefined;
}

/** A JSON path that is not written like one: where it begins among the tokens, and what it says. */
export interface LoosePath {
  readonly at: number;
  readonly path: Located<string>;
}

/** Finds `json:$.id` without backticks, and `jsn:$.id` with them, and reports it. */
export function findLoosePath(tokens: readonly CodeToken[], column: string, reports: Reports): LoosePath | undefined {
  for (const [at, { form, span }] of tokens.entries()) {
    const path =
      form === 'quoted-name'
        ? misspeltPath(span, reports)
        : form === 'word'
          ? barePath(tokens, at, column, reports)
          : undefined;
    if (path) return { at, path };
  }
  return undefined;
}

function barePath(
  tokens: readonly CodeToken[],
  at: number,
  column: string,
  reports: Reports,
): Located<string> | undefined {
  const { text } = reports.file;
  const start = tokens[at]?.span.start ?? 0;
  const [prefix] = /^json:(?=[$.\w])/i.exec(text.slice(start, start + 'json:$'.length)) ?? [];
  if (prefix === undefined) return undefined;
  let end = start;
  for (let i = at; i < tokens.length; i++) {
    const span = tokens[i]?.span;
    if (!span || (span.start > end && end > start)) break;
    end = span.end;
  }
  // `json:$.id and a backtick at the end: the first one was forgotten.
  const hasEnd = text[end - 1] === '`';
  if (hasEnd) end--;
  const span = { start, end };
  const written = excerpt(textAt(span, reports));
  const fix = hasEnd
    ? insert('`', start, 'add the first backtick')
    : surround('`', span, '`', 'put the path in backticks');
  reports.add('bare-json-path', { column, path: written }, span, fix);
  return { value: text.slice(start + prefix.length, end), span: { start: start + prefix.length, end } };
}

/**
 * `jsn:$.id`, `json.$.id`, `$.id`: what begins with anything and goes on with a path. No two
 * neighbours of it can take the same blanks: a name of ten thousand blanks would be divided among
 * them in every way.
 */
const MISSPELT = /^(\s*(?:([A-Za-z]+)\s*)?(?:([^\w$\s])\s*)?)(\$(?:[.[].*)?|\w.*)$/s;

function misspeltPath(span: Span, reports: Reports): Located<string> | undefined {
  const inner = { start: span.start + 1, end: span.end - 1 };
  const written = textAt(inner, reports);
  const [, before = '', word = '', sign = '', path = ''] = MISSPELT.exec(written) ?? [];
  if (path === '') return undefined;
  // Without a $ only the word before it can tell that it is a path.
  const isPath = path.startsWith('$')
    ? word === '' || nearestName(word, ['json'], 2) !== undefined
    : sign === ':' && nearestName(word, ['json'], 1) !== undefined;
  if (!isPath) return undefined;
  const prefix = { start: inner.start, end: inner.start + before.length };
  const fix = replaceWith('json:', prefix, 'begin it with json:');
  reports.add('invalid-json-path', { path: excerpt(written), problem: 'it does not begin with json:' }, inner, fix);
  return { value: path, span: { start: prefix.end, end: inner.end } };
}

const textAt = (span: Span, reports: Reports): string => reports.file.text.slice(span.start, span.end);
