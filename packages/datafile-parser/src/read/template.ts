import { certainName, nearestName, type Fix, type Span } from '@proj/diagnostics';

import { insert, renameTo, surround } from './fixes.js';
import { excerpt, type Reports } from '../reporting/reports.js';
import { scanTemplate, startsTemplate } from '../syntax/scan.js';
import type { SecretPart } from '../model/text-value.js';
import type { ValuePart } from '../model/types.js';

/**
 * Splits a stretch of text into literal texts and secrets. A template that is not a secret is
 * reported and left out.
 */
export function splitTemplates(span: Span, reports: Reports): ValuePart[] {
  const { text } = reports.file;
  const parts: ValuePart[] = [];
  let literalStart = span.start;
  const literalUntil = (end: number): void => {
    if (end > literalStart) {
      parts.push({ kind: 'literal', text: text.slice(literalStart, end), span: { start: literalStart, end } });
    }
  };
  for (let at = span.start; at < span.end;) {
    if (!startsTemplate(text, at)) {
      at++;
      continue;
    }
    literalUntil(at);
    const scanned = scanTemplate(text, at);
    const end = Math.min(scanned.end, span.end);
    const secret = readTemplate({ start: at, end }, scanned.closed && scanned.end <= span.end, reports);
    if (secret) parts.push(secret);
    at = end;
    literalStart = end;
  }
  literalUntil(span.end);
  return parts;
}

/** Reports a template in a place where templates are not allowed. */
export function refuseTemplate(span: Span, name: string, reason: string, reports: Reports): void {
  const closed = scanTemplate(reports.file.text, span.start).closed;
  if (readTemplate(span, closed, reports)) reports.add('secret-not-allowed', { name, reason }, span);
}

const STRING = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/y;
const NUMBER = /[+-]?\d+(?:\.\d+)?(?![\w.])/y;
const CALL = /\s*([A-Za-z_]\w*)\s*\(\s*/y;

const WHOLE_CALL = /^\{\{\s*tb_secret\s*\(\s*("[^"\\]*"|'[^'\\]*')\s*(?:,\s*("[^"\\]*"|'[^'\\]*'|\d+)\s*)?\)\s*$/;
const BARE_NAME = /^\{\{\s*tb_secret\s*\(\s*([A-Za-z_]\w*)\s*[,)]/;

/** `tb_secret(NAME)` can only mean `tb_secret("NAME")`. */
function quoteName(whole: string, span: Span): Fix | undefined {
  const found = BARE_NAME.exec(whole);
  const [call = '', name] = found ?? [];
  if (name === undefined) return undefined;
  const start = span.start + call.lastIndexOf(name);
  return surround('"', { start, end: start + name.length }, '"', `write tb_secret("${name}")`);
}

const FUNCTION = 'tb_secret';
const ONLY = 'Only {{ tb_secret("NAME") }} and {{ tb_secret("NAME", "default") }} can be used.';

/** Misspelt, or one of the names that others give it. */
const isNearly = (name: string): boolean =>
  nearestName(name, [FUNCTION], 3) !== undefined || /^(?:tb_?)?(?:secrets?|env|env_?var)$/i.test(name);

/** Only a misspelt name is corrected: another function may take other arguments. */
function renameCall(name: string, whole: string, span: Span): Fix | undefined {
  if (certainName(name, [FUNCTION]) === undefined) return undefined;
  const start = span.start + whole.indexOf(name);
  return renameTo(FUNCTION, { start, end: start + name.length });
}

/** From `{{` to `}}`: a use of tb_secret, the only function, or a report. */
function readTemplate(span: Span, closed: boolean, reports: Reports): SecretPart | undefined {
  const whole = reports.file.text.slice(span.start, span.end);
  const fail = (problem: string): undefined =>
    reports.add('invalid-secret', { problem }, span, quoteName(whole, span)) as undefined;
  if (!closed) {
    const fix = WHOLE_CALL.test(whole) ? insert(' }}', span.start + whole.trimEnd().length, 'add }}') : undefined;
    return reports.add('unclosed-template', { open: whole.slice(0, 2) }, span, fix) as undefined;
  }
  const inside = whole.slice(2, -2);
  const call = matchAt(CALL, inside, 0);
  if (!whole.startsWith('{{') || call?.[1] !== 'tb_secret') {
    const name = whole.startsWith('{{') ? call?.[1] : undefined;
    const found = name === undefined ? excerpt(whole) : `The function ${name}`;
    const values = { found, advice: name !== undefined && isNearly(name) ? `Did you mean ${FUNCTION}? ${ONLY}` : ONLY };
    return reports.add(
      'unsupported-template',
      values,
      span,
      name === undefined ? undefined : renameCall(name, whole, span),
    ) as undefined;
  }
  const args: { readonly value: string; readonly quoted: boolean }[] = [];
  let at = call[0].length;
  while (inside[at] !== ')') {
    if (args.length > 0) {
      if (inside[at] !== ',')
        return fail(at >= inside.length ? 'the bracket ( is not closed' : 'a comma or ) is missing');
      at = skipSpace(inside, at + 1);
      if (inside[at] === ')') break;
    }
    const found = matchAt(STRING, inside, at) ?? matchAt(NUMBER, inside, at);
    if (!found)
      return fail(
        args.length === 0 ? 'the name must be a quoted text' : 'the default must be a quoted text or a number',
      );
    const quoted = found[0].startsWith('"') || found[0].startsWith("'");
    args.push({ value: quoted ? unescape(found[0].slice(1, -1)) : found[0], quoted });
    at = skipSpace(inside, at + found[0].length);
  }
  if (inside.slice(at + 1).trim() !== '') return fail('there is text after the closing bracket');
  const [name, standIn] = args;
  if (!name?.quoted) return fail('the name must be a quoted text');
  if (name.value.trim() === '') return fail('the name is empty');
  if (args.length > 2) return fail('it takes only a name and a default');
  return { kind: 'secret', name: name.value, ...(standIn ? { default: standIn.value } : {}), span };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at++;
  return at;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const unescape = (text: string): string =>
  text.replace(/\\(.)/g, (_, char: string) => ESCAPES[char] ?? (/[\\"']/.test(char) ? char : `\\${char}`));
