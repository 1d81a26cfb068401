import { createJsonCodec, type Codec } from '@proj/codecs';
import { quarantineTable, type TableDefinition } from '@proj/clickhouse-sink';
import {
  resolveText,
  type DatasourceFile,
  type KafkaDatasource,
  type MessageFormat,
  type Project,
  type ResolvedText,
  type TextValue,
} from '@proj/datafile-parser';
import { hasErrors, sortDiagnostics, type Diagnostic, type SourceFile, type Span } from '@proj/diagnostics';
import { kafkaClientConfig, type KafkaClientConfig } from '@proj/kafka-auth';
import { compileMapping, type MappingProblem, type RowMapping } from '@proj/row-mapping';
import type { Pipeline } from '../pipeline.js';
import { connectionSettings } from './connection-settings.js';
import { isMetaColumn } from './meta-columns.js';
import { ingestDiagnostics } from './messages.js';
import { landingMetaColumns, landingTable, mappedColumns } from './table-definition.js';

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
  const diagnostics: Diagnostic[] = [];
  const database = options.database ?? 'default';
  const codecs: Readonly<Record<string, Codec>> = { json_without_schema: createJsonCodec(), ...options.codecs };
  const resolve = (value: TextValue, file: SourceFile): ResolvedText => {
    const { resolved, diagnostics: missing } = resolveText(value, options.lookupSecret, file);
    diagnostics.push(...missing);
    return resolved;
  };

  const kafka = new Map(project.kafkaDatasources.map((one) => [one.datasource.name, one]));
  const clients = new Map<string, KafkaClientConfig | undefined>();
  for (const connection of project.connections) {
    if (connection.type?.value !== 'kafka') continue;
    const { settings, place } = connectionSettings(connection, (value) => resolve(value, connection.file));
    const { config, problems } = kafkaClientConfig(settings);
    for (const { setting, diagnostic } of problems) diagnostics.push({ ...diagnostic, ...place(setting) });
    clients.set(connection.name, config);
  }

  const tables: TableDefinition[] = [];
  const pipelines: Pipeline[] = [];
  for (const datasource of project.datasources) {
    const source = kafka.get(datasource.name);
    const meta = source ? landingMetaColumns(source) : [];
    const landing = landingTable(datasource, database, meta, (value) => resolve(value, datasource.file).text);
    diagnostics.push(...landing.diagnostics);
    tables.push(landing.table);
    if (!source) continue;

    const quarantine = quarantineTable(
      { ...landing.table, columns: landing.table.columns.filter((one) => !isMetaColumn(one.name)) },
      meta,
    );
    tables.push(quarantine);

    const mapping = compileColumns(datasource, diagnostics);
    const valueCodec = codecFor('KAFKA_VALUE_FORMAT', source.valueFormat, source, codecs, diagnostics);
    const keyCodec = source.keyFormat && codecFor('KAFKA_KEY_FORMAT', source.keyFormat, source, codecs, diagnostics);
    const client = clients.get(source.connection.name);
    const topic = resolve(source.topic, datasource.file).text;
    const groupId = resolve(source.groupId, datasource.file).text;
    if (!mapping || !valueCodec || !client) continue;
    pipelines.push({
      datasource: datasource.name,
      connection: source.connection.name,
      client,
      topic,
      groupId,
      autoOffsetReset: source.autoOffsetReset,
      storeHeaders: source.storeHeaders,
      storeRawValue: source.storeRawValue,
      valueCodec,
      ...(keyCodec ? { keyCodec } : {}),
      mapping,
      landing: { database, table: datasource.name, metaColumns: meta },
      quarantine: { database, table: quarantine.name },
      maxMessageBytes: options.maxMessageBytes ?? MAX_MESSAGE_BYTES,
    });
  }
  return {
    tables,
    pipelines: hasErrors(diagnostics) ? [] : pipelines,
    diagnostics: sortDiagnostics(diagnostics),
  };
}

function compileColumns(datasource: DatasourceFile, diagnostics: Diagnostic[]): RowMapping | undefined {
  const { columns, diagnostics: wrong } = mappedColumns(datasource);
  diagnostics.push(...wrong);
  if (columns.length === 0) {
    const span = datasource.columns[0]?.span;
    diagnostics.push(
      ingestDiagnostics.create('no-mapped-column', { datasource: datasource.name }, { file: datasource.file, span }),
    );
    return undefined;
  }
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
  source: KafkaDatasource,
  codecs: Readonly<Record<string, Codec>>,
  diagnostics: Diagnostic[],
): Codec | undefined {
  const codec = codecs[format];
  if (!codec) {
    const { file, settings } = source.datasource;
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
