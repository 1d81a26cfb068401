import { formatDiagnostics, hasErrors, nearestName } from '@proj/diagnostics';
import { ingestDiagnostics, type Pipeline } from '@proj/kafka-ingest';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { databaseOf } from './clickhouse.js';
import { hideKnownSecrets } from './known-secrets.js';
import { namedResource } from './named-project.js';
import { readProject } from './read-project.js';

/**
 * The pipeline of a data source that reads from Kafka, given by its name or its file, with the
 * folder of its project. What is wrong with the files or the name is written to `err`; the exit
 * code is returned then.
 */
export async function kafkaDatasource(
  given: string,
  folder: string,
  io: Io,
): Promise<{ readonly pipeline: Pipeline; readonly folder: string } | ExitCode> {
  const named = await namedResource(given, '.datasource', { folder, io });
  const { compiled, diagnostics } = await readProject(named.folder, io, { database: databaseOf(io) });
  hideKnownSecrets(io, compiled);
  const report = formatDiagnostics(diagnostics, { color: io.color.err });
  if (report !== '') io.err(`${report}\n`);
  if (hasErrors(diagnostics)) return ExitCode.InvalidDatafiles;
  const pipeline = compiled.pipelines.find((one) => one.datasource === named.name);
  if (pipeline) return { pipeline, folder: named.folder };
  const names = compiled.pipelines.map((one) => one.datasource);
  const meant = nearestName(named.name, names);
  const advice =
    meant !== undefined
      ? `Did you mean ${meant}?`
      : names.length > 0
        ? `These read from Kafka: ${names.join(', ')}.`
        : 'None in this project reads from Kafka.';
  const unknown = ingestDiagnostics.create('unknown-datasource', { name: named.name, advice });
  io.err(`${formatDiagnostics([unknown], { color: io.color.err })}\n`);
  return ExitCode.WrongUsage;
}
