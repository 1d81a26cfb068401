import type { Answer } from './sample.js';
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

/** The parts used here of a line that the original's command prints. */
export interface OriginalOutput {
  readonly ok: boolean | null;
  readonly error: { readonly message: string } | null;
  readonly model: {
    readonly kind: 'connection' | 'datasource';
    readonly type: string | null;
    readonly description: string | null;
    readonly columns: readonly OriginalColumn[] | null;
    readonly engine: string | null;
    readonly engine_params: readonly (readonly [string, string])[];
    readonly indexes: readonly {
      readonly name: string;
      readonly expr: string;
      readonly type: string;
      readonly granularity: string | null;
    }[];
    readonly kafka: Readonly<Record<string, unknown>>;
    readonly other: Readonly<Record<string, unknown>>;
    readonly tokens: readonly { readonly token_name: string; readonly permission: string }[];
    readonly shared_with: readonly string[] | null;
    readonly tags: readonly string[] | null;
    readonly forward_query: string | null;
  } | null;
}

interface OriginalColumn {
  readonly name: string;
  readonly type: string;
  readonly jsonpath: string | null;
  readonly default: string | null;
  readonly codec: string | null;
  readonly nullable: boolean;
}

export function originalAnswer({ ok, error, model }: OriginalOutput): Answer {
  return {
    accepted: ok === true,
    reasons: error ? [{ code: '', message: error.message }] : [],
    model: model ? modelOf(model) : new Map(),
  };
}

function modelOf(from: NonNullable<OriginalOutput['model']>): Map<string, string> {
  const model = new Map<string, string>();
  const set = (key: string, value: string | undefined | null): void => {
    if (value !== undefined && value !== null && value !== '') model.set(key, value);
  };
  set('type', from.type?.toLowerCase());
  set('description', from.description && linesForm(from.description));
  for (const [name, value] of [...Object.entries(from.kafka), ...Object.entries(from.other)]) {
    const known = settingName(name);
    if (WITHOUT_EFFECT.has(known)) continue;
    model.set(`settings.${known}`, settingForm(known, typeof value === 'string' ? value : JSON.stringify(value)));
  }
  for (const [i, column] of (from.columns ?? []).entries()) {
    const key = `columns.${i}`;
    set(`${key}.name`, column.name);
    set(`${key}.type`, typeForm(column.type));
    set(`${key}.nullable`, String(column.nullable));
    set(`${key}.path`, column.jsonpath);
    set(`${key}.default`, column.default && sqlForm(column.default));
    set(`${key}.codec`, column.codec && codecForm(column.codec));
  }
  set('engine', from.engine);
  // The original keeps both when one is given twice; the server uses the last.
  for (const [name, value] of from.engine_params) {
    const key = `engine.${settingName(`ENGINE_${name}`)}`;
    model.delete(key);
    set(key, engineForm(value));
  }
  for (const [i, index] of from.indexes.entries()) {
    set(`indexes.${i}.name`, index.name.replace(/^`(.*)`$/, '$1'));
    set(`indexes.${i}.expression`, sqlForm(index.expr));
    set(`indexes.${i}.type`, sqlForm(index.type));
    set(`indexes.${i}.granularity`, index.granularity);
  }
  for (const [i, { token_name: name, permission }] of from.tokens.entries())
    set(`tokens.${i}`, `${name} ${permission}`);
  for (const [i, tag] of (from.tags ?? []).filter((one) => one !== '').entries()) set(`tags.${i}`, tag);
  for (const [i, name] of (from.shared_with ?? []).entries()) set(`shared_with.${i}`, name);
  set('forward_query', from.forward_query && linesForm(from.forward_query));
  return model;
}
