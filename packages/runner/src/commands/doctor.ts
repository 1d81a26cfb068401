import { formatDiagnostics, hasErrors, printable, printableJson } from '@proj/diagnostics';
import {
  noteText,
  readTopicPartitions,
  readVerdicts,
  reasonText,
  type Pipeline,
  type Verdict,
} from '@proj/kafka-ingest';
import { optional } from '../arguments/argument.js';
import { defineCommand } from '../arguments/command.js';
import { clickhouseEnvironment, secretsEnvironment } from '../arguments/environment.js';
import { choice } from '../arguments/flag.js';
import { dataFolder, givenFolder, project } from '../arguments/project-flags.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { databaseOf, openFor } from '../project/clickhouse.js';
import { hideKnownSecrets } from '../project/known-secrets.js';
import { readProject } from '../project/read-project.js';
import { verdictText } from '../terminal/verdict-text.js';

export interface DoctorOptions {
  readonly folder: string;
  readonly dataFolder: string | undefined;
  readonly format: 'text' | 'json';
}

export const command = defineCommand({
  name: 'doctor',
  section: 'Tables and rows',
  summary: 'Judge for each data source whether its messages arrive exactly once, and say what to change if not.',
  details:
    'Looks at the tables, at all that they feed through materialized views, and at the partitions of the topics. Changes nothing. Exit code 1 when a data source is not exactly once.',
  needs: 'Kafka, ClickHouse',
  argument: optional('FOLDER', 'folders'),
  flags: { project, dataFolder, format: choice('FORMAT', ['text', 'json'], 'text or json. Default: text.') },
  environment: [...clickhouseEnvironment, ...secretsEnvironment],
  examples: [
    { line: 'kafka-ingest doctor shop', does: 'Judge the data sources of the project in the folder shop.' },
    { line: 'kafka-ingest doctor shop --format json', does: 'Print the same for a program.' },
  ],
  options: ({ argument, flags: { project: folder, format = 'text', ...flags } }): DoctorOptions => ({
    folder: givenFolder(argument, folder),
    dataFolder: flags.dataFolder,
    format,
  }),
  run: doctor,
});

/** Judges every data source that reads from Kafka. */
async function doctor(options: DoctorOptions, io: Io): Promise<ExitCode> {
  const { compiled, diagnostics, folder } = await readProject(options.folder, io, { database: databaseOf(io) });
  hideKnownSecrets(io, compiled);
  const report = formatDiagnostics(diagnostics, { color: io.color.err });
  if (report !== '') io.err(`${report}\n`);
  if (hasErrors(diagnostics)) return ExitCode.InvalidDatafiles;
  const { pipelines } = compiled;
  if (pipelines.length === 0) {
    io.err(`No data source in ${printable(folder)} reads from Kafka, so there is nothing to judge.\n`);
    return ExitCode.InvalidDatafiles;
  }

  const opened = await openFor(options, io, { joinRunning: true });
  try {
    const partitions = await readTopicPartitions(pipelines);
    for (const one of pipelines) if (!partitions.has(one.datasource)) io.err(`${assumption(one)}\n`);
    const verdicts = await readVerdicts(opened.clickhouse, pipelines, (datasource) => {
      const known = partitions.get(datasource);
      return known === undefined ? {} : { partitions: known };
    });
    io.out(options.format === 'json' ? asJson(verdicts) : verdicts.map(verdictText).join(''));
    return verdicts.every(isFine) ? ExitCode.Done : ExitCode.FailedWhileRunning;
  } finally {
    await opened.close();
  }
}

const isFine = ({ guarantee }: Verdict): boolean => guarantee === 'exactly-once';

const assumption = ({ topic, connection, datasource }: Pipeline): string =>
  printable(
    `How many partitions the topic ${topic} has is not known, so ${datasource} is judged as if it had one. ` +
      `Find out why with: kafka-ingest connection check ${connection}`,
  );

function asJson(verdicts: readonly Verdict[]): string {
  const datasources = verdicts.map(({ reasons, notes, ...verdict }) => ({
    ...verdict,
    reasons: reasons.map((one) => ({ ...one, ...reasonText(one) })),
    notes: notes.map((one) => ({ ...one, text: noteText(one) })),
  }));
  return `${printableJson(JSON.stringify({ ok: verdicts.every(isFine), datasources }, null, 2))}\n`;
}
