import type { Codec } from '@proj/codecs';
import { quarantineTable, type TableDefinition } from '@proj/clickhouse-tables';
import type { Project } from '@proj/datafile-parser';
import { resolveSecrets } from '@proj/datafile-parser/secrets';
import { hasErrors, sortDiagnostics, type Diagnostic } from '@proj/diagnostics';
import type { KafkaClientConfig } from '@proj/kafka-auth';
import { MAX_MESSAGE_BYTES } from '../message-limits.js';
import type { Pipeline } from '../pipeline.js';
import { codecFor, messagesOf } from './codec-for.js';
import { compileColumns, noMappedColumn } from './compile-columns.js';
import { compileConnections, type CompiledClient } from './compile-connections.js';
import { landingMetaColumns } from './landing-meta-columns.js';
import { RegistryCodecs, type RegistryOptions } from './registry-codecs.js';
import { landingTable, unfilledColumns } from './table-definition.js';

/** What compiling needs besides the files. */
export interface CompileOptions {
  /** Where the secrets of the datafiles come from. */
  readonly lookupSecret: (name: string) => string | undefined;
  /** The ClickHouse database of all tables. @default 'default' */
  readonly database?: string;
  /** Codecs by `KAFKA_VALUE_FORMAT`, besides or instead of the built-in ones. */
  readonly codecs?: Readonly<Record<string, Codec>>;
  /**
   * How patient to be with schema registries, and how many schemas to keep.
   * @default 10 s for an answer and for an unknown id, 1_000 schemas
   */
  readonly schemaRegistry?: RegistryOptions;
  /**
   * Larger messages go to quarantine. In bytes, at most 256 MiB.
   * @default 10 MiB, as in the original
   */
  readonly maxMessageBytes?: number;
}

/** A connection file that is ready to be connected with. */
export interface CompiledConnection extends Omit<CompiledClient, 'config'> {
  readonly name: string;
  readonly client: KafkaClientConfig;
  /** The topics that data sources read over it, with the group of each. */
  readonly reads: readonly { readonly topic: string; readonly groupId: string }[];
}

/** A project that is ready to be deployed and run. */
export interface CompiledProject {
  /**
   * One for each data source that reads from Kafka. Empty when anything in the project has an
   * error.
   */
  readonly pipelines: readonly Pipeline[];
  /** Landing tables of all data sources, quarantine tables of those that read from Kafka. */
  readonly tables: readonly TableDefinition[];
  /** The Kafka connections that have no error, used or not. */
  readonly connections: readonly CompiledConnection[];
  /** Everything that is wrong. A project with an error among them must not run. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Turns parsed and linked datafiles into tables and pipelines: resolves secrets, turns connections
 * into client settings and compiles columns. Touches neither Kafka nor ClickHouse.
 */
export function compileProject(project: Project, options: CompileOptions): CompiledProject {
  const { project: resolved, diagnostics: missing } = resolveSecrets(project, options.lookupSecret);
  const diagnostics: Diagnostic[] = [...missing];
  const clients = compileConnections(resolved.connections, diagnostics);
  const registries = new Map(
    resolved.connections.map((one) => [one.name, new RegistryCodecs(one, diagnostics, options.schemaRegistry)]),
  );
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
    const ofRegistry = source && registries.get(source.connection.name);
    const valueCodec = source && codecFor(source.valueFormat, options.codecs, ofRegistry);
    const keyCodec = source?.keyFormat && codecFor(source.keyFormat, options.codecs, ofRegistry);
    // Even without a connection, so that one run reports everything that is wrong with the columns.
    const mapping = compileColumns(datasource.datasource, messagesOf(valueCodec), diagnostics);
    if (!source) continue;
    if (!mapping) noMappedColumn(datasource.datasource, diagnostics);
    const quarantine = quarantineTable(landing.table, meta);
    tables.push(quarantine);

    const client = clients.get(source.connection.name);
    // A missing codec was reported with the connection.
    if (!mapping || !valueCodec || !client || (source.keyFormat && !keyCodec)) continue;
    pipelines.push({
      datasource: datasource.name,
      connection: source.connection.name,
      client: client.config,
      ...(client.user === undefined ? {} : { user: client.user }),
      topic: source.topic.text,
      groupId: source.groupId.text,
      autoOffsetReset: source.autoOffsetReset,
      storeHeaders: source.storeHeaders,
      storeRawValue: source.storeRawValue,
      valueCodec,
      ...(keyCodec ? { keyCodec } : {}),
      ...(ofRegistry?.registry ? { registry: ofRegistry.registry } : {}),
      mapping,
      landing: {
        database: landing.table.database,
        table: landing.table.name,
        metaColumns: meta,
        otherColumns: unfilledColumns(landing.table, mapping, meta),
      },
      quarantine: { database: quarantine.database, table: quarantine.name },
      maxMessageBytes: options.maxMessageBytes ?? MAX_MESSAGE_BYTES,
    });
  }
  return {
    tables,
    connections: [...clients].map(([name, { config, ...rest }]) => ({
      name,
      client: config,
      ...rest,
      reads: resolved.kafkaDatasources
        .filter((one) => one.connection.name === name)
        .map(({ topic, groupId }) => ({ topic: topic.text, groupId: groupId.text })),
    })),
    pipelines: hasErrors(diagnostics) ? [] : pipelines,
    diagnostics: sortDiagnostics(diagnostics),
  };
}
