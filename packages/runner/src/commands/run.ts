import { formatDiagnostics, hasErrors, printable } from '@proj/diagnostics';
import { applyDeploy, planDeploy } from '@proj/clickhouse-tables';
import { createIngest, withSplitKeys, type OpenClickHouse } from '@proj/kafka-ingest';
import { optional } from '../arguments/argument.js';
import { defineCommand } from '../arguments/command.js';
import { clickhouseEnvironment, secretsEnvironment } from '../arguments/environment.js';
import { choice, positiveNumber, toggle } from '../arguments/flag.js';
import { dataFolder, givenFolder, project as projectFlag } from '../arguments/project-flags.js';
import { databaseOf, openFor } from '../project/clickhouse.js';
import { errorText } from '../terminal/error-text.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { keepTrying } from '../project/keep-trying.js';
import { hideKnownSecrets } from '../project/known-secrets.js';
import { readProject, type ReadProject } from '../project/read-project.js';
import type { LogFormat } from '../terminal/logger.js';
import { createReporter, type Reporter } from '../terminal/reporter.js';
import { sayVerdicts } from '../project/say-verdicts.js';
import { timeZoneWarning } from '../project/server-time-zone.js';
import { planLines } from '../terminal/plan-lines.js';
import { howToQuery, summaryText } from '../terminal/run-text.js';

export interface RunOptions {
  readonly folder: string;
  readonly dataFolder: string | undefined;
  readonly live: boolean;
  readonly seconds: number | undefined;
  readonly logFormat: LogFormat | undefined;
}

export const command = defineCommand({
  name: 'run',
  section: 'Tables and rows',
  summary: 'Deploy, then consume until stopped. Ctrl-C or SIGTERM drains and commits.',
  details: 'A second signal ends the process at once; whatever was not committed is read again at the next start.',
  needs: 'Kafka, ClickHouse',
  argument: optional('FOLDER', 'folders'),
  flags: {
    project: projectFlag,
    dataFolder,
    live: toggle('Show counters in place instead of log lines.'),
    seconds: positiveNumber('N', 'Stop after N seconds, with a summary.'),
    logFormat: choice('FORMAT', ['text', 'json'], 'text or json. Default: text on a terminal, json elsewhere.'),
  },
  environment: [...clickhouseEnvironment, ...secretsEnvironment],
  examples: [
    { line: 'kafka-ingest run shop', does: 'Run the project in the folder shop, with an embedded ClickHouse.' },
    {
      line: 'CLICKHOUSE_URL=https://user:password@host:8443/shop kafka-ingest run shop',
      does: 'Run it with a ClickHouse server.',
    },
    { line: 'kafka-ingest run shop --live --seconds 60', does: 'Watch the counters for a minute, then stop.' },
  ],
  options: ({ argument, flags: { project: folder, ...flags } }): RunOptions => ({
    ...flags,
    folder: givenFolder(argument, folder),
  }),
  run,
});

/**
 * How long a stop may take to write what was read: longer than a slow insert, shorter than
 * Kubernetes waits.
 */
const DRAIN_MS = 25_000;

/**
 * Deploys, then consumes until stopped. The first SIGINT or SIGTERM drains, commits and exits with
 * 0; a second one exits at once, and what was not committed is read again at the next start.
 */
async function run(options: RunOptions, io: Io): Promise<ExitCode> {
  const project = await readProject(options.folder, io, { database: databaseOf(io) });
  hideKnownSecrets(io, project.compiled);
  const report = formatDiagnostics(project.diagnostics, { color: io.color.err });
  if (report !== '') io.err(`${report}\n`);
  if (hasErrors(project.diagnostics)) return ExitCode.InvalidDatafiles;
  if (project.compiled.pipelines.length === 0) {
    io.err(`No data source in ${printable(project.folder)} reads from Kafka, so there is nothing to run.\n`);
    return ExitCode.InvalidDatafiles;
  }

  const stopping = new AbortController();
  const reporter = createReporter(options, io);
  let signals = 0;
  const unsubscribe = io.onSignal((signal) => {
    signals++;
    if (signals === 1) {
      reporter.say(`${signal}: writing what was read, then committing. Send it again to exit at once.`);
      stopping.abort();
    } else io.exit(ExitCode.FailedWhileRunning);
  });

  let opened: OpenClickHouse | undefined;
  try {
    opened = await openFor(options, io, {
      joinRunning: false,
      onProblem: (text) => reporter.problem('embedded ClickHouse', text),
    });
    const ready = await deployed(project, opened, reporter, stopping.signal);
    if (ready === 'refused') return ExitCode.FailedWhileRunning;
    if (ready === 'stopped') return ExitCode.Done;
    await sayVerdicts(opened.clickhouse, project.compiled.pipelines, reporter);
    return await consume(project, opened, options, reporter, stopping, io);
  } finally {
    unsubscribe();
    reporter.close();
    await opened?.close();
  }
}

/** Creates and extends tables; waits for a ClickHouse that cannot be reached yet. */
async function deployed(
  project: ReadProject,
  opened: OpenClickHouse,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<'ready' | 'refused' | 'stopped'> {
  const plan = await keepTrying(
    async () => {
      const found = await planDeploy(opened.clickhouse, project.compiled.tables);
      if (found.refused.length === 0) await applyDeploy(opened.clickhouse, found);
      const zone = await opened.clickhouse.query('SELECT timezone()', { format: 'TSVRaw' });
      return { ...found, zone: zone.trim() };
    },
    {
      signal,
      onFailure: (error, retryInMs) =>
        reporter.problem('clickhouse', `ClickHouse: ${errorText(error)} Trying again in ${seconds(retryInMs)}.`),
    },
  );
  if (!plan) return 'stopped';
  reporter.problem('clickhouse', undefined);
  if (plan.refused.length > 0) {
    for (const line of planLines(plan)) reporter.say(line);
    return 'refused';
  }
  if (plan.steps.length > 0) for (const line of planLines(plan)) reporter.say(line);
  const warning = timeZoneWarning(plan.zone);
  if (warning !== undefined) reporter.warn(warning);
  return 'ready';
}

async function consume(
  project: ReadProject,
  opened: OpenClickHouse,
  options: RunOptions,
  reporter: Reporter,
  stopping: AbortController,
  io: Io,
): Promise<ExitCode> {
  const pipelines = await withSplitKeys(opened.clickhouse, project.compiled.pipelines, project.compiled.tables);
  const ingest = createIngest({ pipelines, sink: opened.clickhouse });
  reporter.follow(ingest);
  const startedAt = performance.now();
  await ingest.start();
  reporter.say(
    `Consuming into ClickHouse at ${opened.publicUrl}, database ${opened.database}. Project: ${project.folder}`,
  );
  if (options.live) for (const line of howToQuery(options, project, opened, io)) reporter.say(line);
  reporter.start(() => ingest.stats());

  const timer = options.seconds === undefined ? undefined : setTimeout(() => stopping.abort(), options.seconds * 1000);
  await aborted(stopping.signal);
  clearTimeout(timer);

  const stopped = await ingest.stop({ deadlineMs: DRAIN_MS });
  reporter.close();
  io.out(summaryText(ingest.stats().datasources, (performance.now() - startedAt) / 1000));
  if (!stopped.drained) {
    io.err(
      'Some of what was read could not be written in time. It is not committed, and is read again at the next start.\n',
    );
  }
  return ExitCode.Done;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 1000 ? 1 : 0)} s`;

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
