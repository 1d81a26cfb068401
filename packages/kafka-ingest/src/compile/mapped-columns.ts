import { isMetaColumn, type Column, type DatasourceFile } from '@proj/datafile-parser';
import type { Diagnostic } from '@proj/diagnostics';
import { ingestDiagnostics } from './messages.js';

/** A column with a json path. */
export type ColumnWithPath = Column & { readonly jsonPath: NonNullable<Column['jsonPath']> };

/** The columns of a data source that take their value from the message. */
export function mappedColumns(datasource: DatasourceFile): {
  readonly columns: readonly ColumnWithPath[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const withPath = datasource.columns.filter((column): column is ColumnWithPath => column.jsonPath !== undefined);
  return {
    columns: withPath.filter((column) => !isMetaColumn(column.name)),
    diagnostics: withPath
      .filter((column) => isMetaColumn(column.name))
      .map(({ name, jsonPath, file }) =>
        ingestDiagnostics.create(
          'meta-column-with-path',
          { column: name },
          { file: file ?? datasource.file, span: jsonPath.span },
        ),
      ),
  };
}
