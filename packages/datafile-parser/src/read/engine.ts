import { sqlProblem, withoutSqlComments } from '@proj/clickhouse-types/sql';
import type { Span } from '@proj/diagnostics';

import { excerpt, reportsIn, type Reports } from '../reporting/reports.js';
import { certainEngine, enginesWith, findEngine, nearestEngine } from '../settings/engines.js';
import { replaceWith } from './fixes.js';
import { sqlTokens } from '../expression/tokens.js';
import type { NamePlace } from './read-settings.js';
import { holdsSecret, knownText, placeOf } from '../model/text-value.js';
import type { Located, Setting, TableSetting, TextValue } from '../model/types.js';

/**
 * The name of the engine. Arguments in brackets are an older way to write settings of their own.
 */
export function readEngineName(value: TextValue, reports: Reports): Located<string> | undefined {
  if (holdsSecret(value)) {
    const reason = 'The table must be known before secrets are looked up.';
    reports.add('secret-not-allowed', { name: 'ENGINE', reason }, value.span);
    return undefined;
  }
  const text = knownText(value) ?? '';
  const bracket = text.indexOf('(');
  const name = (bracket < 0 ? text : text.slice(0, bracket)).trim();
  if (!findEngine(name)) {
    const meant = nearestEngine(name);
    const certain = bracket < 0 ? certainEngine(name) : undefined;
    const exact = certain === undefined ? undefined : nameSpan(value);
    const fix = certain !== undefined && exact ? replaceWith(certain, exact) : undefined;
    reports.add('unknown-engine', { engine: excerpt(name), suggestion: meant }, value.span, fix);
    return undefined;
  }
  if (bracket >= 0 && !/^\(\s*\)$/.test(text.slice(bracket).trim()) && !name.startsWith('Replicated')) {
    reports.add('engine-arguments', { engine: name }, value.span);
  }
  const span = nameSpan(value) ?? value.span;
  return value.file ? { value: name, span, file: value.file } : { value: name, span };
}

function nameSpan({ parts }: TextValue): Span | undefined {
  const [part] = parts;
  if (part?.kind !== 'literal' || parts.length > 1) return undefined;
  const end = part.text.indexOf('(');
  return placeOf(part, 0, (end < 0 ? part.text : part.text.slice(0, end)).trimEnd().length);
}

/**
 * Parameters that the engine does not have, and those that it cannot be without.
 *
 * @param written The settings that the file means to give.
 */
export function checkEngineSettings(
  name: Located<string> | undefined,
  settings: ReadonlyMap<string, Setting>,
  written: ReadonlyMap<string, NamePlace>,
  reports: Reports,
): void {
  // Without a name it is a MergeTree. A name that cannot be read has been reported.
  const engine = findEngine(name?.value ?? (written.has('ENGINE') ? '' : 'MergeTree'));
  if (!engine) return;
  for (const setting of settings.values()) {
    if (engine.settings.includes(setting.name)) continue;
    const engines =
      engine.family === 'MergeTree' || !enginesWith(setting.name).includes(' and ')
        ? enginesWith(setting.name)
        : 'the MergeTree family';
    const values = { setting: setting.name, engine: engine.name, engines };
    reportsIn(setting.value.file, reports).add('engine-without-setting', values, setting.nameSpan);
  }
  for (const required of engine.required) {
    if (written.has(required)) continue;
    reportsIn(name?.file, reports).add(
      'missing-setting',
      { name: required, reason: `${engine.name} cannot be without it.` },
      name?.span ?? { start: 0, end: 0 },
    );
  }
}

/** ENGINE_SETTINGS: `name = value` pairs with commas between them. */
export function readTableSettings({ name, value }: Setting, reports: Reports): readonly TableSetting[] {
  const [part, ...more] = value.parts;
  if (part?.kind !== 'literal' || more.length > 0) return [];
  const tokens = sqlTokens(part.text);
  const pairs: TableSetting[] = [];
  const at = (i: number): Span =>
    placeOf(part, tokens[i]?.start ?? part.text.length, tokens[i]?.end ?? part.text.length);
  const fail = (problem: string, i: number): readonly TableSetting[] => {
    reports.add('invalid-expression', { setting: name, problem }, at(i));
    return pairs;
  };
  const hidden = sqlProblem(part.text, { comments: true });
  if (hidden) {
    reports.add(
      'invalid-expression',
      { setting: name, problem: excerpt(hidden.problem) },
      placeOf(part, hidden.start, hidden.end),
    );
    return pairs;
  }
  for (let i = 0; i < tokens.length;) {
    const key = tokens[i];
    if (key?.kind !== 'name' || !/^\w+$/.test(key.text))
      return fail(`${excerpt(key?.text ?? '')} is not the name of a setting`, i);
    const equals = tokens[i + 1];
    if (equals?.text !== '=') return fail(`= is missing after ${excerpt(key.text)}`, i);
    const negative = tokens[i + 2]?.text === '-' ? 1 : 0;
    const last = i + 2 + negative;
    const content = tokens[last];
    if (content?.kind !== 'number' && content?.kind !== 'string' && content?.kind !== 'name') {
      return fail(`${excerpt(key.text)} has no value`, i);
    }
    const start = tokens[i + 2]?.start ?? content.start;
    pairs.push({
      name: { value: key.text, span: at(i) },
      value: {
        value: withoutSqlComments(part.text.slice(start, content.end)),
        span: placeOf(part, start, content.end),
      },
    });
    const comma = tokens[last + 1];
    if (comma && comma.kind !== 'comma') return fail(`a comma is missing before ${excerpt(comma.text)}`, last + 1);
    i = last + 2;
  }
  return pairs;
}
