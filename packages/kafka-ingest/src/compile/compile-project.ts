import { jsonCodec, type Codec } from '@proj/codecs';
import { quarantineTable, type TableDefinition } from '@proj/clickhouse-sink';
import {
  resolveSecrets,
  type DatasourceFile,
  type MessageFormat,
  type Project,
  type ResolvedConnection,
  type ResolvedKafkaDatasource,
} from '@proj/datafile-parser';
import { hasErrors, sortDiagnostics, type Diagnostic, type Span } from '@proj/diagnostics';
import { kafkaClientConfig, type KafkaClientConfig } from '@proj/kafka-auth';
import { compileMapping, type MappingProblem, type RowMapping } from '@proj/row-mapping';
import type { Pipeline } from '../pipeline.js';
import { connectionSettings, problemSpan, settingsFromSecrets } from './connection-settings.js';
import { ingestDiagnostics } from './messages.js';
import { landingMetaColumns, landingTable, mappedColumns } from './table-definition.js';

/** What compiling needs besides the files. */
export interface CompileOptions {
  /** Where the secrets of the datafiles come from. */
  readonly lookupSecret: (name: string) => string | undefined;
  /** The ClickHouse database of all tables. @default 'default' */
  readonly database?: string;
  /** Codecs by `KAFKA_VALUE_FORMAT`, besides or instead of the built-in ones. */
  readonly codecs?: Readonly<Record<string, Codec>>;
  /** Larger messages go to quarantine. In bytes. @default 10 MiB */
  readonly maxMessageBytes?: number;
}

/** A project that is ready to be deployed and run. */
export interface CompiledProject {
  /** One for each data source that reads from Kafka and has no error. */
  readonly pipelines: readonly Pipeline[];
  /** Landing tables of all data sources, quarantine tables of those that read from Kafka. */
  readonly tables: readonly TableDefinition[];
  /** What is wrong. With an error among them the project must not run. */
  readonly diagnostics: readonly Diagnostic[];
}

const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

/**
 * Turns datafiles that were parsed and linked into tables and pipelines: secrets are resolved, connections
 * become client settings, columns are compiled. Touches neither Kafka nor ClickHouse.
 */
export function compileProject(project: Project, options: CompileOptions): CompiledProject {
  const { project: resolved, diagnostics: missing } = resolveSecrets(project, options.lookupSecret);
  const diagnostics: Diagnostic[] = [...missing];
  const clients = compileConnections(resolved.connections, diagnostics);
  const codecs: Readonly<Record<string, Codec>> = { json_without_schema: jsonCodec, ...options.codecs };
  const kafka = new Map(resolved.kafkaDatasources.map((one) => [one.datasource.name, one]));

  const tables: TableDefinition[] = [];
  const pipelines: Pipeline[] = [];
  for (const datasource of resolved.datasources) {
    const source = kafka.get(datasource.name);
    const { columns: meta, diagnostics: unfit } = source
      ? landingMetaColumns(datasource.datasource, source)
      : { columns: [], diagnostics: [] };
    diagnostics.push(...unfit);
    const landing = landingTable(datasource, options.database ?? 'default', meta);
    diagnostics.push(...landing.diagnostics);
    tables.push(landing.table);
    // Also without a connection: all that is wrong with its columns is told in the same run.
    const mapping = compileColumns(datasource.datasource, diagnostics);
    if (!source) continue;
    if (!mapping) noMappedColumn(datasource.datasource, diagnostics);
    const quarantine = quarantineTable(landing.table, meta);
    tables.push(quarantine);

    const valueCodec = codecFor('KAFKA_VALUE_FORMAT', source.valueFormat, source, codecs, diagnostics);
    const keyCodec = source.keyFormat && codecFor('KAFKA_KEY_FORMAT', source.keyFormat, source, codecs, diagnostics);
    const client = clients.get(source.connection.name);
    if (!mapping || !valueCodec || !client) continue;
    pipelines.push({
      datasource: datasource.name,
      connection: source.connection.name,
      client,
      topic: source.topic.text,
      groupId: source.groupId.text,
      autoOffsetReset: source.autoOffsetReset,
      storeHeaders: source.storeHeaders,
      storeRawValue: source.storeRawValue,
      valueCodec,
      ...(keyCodec ? { keyCodec } : {}),
      mapping,
      landing: { database: landing.table.database, table: landing.table.name, metaColumns: meta },
      quarantine: { database: quarantine.database, table: quarantine.name },
      maxMessageBytes: options.maxMessageBytes ?? MAX_MESSAGE_BYTES,
    });
  }
  return {
    tables,
    pipelines: hasErrors(diagnostics) ? [] : pipelines,
    diagnostics: sortDiagnostics(diagnostics),
  };
}

function compileConnections(
  connections: readonly ResolvedConnection[],
  diagnostics: Diagnostic[],
): ReadonlyMap<string, KafkaClientConfig> {
  const clients = new Map<string, KafkaClientConfig>();
  for (const resolved of connections) {
    const { connection } = resolved;
    if (connection.type?.value !== 'kafka') continue;
    const { config, problems } = kafkaClientConfig(connectionSettings(resolved), {
      fromSecrets: settingsFromSecrets(resolved),
    });
    for (const problem of problems) {
      const { setting, diagnostic } = problem;
      // Told already: a setting that resolved to nothing lacks its secret, and these are always required.
      if (connection.settings.has(setting) && !resolved.settings.has(setting)) continue;
      if (setting === 'KAFKA_BOOTSTRAP_SERVERS' && !connection.settings.has(setting)) continue;
      const span = problemSpan(resolved, problem);
      diagnostics.push({ ...diagnostic, file: connection.file, ...(span ? { span } : {}) });
    }
    if (config) clients.set(connection.name, config);
  }
  return clients;
}

function compileColumns(datasource: DatasourceFile, diagnostics: Diagnostic[]): RowMapping | undefined {
  const { columns, diagnostics: wrong } = mappedColumns(datasource);
  diagnostics.push(...wrong);
  if (columns.length === 0) return undefined;
  const { mapping, problems } = compileMapping(
    columns.flatMap(({ name, type, jsonPath, defaultExpression }) =>
      type
        ? [
            {
              name,
              type: type.value,
              path: jsonPath.value,
              hasDefault: defaultExpression !== undefined,
              ...(defaultExpression ? { defaultExpression: defaultExpression.value } : {}),
            },
          ]
        : [],
    ),
  );
  for (const problem of problems) diagnostics.push(placed(problem, datasource));
  return mapping;
}

function noMappedColumn(datasource: DatasourceFile, diagnostics: Diagnostic[]): void {
  if (datasource.columns.some((column) => column.jsonPath)) return;
  const span = datasource.columns[0]?.span;
  diagnostics.push(
    ingestDiagnostics.create('no-mapped-column', { datasource: datasource.name }, { file: datasource.file, span }),
  );
}

/** Moves a problem from the text of one column into the file. */
function placed(problem: MappingProblem, datasource: DatasourceFile): Diagnostic {
  const column = datasource.columns.find((one) => one.name === problem.column);
  const part =
    problem.part === 'path' ? column?.jsonPath?.span : problem.part === 'type' ? column?.type?.span : column?.span;
  const inner = problem.diagnostic.span;
  const span: Span | undefined =
    part && inner && problem.part !== 'column'
      ? { start: part.start + inner.start, end: Math.min(part.end, part.start + inner.end) }
      : part;
  return { ...problem.diagnostic, file: datasource.file, ...(span ? { span } : {}) };
}

function codecFor(
  setting: 'KAFKA_KEY_FORMAT' | 'KAFKA_VALUE_FORMAT',
  format: MessageFormat,
  source: ResolvedKafkaDatasource,
  codecs: Readonly<Record<string, Codec>>,
  diagnostics: Diagnostic[],
): Codec | undefined {
  const codec = codecs[format];
  if (!codec) {
    const { file, settings } = source.datasource.datasource;
    diagnostics.push(
      ingestDiagnostics.create(
        'format-not-supported-yet',
        { setting, format, supported: Object.keys(codecs).join(', ') },
        { file, span: settings.get(setting)?.value.span },
      ),
    );
  }
  return codec;
}
