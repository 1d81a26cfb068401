import type { Datafile, DatasourceFile, DatasourceToken, Located, TableIndex } from '../model/types.js';
import type { FileChange, ModelChange } from './changes.js';
import { compare, never } from './compare.js';
import { diffColumns } from './diff-columns.js';
import { diffSettings } from './diff-settings.js';
import { sameSql } from './same-sql.js';

/** What `diffModel` compares: a project, or any files. */
export interface ModelFiles {
  readonly files: readonly Datafile[];
}

/**
 * What changed between two versions of a project: files by kind and name, and in each its settings,
 * columns, indexes, tokens and lists. Compared is what they mean: types as ClickHouse has them, SQL
 * without blanks, secrets by their templates; where and how a thing is written does not count, nor
 * the order of anything but columns.
 *
 * @example
 * const before = parseProject([{ path: 'a.datasource', text: 'SCHEMA >\n  id INT, at Date' }]);
 * const after = parseProject([{ path: 'a.datasource', text: 'SCHEMA >\n  id Int32, at DateTime DEFAULT now()' }]);
 * const [file] = diffModel(before.project, after.project);
 * file?.change === 'changed' && file.changes.map(({ what, change }) => `${what} ${change}`); // => ['column changed']
 */
export function diffModel(before: ModelFiles, after: ModelFiles): readonly FileChange[] {
  const files = compare(before.files, after.files, {
    what: 'file',
    nameOf: (file) => file.name,
    keyOf: (file) => `${file.kind} ${file.name}`,
    difference: (old, now) => {
      const changes = diffFile(old, now);
      return changes.length === 0 ? undefined : { changes };
    },
  });
  return files.map((file): FileChange => {
    switch (file.change) {
      case 'added':
        return { change: file.change, after: file.after };
      case 'removed':
        return { change: file.change, before: file.before };
      case 'changed':
        return { change: file.change, before: file.before, after: file.after, changes: file.changes };
    }
  });
}

/** What changed between two versions of one file. */
export function diffFile(before: Datafile, after: Datafile): readonly ModelChange[] {
  const settings = diffSettings(before, after);
  if (before.kind !== 'datasource' || after.kind !== 'datasource') return settings;
  return [...settings, ...diffColumns(before, after), ...diffLists(before, after)];
}

function diffLists(before: DatasourceFile, after: DatasourceFile): readonly ModelChange[] {
  return [
    ...compare(before.indexes, after.indexes, {
      what: 'index',
      nameOf: ({ name }) => name,
      difference: (old, now) => (sameIndex(old, now) ? undefined : {}),
    }),
    // A token may have both permissions, each on a line of its own.
    ...compare(before.tokens, after.tokens, {
      what: 'token',
      nameOf: ({ name }: DatasourceToken) => name,
      keyOf: ({ name, permission }) => `${permission} ${name}`,
      difference: never,
    }),
    ...compare(before.tags, after.tags, { what: 'tag', nameOf: valueOf, difference: never }),
    ...compare(before.sharedWith, after.sharedWith, { what: 'shared-with', nameOf: valueOf, difference: never }),
  ];
}

const valueOf = ({ value }: Located<string>): string => value;

const sameIndex = (old: TableIndex, now: TableIndex): boolean =>
  sameSql(old.expression.value, now.expression.value) &&
  sameSql(old.type.value, now.type.value) &&
  old.granularity === now.granularity;
