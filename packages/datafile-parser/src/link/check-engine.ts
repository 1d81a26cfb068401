import { isNullable } from '@proj/clickhouse-types';
import { nearestName, type Diagnostic } from '@proj/diagnostics';

import { datafileDiagnostics } from '../messages.js';
import type { DatasourceFile, TextValue } from '../model/types.js';
import { findSetting } from '../settings/table.js';
import { columnNames, type NameInExpression } from './column-names.js';
import { META_COLUMNS } from './meta-columns.js';

/** The columns that the engine's settings and the indexes name must exist; keys must not be Nullable. */
export function checkEngine(datasource: DatasourceFile): readonly Diagnostic[] {
  const { file, columns, engine, indexes } = datasource;
  const types = new Map(columns.map((column) => [column.name, column.type?.value] as const));
  // Without a readable schema every name would be unknown; that the schema is missing has been said.
  if (types.size === 0 || addsUnknownColumns(datasource)) return [];
  const known = knownNames(types.keys());
  const diagnostics: Diagnostic[] = [];
  // Looking for the nearest of very many names, very many times, would take time out of proportion.
  const check = (setting: string, { name, span }: NameInExpression, isKey = false): void => {
    if (!exists(name, known)) {
      const values = {
        setting,
        column: name,
        suggestion: types.size > 2000 ? undefined : nearestName(name, types.keys()),
      };
      diagnostics.push(datafileDiagnostics.create('unknown-column', values, { file, span }));
      return;
    }
    const type = types.get(name);
    if (type && isNullable(type) && isKey) {
      const values = { column: name, key: KEYS[setting] ?? 'key' };
      diagnostics.push(datafileDiagnostics.create('nullable-key', values, { file, span }));
    }
  };
  const mayBeNullable = allowsNullableKey(datasource);
  for (const setting of engine.settings.values()) {
    if (findSetting('datasource', setting.name)?.value !== 'expression') continue;
    const isKey = KEYS[setting.name] !== undefined && !mayBeNullable;
    for (const found of namesIn(setting.value)) check(setting.name, found, isKey && found.bare);
  }
  for (const { name, expression } of indexes) {
    for (const found of columnNames(expression.value)) check(`Index ${name}`, shift(found, expression.span.start));
  }
  return diagnostics;
}

/** A connector of another kind adds columns of its own, of which nothing is known here. */
const addsUnknownColumns = ({ settings }: DatasourceFile): boolean => settings.has('IMPORT_TABLE_ARN');

const shift = ({ name, span }: NameInExpression, by: number): NameInExpression => ({
  name,
  span: { start: span.start + by, end: span.end + by },
});

const KEYS: Readonly<Record<string, string>> = {
  ENGINE_SORTING_KEY: 'sorting key',
  ENGINE_PRIMARY_KEY: 'primary key',
};

/**
 * Where in a key columns stand by themselves: `lower(ifNull(a, ''))` is not Nullable although `a` is, so only
 * these are judged. Gives the offsets of their names.
 */
function bareColumns(text: string): ReadonlySet<number> {
  const outer = /^\s*(?:tuple)?\((?=.*\)\s*$)/is.exec(text)?.[0].length ?? 0;
  const bare = new Set<number>();
  let depth = 0;
  let start = outer;
  for (let at = outer; at <= text.length; at++) {
    const char = text[at];
    if (char === '(') depth++;
    else if (char === ')' && depth > 0) depth--;
    else if (char === undefined || char === ')' || (char === ',' && depth === 0)) {
      const element = /^\s*[`"]?(?=[\w.-]+[`"]?\s*$)/.exec(text.slice(start, at));
      if (element) bare.add(start + element[0].length);
      start = at + 1;
    }
  }
  return bare;
}

function allowsNullableKey({ engine }: DatasourceFile): boolean {
  const settings = engine.settings.get('ENGINE_SETTINGS');
  return (
    settings?.value.parts.some((part) => part.kind === 'literal' && /allow_nullable_key\s*=\s*1/.test(part.text)) ??
    false
  );
}

/** What may be named: columns, meta columns, and `n` where `Nested` was written out as `n.a`, `n.b`. */
function knownNames(columns: Iterable<string>): ReadonlySet<string> {
  const known = new Set(META_COLUMNS);
  for (const name of columns) {
    known.add(name);
    const dot = name.indexOf('.');
    if (dot > 0) known.add(name.slice(0, dot));
  }
  return known;
}

/** Parts of tuples, maps and JSON are reached through a point. */
function exists(name: string, known: ReadonlySet<string>): boolean {
  if (known.has(name)) return true;
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    if (known.has(name.slice(0, dot))) return true;
  }
  return false;
}

/** The names in a value with their places in the file, and whether each stands by itself. */
function namesIn(value: TextValue): readonly (NameInExpression & { readonly bare: boolean })[] {
  return value.parts.flatMap((part) => {
    if (part.kind === 'secret') return [];
    const bare = bareColumns(part.text);
    // Blanks that were collapsed, or a block's indentation: then the place is the whole value.
    const exact = part.text.length === part.span.end - part.span.start;
    return columnNames(part.text).map((found) => ({
      name: found.name,
      span: exact ? shift(found, part.span.start).span : value.span,
      bare: bare.has(found.span.start),
    }));
  });
}
