import { typesEqual } from '@proj/clickhouse-types';
import type { SourceFile } from '@proj/diagnostics';

import type { Column, DatasourceFile, Located } from '../model/types.js';
import type { ColumnAspect, ModelChange } from './changes.js';
import { compare } from './compare.js';
import { sameSql } from './same-sql.js';

/** Added, removed and changed columns; and whether those that stayed stand in another order. */
export function diffColumns(before: DatasourceFile, after: DatasourceFile): readonly ModelChange[] {
  const changes: ModelChange[] = compare(before.columns, after.columns, {
    what: 'column',
    nameOf: (column) => column.name,
    difference: (old, now) => {
      const aspects = changedAspects(old, before.file, now, after.file);
      return aspects.length === 0 ? undefined : { aspects };
    },
  });
  const old = keptColumns(before, after);
  const now = keptColumns(after, before);
  if (old.some((column, i) => column.name !== now[i]?.name)) {
    changes.push({ what: 'column-order', change: 'changed', before: old, after: now });
  }
  return changes;
}

function keptColumns(file: DatasourceFile, other: DatasourceFile): readonly Column[] {
  const names = new Set(other.columns.map((column) => column.name));
  return file.columns.filter((column) => names.has(column.name));
}

function changedAspects(old: Column, oldFile: SourceFile, now: Column, nowFile: SourceFile): readonly ColumnAspect[] {
  const aspects: ColumnAspect[] = [];
  const sameType =
    old.type.state === 'read' && now.type.state === 'read'
      ? typesEqual(old.type.value, now.type.value)
      : old.type.state !== 'read' &&
        now.type.state !== 'read' &&
        sameSql(brokenType(old, oldFile), brokenType(now, nowFile));
  if (!sameType) aspects.push('type');
  if (old.jsonPath?.value !== now.jsonPath?.value) aspects.push('json-path');
  if (!sameExpression(old.defaultExpression, now.defaultExpression)) aspects.push('default');
  if (!sameExpression(old.codec, now.codec)) aspects.push('codec');
  return aspects;
}

const brokenType = ({ type }: Column, { text }: SourceFile): string =>
  type.state === 'broken' ? text.slice(type.span.start, type.span.end) : '';

const sameExpression = (old: Located<string> | undefined, now: Located<string> | undefined): boolean =>
  old && now ? sameSql(old.value, now.value) : old === now;
