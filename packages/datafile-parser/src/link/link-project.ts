import { nearestName, sortDiagnostics, type Diagnostic } from '@proj/diagnostics';

import { appendAll } from '../reporting/append-all.js';
import { datafileDiagnostics } from '../reporting/messages.js';
import { knownText } from '../model/text-value.js';
import type { ConnectionFile, Datafile, DatasourceFile, KafkaDatasource, Project } from '../model/types.js';
import { checkForwardQuery } from './check-forward-query.js';
import { checkKafka } from './check-kafka.js';
import { checkTable } from './check-table.js';
import { readKafkaChoices } from './kafka-settings.js';

/**
 * Follows the references between files: connections by name, columns from the engine's settings. A
 * data source whose references cannot be followed is in `datasources` but not in
 * `kafkaDatasources`.
 *
 * @example
 * const { file } = parseDatafile({ path: 'a.datasource', text: 'SCHEMA >\n  id Int32\nENGINE_SORTING_KEY idd' });
 * linkProject(file ? [file] : []).diagnostics[0]?.hint; // => 'Did you mean id?'
 */
export function linkProject(files: readonly Datafile[]): {
  readonly project: Project;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const ordered = [...files].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const connections = ordered.filter((one) => one.kind === 'connection');
  const datasources = ordered.filter((one) => one.kind === 'datasource');
  const byName = uniqueByName(connections, diagnostics);
  uniqueByName(datasources, diagnostics);
  for (const datasource of datasources) {
    appendAll(diagnostics, checkTable(datasource));
    appendAll(diagnostics, checkForwardQuery(datasource));
  }

  const suggest = suggestionsFrom(byName);
  const kafkaDatasources = datasources.flatMap((one) => connect(one, byName, suggest, diagnostics) ?? []);
  appendAll(diagnostics, checkKafka(kafkaDatasources));
  return {
    project: { files: ordered, connections, datasources, kafkaDatasources },
    diagnostics: sortDiagnostics(diagnostics),
  };
}

function uniqueByName<File extends Datafile>(
  files: readonly File[],
  diagnostics: Diagnostic[],
): ReadonlyMap<string, File> {
  const byName = new Map<string, File>();
  for (const one of files) {
    const other = byName.get(one.name);
    if (!other) {
      byName.set(one.name, one);
      continue;
    }
    const values = { kind: one.kind, name: one.name, other: other.file.path };
    diagnostics.push(datafileDiagnostics.create('duplicate-name', values, { file: one.file }));
  }
  return byName;
}

/** Bounds the time spent on suggestions in a project with very many connections. */
const MOST_COMPARISONS = 100_000;

function suggestionsFrom(connections: ReadonlyMap<string, ConnectionFile>): (name: string) => string | undefined {
  let comparisons = 0;
  return (name) => {
    comparisons += connections.size;
    return comparisons > MOST_COMPARISONS ? undefined : nearestName(name, connections.keys());
  };
}

function connect(
  datasource: DatasourceFile,
  connections: ReadonlyMap<string, ConnectionFile>,
  suggest: (name: string) => string | undefined,
  diagnostics: Diagnostic[],
): KafkaDatasource | undefined {
  const wanted = datasource.settings.get('KAFKA_CONNECTION_NAME');
  if (!wanted) return undefined;
  const name = knownText(wanted.value) ?? '';
  const place = { file: wanted.value.file ?? datasource.file, span: wanted.value.span };
  const connection = connections.get(name);
  if (!connection) {
    const meant = suggest(name);
    const advice = meant === undefined ? `It would be a file ${name}.connection.` : `Did you mean ${meant}?`;
    diagnostics.push(datafileDiagnostics.create('unknown-connection', { name, advice }, place));
    return undefined;
  }
  if (connection.broken.has('TYPE')) return undefined;
  if (connection.type && connection.type.value !== 'kafka') {
    const values = { name, type: connection.type.value };
    diagnostics.push(datafileDiagnostics.create('not-a-kafka-connection', values, place));
    return undefined;
  }
  const topic = datasource.settings.get('KAFKA_TOPIC')?.value;
  const groupId = datasource.settings.get('KAFKA_GROUP_ID')?.value;
  if (!topic || !groupId) return undefined;
  return { datasource, connection, topic, groupId, ...readKafkaChoices(datasource) };
}
