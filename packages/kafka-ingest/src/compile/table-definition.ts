import { printType } from '@proj/clickhouse-types';
import { withoutSqlComments } from '@proj/clickhouse-types/sql';
import type { ColumnDefinition, EngineReferences, TableDefinition } from '@proj/clickhouse-sink';
import type { Column, DatasourceFile } from '@proj/datafile-parser';
import type { ResolvedDatasource } from '@proj/datafile-parser/secrets';
import type { Diagnostic } from '@proj/diagnostics';
import type { RowMapping } from '@proj/row-mapping';
import type { MetaColumn } from '../pipeline.js';
import { isMetaColumn, metaColumns, metaTypeDemand } from './meta-columns.js';
import { ingestDiagnostics } from './messages.js';

/** The meta columns that a data source's landing table has; it may declare them itself, in any place, with a type that fits. */
export function landingMetaColumns(
  datasource: DatasourceFile,
  options: { readonly storeHeaders: boolean },
): { readonly columns: readonly MetaColumn[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const columns = metaColumns
    .filter((one) => one.name !== '__headers' || options.storeHeaders)
    .map((builtIn) => {
      const { name } = builtIn;
      const declared = datasource.columns.find((one) => one.name === name)?.type;
      if (declared?.state !== 'read') return builtIn;
      const type = declared.value;
      const demand = metaTypeDemand(name, type);
      if (demand !== undefined) {
        const suggestion = `${name} ${printType(builtIn.type)}`;
        diagnostics.push(
          ingestDiagnostics.create(
            'meta-column-type',
            { column: name, type: printType(type), demand, suggestion },
            { file: declared.file ?? datasource.file, span: declared.span },
          ),
        );
      }
      return { name, type };
    });
  return { columns, diagnostics };
}

/** The landing table that a data source describes: its own columns, then the meta columns it did not declare. */
export function landingTable(
  { datasource, engine: resolved, tableSettings }: ResolvedDatasource,
  database: string,
  meta: readonly MetaColumn[],
): { readonly table: TableDefinition; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const columns: ColumnDefinition[] = [];
  for (const column of datasource.columns) {
    if (column.type.state === 'broken') continue;
    if (column.type.state === 'absent') {
      diagnostics.push(
        ingestDiagnostics.create(
          'column-without-type',
          { column: column.name },
          { file: column.file ?? datasource.file, span: column.nameSpan },
        ),
      );
      continue;
    }
    columns.push({
      name: column.name,
      type: column.type.value,
      ...(column.defaultExpression ? { defaultExpression: withoutSqlComments(column.defaultExpression.value) } : {}),
      ...(column.codec ? { codec: withoutSqlComments(column.codec.value) } : {}),
    });
  }
  const declared = new Set(columns.map((one) => one.name));
  columns.push(...meta.filter((one) => !declared.has(one.name)));

  const { engine } = datasource;
  const text = (name: string): string | undefined => {
    // A comment has no place in a statement that is made of many pieces.
    const value = withoutSqlComments(resolved.get(name)?.text ?? '');
    return value.trim() === '' ? undefined : value;
  };
  const name = engine.name?.value ?? 'MergeTree';
  const given = {
    sortingKey: text('ENGINE_SORTING_KEY'),
    partitionKey: text('ENGINE_PARTITION_KEY'),
    primaryKey: text('ENGINE_PRIMARY_KEY'),
    samplingKey: text('ENGINE_SAMPLING_KEY'),
    ttl: text('ENGINE_TTL'),
  };
  const references = secretReferences(resolved);
  return {
    table: {
      database,
      name: datasource.name,
      columns,
      engine: {
        name,
        arguments: engineArguments(name, text),
        ...defined(given),
        ...(tableSettings.length > 0 ? { settings: tableSettings } : {}),
        ...(references ? { references } : {}),
      },
      ...(datasource.indexes.length > 0
        ? {
            indexes: datasource.indexes.map((index) => ({
              name: index.name,
              expression: withoutSqlComments(index.expression.value),
              type: withoutSqlComments(index.type.value),
              ...(index.granularity === undefined ? {} : { granularity: index.granularity }),
            })),
          }
        : {}),
    },
    diagnostics,
  };
}

/** Which parts of the engine come from secrets, each as it stands in the file. */
function secretReferences(engine: ResolvedDatasource['engine']): EngineReferences | undefined {
  const references: { -readonly [Part in keyof EngineReferences]: string } = {};
  for (const [name, value] of engine) {
    if (value.secret) references[REFERENCE_PARTS[name] ?? 'arguments'] = String(value);
  }
  return Object.keys(references).length > 0 ? references : undefined;
}

const REFERENCE_PARTS: Readonly<Record<string, keyof EngineReferences>> = {
  ENGINE_SORTING_KEY: 'sortingKey',
  ENGINE_PARTITION_KEY: 'partitionKey',
  ENGINE_PRIMARY_KEY: 'primaryKey',
  ENGINE_SAMPLING_KEY: 'samplingKey',
  ENGINE_TTL: 'ttl',
  ENGINE_SETTINGS: 'settings',
};

/** The columns of a table that neither a message nor where it came from fills. */
export function unfilledColumns(
  { columns }: TableDefinition,
  { blockColumns }: RowMapping,
  meta: readonly MetaColumn[],
): readonly ColumnDefinition[] {
  const filled = new Set([...blockColumns, ...meta].map(({ name }) => name));
  return columns.filter(({ name }) => !filled.has(name));
}

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

/** Which ENGINE_* settings an engine takes as its arguments, in ClickHouse's order. */
const argumentSettings: Readonly<Record<string, readonly string[]>> = {
  ReplacingMergeTree: ['ENGINE_VER', 'ENGINE_IS_DELETED'],
  CollapsingMergeTree: ['ENGINE_SIGN'],
  VersionedCollapsingMergeTree: ['ENGINE_SIGN', 'ENGINE_VERSION'],
};

function engineArguments(engine: string, text: (name: string) => string | undefined): readonly string[] {
  // Replicated… engines take the same arguments after their own.
  const base = engine.replace(/^Replicated/, '');
  if (base === 'SummingMergeTree') {
    const columns = text('ENGINE_SUMMING_COLUMNS') ?? text('ENGINE_COLUMNS');
    return columns === undefined ? [] : [`(${columns})`];
  }
  const found: string[] = [];
  // One that is missing is told by the parser.
  for (const setting of argumentSettings[base] ?? []) {
    const value = text(setting);
    if (value !== undefined) found.push(value);
  }
  return found;
}

function defined<T extends Readonly<Record<string, string | undefined>>>(
  values: T,
): { readonly [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: string;
  };
}
