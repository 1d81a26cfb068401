import { printType } from '@proj/clickhouse-types';
import { packField, type Codec } from '@proj/codecs';
import type { DatasourceFile, KafkaDatasource, MessageFormat, Project } from '@proj/datafile-parser';
import { resolveSecrets } from '@proj/datafile-parser/secrets';
import { hasErrors, nearestName, type Diagnostic } from '@proj/diagnostics';
import type { ColumnExplanation, RowMapping } from '@proj/row-mapping';
import { codecFor, messagesOf } from '../compile/codec-for.js';
import { compileColumns, noMappedColumn } from '../compile/compile-columns.js';
import { ingestDiagnostics } from '../compile/messages.js';
import { RegistryCodecs } from '../compile/registry-codecs.js';
import type { QuarantineReason } from '../encode/quarantine-rows.js';
import { overLimit } from '../encode/over-limit.js';
import { unmappable } from '../encode/rejection-before-mapping.js';
import { MAX_MESSAGE_BYTES } from '../message-limits.js';
import { noteOnShape } from './note-on-shape.js';
import { unmappedColumns, type UnmappedColumn } from './unmapped-columns.js';

/** What explaining needs besides the project. */
export interface ExplainOptions {
  /** Codecs by `KAFKA_VALUE_FORMAT`, besides or instead of the built-in ones. */
  readonly codecs?: Readonly<Record<string, Codec>>;
  /** As in `compileProject`. In bytes. @default 10 MiB */
  readonly maxMessageBytes?: number;
  /** The key of the message: it may be too large, or not what `KAFKA_KEY_FORMAT` says. @default nothing is said of keys */
  readonly key?: Uint8Array | null;
  /** For the URL of the schema registry, where the format of the data source needs one. @default there are none */
  readonly lookupSecret?: (name: string) => string | undefined;
}

/** A column and what it makes of a message. */
export interface ExplainedColumn extends Omit<ColumnExplanation, 'type'> {
  /** As the user wrote it. */
  readonly type: string;
  /** SQL of its DEFAULT, where it has one. */
  readonly defaultExpression?: string;
}

/** What a data source makes of a message. */
export interface MessageExplanation {
  readonly datasource: string;
  /** In which table it would be: the data source's own, or the quarantine table. */
  readonly destination: 'landing' | 'quarantine';
  /** Why it would be in quarantine, as the quarantine table would tell: one entry per bad column. Empty when it is a row. */
  readonly reasons: readonly QuarantineReason[];
  /** What makes it unlike the messages that the data source is for, where something does: it is an array and its paths are for objects. */
  readonly note?: string;
  /** One per column with a json path, in the order of the schema. Empty when the message is no value at all. */
  readonly columns: readonly ExplainedColumn[];
  /** The columns of the schema without a json path, in its order. */
  readonly otherColumns: readonly UnmappedColumn[];
}

/** An explanation, or what is wrong with the data source so that there is none. */
export interface ExplainResult {
  readonly explanation?: MessageExplanation;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Says what a data source makes of one message, column by column, by the code that decodes and maps messages
 * when they come from Kafka. Needs neither Kafka nor ClickHouse: only the data source's own file has to be right. Messages
 * that name a schema (`avro`, `protobuf`) take the registry of its connection, and the secrets of the registry's URL.
 *
 * @param datasource its name
 * @param message the value of the message; null for a tombstone
 * @throws what the codec throws, when something outside that it needs is down
 *
 * @example
 * const { project } = parseProject([
 *   { path: 'prices.datasource', text: 'SCHEMA >\n  `id` UInt8 `json:$.id`,\n  `price` Float64 `json:$.price`\n' },
 * ]);
 * const message = new TextEncoder().encode('{"id":7,"price":"cheap"}');
 * const { explanation } = await explainMessage(project, 'prices', message);
 * explanation?.destination; // => 'quarantine'
 * explanation?.columns.map((one) => one.outcome.kind); // => ['value', 'rejected']
 */
export async function explainMessage(
  project: Project,
  datasource: string,
  message: Uint8Array | null,
  options: ExplainOptions = {},
): Promise<ExplainResult> {
  const file = project.datasources.find((one) => one.name === datasource);
  if (!file) {
    const names = project.datasources.map((one) => one.name);
    const meant = nearestName(datasource, names);
    const advice = meant === undefined ? `There are: ${names.join(', ') || 'none'}.` : `Did you mean ${meant}?`;
    const values = { name: datasource, advice };
    return { diagnostics: [ingestDiagnostics.create('unknown-datasource', values)] };
  }
  const diagnostics: Diagnostic[] = [];
  const source = project.kafkaDatasources.find((one) => one.datasource === file);
  const format = source?.valueFormat ?? 'json_without_schema';
  const formats = [format, ...(source?.keyFormat && options.key ? [source.keyFormat] : [])];
  const ofRegistry = source && registryCodecs(source, project, formats, options, diagnostics);
  const codec = codecFor(format, options.codecs, ofRegistry);
  const mapping = compileColumns(file, messagesOf(codec), diagnostics);
  if (!mapping) noMappedColumn(file, diagnostics);
  if (!mapping || !codec || hasErrors(diagnostics)) return { diagnostics };
  const keyCodec = source?.keyFormat && codecFor(source.keyFormat, options.codecs, ofRegistry);
  const { maxMessageBytes = MAX_MESSAGE_BYTES, key = null } = options;
  const limits = { mapping, maxMessageBytes, keyCodec: key ? keyCodec : undefined };
  try {
    return { explanation: await explain(file, limits, codec, { value: message, key }), diagnostics };
  } finally {
    ofRegistry?.registry?.close();
  }
}

/** Only with what the registry's URL needs: other secrets may be missing. */
function registryCodecs(
  { connection }: KafkaDatasource,
  project: Project,
  formats: readonly MessageFormat[],
  { codecs, lookupSecret = () => undefined }: ExplainOptions,
  diagnostics: Diagnostic[],
): RegistryCodecs | undefined {
  if (formats.every((format) => format === 'json_without_schema' || codecs?.[format])) return undefined;
  const { project: resolved, diagnostics: missing } = resolveSecrets(project, lookupSecret);
  const url = connection.settings.get('KAFKA_SCHEMA_REGISTRY_URL')?.value.span;
  const ofUrl = missing.filter(
    ({ file, span }) => file === connection.file && url && span && span.start >= url.start && span.end <= url.end,
  );
  diagnostics.push(...ofUrl);
  const found = resolved.connections.find((one) => one.connection === connection);
  return found && new RegistryCodecs(found, diagnostics);
}

async function explain(
  file: DatasourceFile,
  limits: { readonly mapping: RowMapping; readonly maxMessageBytes: number; readonly keyCodec: Codec | undefined },
  codec: Codec,
  { value: message, key }: { readonly value: Uint8Array | null; readonly key: Uint8Array | null },
): Promise<MessageExplanation> {
  const size = { value: message?.length ?? 0, key: key?.length ?? 0, headers: 0, headerBytes: 0 };
  const reasonsOfSize = overLimit(size, limits.maxMessageBytes);
  const over = reasonsOfSize.length > 0 ? reasonsOfSize : undefined;
  const field = packField([over ? null : message]);
  const decoded = await codec.decode(field, limits.mapping.need);
  const keys = await limits.keyCodec?.decode({ ...packField([over ? null : key]), part: 'key' }, 'value');
  const unmapped = unmappable(limits.mapping, message === null, over, decoded, keys, 0);
  const datasource = file.name;
  const otherColumns = unmappedColumns(file);
  if (unmapped) return { datasource, destination: 'quarantine', reasons: unmapped.reasons, columns: [], otherColumns };
  const start = decoded.start?.[0] ?? field.start[0] ?? -1;
  const value = decoded.values[0];
  const columns = limits.mapping.explain(value, field.bytes, start, field.end[0] ?? -1);
  const reasons = columns.flatMap(({ outcome }) => (outcome.kind === 'rejected' ? [outcome.rejection] : []));
  const note = noteOnShape(value, columns);
  return {
    datasource,
    destination: reasons.length > 0 ? 'quarantine' : 'landing',
    reasons,
    ...(note === undefined ? {} : { note }),
    otherColumns,
    columns: columns.map((one) => {
      const expression = file.columns.find(({ name }) => name === one.column)?.defaultExpression?.value;
      const explained = { ...one, type: printType(one.type) };
      return expression === undefined ? explained : { ...explained, defaultExpression: expression };
    }),
  };
}
