import { withoutSqlComments } from '@proj/clickhouse-types/sql';
import type { ColumnDefinition, IndexDefinition, TableDefinition } from '@proj/clickhouse-tables';
import type { DatasourceFile, TableIndex } from '@proj/datafile-parser';
import type { ResolvedDatasource } from '@proj/datafile-parser/secrets';
import type { Diagnostic } from '@proj/diagnostics';
import type { RowMapping } from '@proj/row-mapping';
import type { MetaColumn } from '../pipeline.js';
import { engineDefinition } from './engine-definition.js';
import { ingestDiagnostics } from './messages.js';

/**
 * The landing table that a data source describes: its own columns, then the meta columns that it
 * does not declare.
 */
export function landingTable(
  resolved: ResolvedDatasource,
  database: string,
  meta: readonly MetaColumn[],
): { readonly table: TableDefinition; readonly diagnostics: readonly Diagnostic[] } {
  const { datasource } = resolved;
  const { columns, diagnostics } = ownColumns(datasource);
  const declared = new Set(columns.map((one) => one.name));
  return {
    table: {
      database,
      name: datasource.name,
      columns: [...columns, ...meta.filter((one) => !declared.has(one.name))],
      engine: engineDefinition(resolved),
      ...(datasource.indexes.length > 0 ? { indexes: datasource.indexes.map(indexDefinition) } : {}),
    },
    diagnostics,
  };
}

function ownColumns(datasource: DatasourceFile): {
  readonly columns: readonly ColumnDefinition[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const columns: ColumnDefinition[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const column of datasource.columns) {
    if (column.type.state === 'read') {
      columns.push({
        name: column.name,
        type: column.type.value,
        ...(column.defaultExpression ? { defaultExpression: withoutSqlComments(column.defaultExpression.value) } : {}),
        ...(column.codec ? { codec: withoutSqlComments(column.codec.value) } : {}),
      });
    } else if (column.type.state === 'absent') {
      const place = { file: column.file ?? datasource.file, span: column.nameSpan };
      diagnostics.push(ingestDiagnostics.create('column-without-type', { column: column.name }, place));
    }
  }
  return { columns, diagnostics };
}

const indexDefinition = ({ name, expression, type, granularity }: TableIndex): IndexDefinition => ({
  name,
  expression: withoutSqlComments(expression.value),
  type: withoutSqlComments(type.value),
  ...(granularity === undefined ? {} : { granularity }),
});

/** The columns of a table that are filled neither from a message nor from where it came from. */
export function unfilledColumns(
  { columns }: TableDefinition,
  { blockColumns }: RowMapping,
  meta: readonly MetaColumn[],
): readonly ColumnDefinition[] {
  const filled = new Set([...blockColumns, ...meta].map(({ name }) => name));
  return columns.filter(({ name }) => !filled.has(name));
}
