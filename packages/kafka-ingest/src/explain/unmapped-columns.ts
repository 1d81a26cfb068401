import { printType } from '@proj/clickhouse-types';
import { isMetaColumn, type DatasourceFile } from '@proj/datafile-parser';

/**
 * A column of the schema that takes nothing from the message, and the source that fills it instead.
 */
export interface UnmappedColumn {
  readonly column: string;
  /** As the user wrote it. */
  readonly type: string;
  /** Kafka's metadata, the column's DEFAULT, or the default value of the type: 0, '' or NULL. */
  readonly filledBy: 'kafka' | 'default' | 'type';
  /** The SQL of its DEFAULT, if it has one. */
  readonly defaultExpression?: string;
}

/** The columns of a schema without a json path, in its order. */
export function unmappedColumns(datasource: DatasourceFile): readonly UnmappedColumn[] {
  return datasource.columns.flatMap(({ name, type, jsonPath, defaultExpression }): UnmappedColumn[] => {
    if (type.state !== 'read' || jsonPath) return [];
    const column = { column: name, type: printType(type.value) };
    if (isMetaColumn(name)) return [{ ...column, filledBy: 'kafka' }];
    if (!defaultExpression) return [{ ...column, filledBy: 'type' }];
    return [{ ...column, filledBy: 'default', defaultExpression: defaultExpression.value }];
  });
}
