import type { Codec } from '@proj/codecs';
import type { KafkaDatasource, MessageFormat, Project } from '@proj/datafile-parser';
import { resolveSecrets } from '@proj/datafile-parser/secrets';
import { hasErrors, nearestName, type Diagnostic } from '@proj/diagnostics';
import { codecFor, messagesOf } from '../compile/codec-for.js';
import { compileColumns, noMappedColumn } from '../compile/compile-columns.js';
import { ingestDiagnostics } from '../compile/messages.js';
import { RegistryCodecs } from '../compile/registry-codecs.js';
import { MAX_MESSAGE_BYTES } from '../message-limits.js';
import { explainDecoded, type MessageExplanation } from './explain-decoded.js';

/** What explaining needs besides the project. */
export interface ExplainOptions {
  /** Codecs by `KAFKA_VALUE_FORMAT`, in addition to the built-in ones or instead of them. */
  readonly codecs?: Readonly<Record<string, Codec>>;
  /** As in `compileProject`. In bytes. @default 10 MiB */
  readonly maxMessageBytes?: number;
  /**
   * The key of the message, checked for its size and its `KAFKA_KEY_FORMAT`.
   *
   * @default the key is not checked
   */
  readonly key?: Uint8Array | null;
  /**
   * For the URL of the schema registry, if the format of the data source needs one.
   *
   * @default no secrets
   */
  readonly lookupSecret?: (name: string) => string | undefined;
}

/** An explanation, or the reasons why the data source has none. */
export interface ExplainResult {
  readonly explanation?: MessageExplanation;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Explains, column by column, what a data source makes of a message, with the code that decodes and
 * maps messages from Kafka. Needs neither Kafka nor ClickHouse: only the file of the data source
 * has to be correct. Messages that refer to a schema (`avro`, `protobuf`) also need the registry of
 * its connection, and the secrets in the registry's URL.
 *
 * @param datasource its name
 * @param message the value of the message; null for a tombstone
 * @throws the error of the codec, when an outside system that it needs is unavailable
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
  const { maxMessageBytes = MAX_MESSAGE_BYTES, key = null } = options;
  const keyCodec = source?.keyFormat && key ? codecFor(source.keyFormat, options.codecs, ofRegistry) : undefined;
  const pipeline = { mapping, maxMessageBytes, valueCodec: codec, ...(keyCodec ? { keyCodec } : {}) };
  try {
    return { explanation: await explainDecoded(file, pipeline, { value: message, key }), diagnostics };
  } finally {
    ofRegistry?.registry?.close();
  }
}

/** Reports only the secrets that the registry's URL needs: others may be missing. */
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
