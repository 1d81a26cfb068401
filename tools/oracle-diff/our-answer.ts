import { parseProject, type Datafile, type Setting, type TextValue } from '@proj/datafile-parser';
import { resolveText } from '@proj/datafile-parser/secrets';
import { printType, type ClickHouseType } from '@proj/clickhouse-types';
import type { Answer, Sample } from './sample.js';
import {
  codecForm,
  engineForm,
  linesForm,
  settingForm,
  settingName,
  sqlForm,
  typeForm,
  WITHOUT_EFFECT,
} from './same-form.js';

/**
 * The original reads one file at a time: a mistake that needs the other files of a project does not
 * count as a difference.
 */
const BETWEEN_FILES: ReadonlySet<string> = new Set(['datafile/unknown-connection']);

/**
 * The original ignores the name of a file when it parses, so all files get the same one.
 */
export function ourAnswer({ extension, text }: Sample): Answer {
  const { project, diagnostics } = parseProject([{ path: `sample${extension}`, text }]);
  const errors = diagnostics.filter((one) => one.severity === 'error' && !BETWEEN_FILES.has(one.code));
  const [file] = project.files;
  return {
    accepted: errors.length === 0,
    reasons: errors.map(({ code, message }) => ({ code, message })),
    model: file ? modelOf(file) : new Map(),
  };
}

/** On both sides every secret exists, and its value is derived from its name. */
const textOf = (value: TextValue): string => resolveText(value, (name) => `auto_${name}`).text?.text ?? '';

function modelOf(file: Datafile): Map<string, string> {
  const model = new Map<string, string>();
  const set = (key: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') model.set(key, value);
  };
  if (file.description) set('description', linesForm(textOf(file.description)));
  for (const { name, value } of file.settings.values()) {
    const known = settingName(name);
    if (!WITHOUT_EFFECT.has(known)) model.set(`settings.${known}`, settingForm(known, textOf(value)));
  }
  if (file.kind === 'connection') {
    set('type', file.type?.value.toLowerCase());
    return model;
  }
  for (const [i, column] of file.columns.entries()) {
    const key = `columns.${i}`;
    set(`${key}.name`, column.name);
    const { type, nullable } = splitNullable(column.type.state === 'read' ? column.type.value : undefined);
    set(`${key}.type`, type);
    set(`${key}.nullable`, String(nullable));
    set(`${key}.path`, column.jsonPath?.value);
    const standIn = column.defaultExpression && sqlForm(column.defaultExpression.value);
    // Without a default a Nullable column is NULL, so the original leaves this one out.
    if (!(nullable && standIn?.toUpperCase() === 'NULL')) set(`${key}.default`, standIn);
    set(`${key}.codec`, column.codec && codecForm(column.codec.value));
  }
  set('engine', file.engine.name?.value);
  for (const setting of file.engine.settings.values()) set(...engineSetting(setting));
  for (const [i, index] of file.indexes.entries()) {
    set(`indexes.${i}.name`, index.name);
    set(`indexes.${i}.expression`, sqlForm(index.expression.value));
    set(`indexes.${i}.type`, sqlForm(index.type.value));
    set(`indexes.${i}.granularity`, index.granularity === undefined ? undefined : String(index.granularity));
  }
  for (const [i, { name, permission }] of file.tokens.entries()) set(`tokens.${i}`, `${name} ${permission}`);
  // Entries `name=value` are for Tinybird's own operation, and the original keeps them apart.
  const tags = file.tags.map((tag) => tag.value).filter((tag) => !tag.includes('='));
  for (const [i, tag] of tags.entries()) set(`tags.${i}`, tag);
  for (const [i, { value }] of file.sharedWith.entries()) set(`shared_with.${i}`, value);
  if (file.forwardQuery) set('forward_query', linesForm(textOf(file.forwardQuery)));
  return model;
}

const engineSetting = ({ name, value }: Setting): [string, string] => [
  `engine.${settingName(name)}`,
  engineForm(textOf(value)),
];

/** The original stores an outermost `Nullable` as a mark beside the type. */
function splitNullable(type: ClickHouseType | undefined): { readonly type?: string; readonly nullable: boolean } {
  if (!type) return { nullable: false };
  const text = typeForm(printType(type));
  const nullable = /^nullable\(/i.test(text);
  return { type: nullable ? text.slice('Nullable('.length, -1) : text, nullable };
}
