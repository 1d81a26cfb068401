import { applyDeploy, planDeploy } from '@proj/clickhouse-tables';
import { formatDiagnostics, hasErrors, printable } from '@proj/diagnostics';
import { createIngest, type Ingest, type OpenClickHouse } from '@proj/kafka-ingest';
import { databaseOf, openFor } from '../project/clickhouse.js';
import { counterTable } from '../terminal/counters.js';
import { errorText } from '../terminal/error-text.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { keepTrying } from '../project/keep-trying.js';
import { hideKnownSecrets } from '../project/known-secrets.js';
import type { RunOptions } from '../options.js';
import { readProject, type ReadProject } from '../project/read-project.js';
import { createReporter, type Reporter } from '../terminal/reporter.js';
import { timeZoneWarning } from '../project/server-time-zone.js';
import { planLines } from './deploy.js';

/** How long a stop may take to bring home what was read: longer than a slow insert, shorter than Kubernetes' patience. */
const DRAIN_MS = 25_000;

/**
 * Deploys, then consumes until it is told to stop. The first SIGINT or SIGTERM drains, commits and ends with
 * 0; a second one ends at once, and what was not committed is read again at the next start.
 */
export async function run(options: RunOptions, io: Io): Promise<ExitCode> {
  const project = await readProject(options.folder, io, { database: databaseOf(io) });
  hideKnownSecrets(io, project.compiled);
  const report = formatDiagnostics(project.diagnostics, { color: io.color.err });
  if (report !== '') io.err(`${report}\n`);
  if (hasErrors(project.diagnostics)) return ExitCode.InvalidDatafiles;
  if (project.compiled.pipelines.length === 0) {
    io.err(`No data source in ${printable(project.folder)} reads from Kafka: there is nothing to run.\n`);
    return ExitCode.InvalidDatafiles;
  }

  const stopping = new AbortController();
  const reporter = createReporter(options, io);
  let signals = 0;
  const unsubscribe = io.onSignal((signal) => {
    signals++;
    if (signals === 1) {
      reporter.say(`${signal}: finishing what was read, then committing. Again to end at once.`);
      stopping.abort();
    } else process.exit(ExitCode.FailedWhileRunning);
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
    return await consume(project, opened, options, reporter, stopping, io);
  } finally {
    unsubscribe();
    reporter.close();
    await opened?.close();
  }
}

/** Creates and extends tables, waiting for a ClickHouse that is not there yet. */
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
  const ingest = createIngest({ pipelines: project.compiled.pipelines, sink: opened.clickhouse });
  reporter.follow(ingest);
  const startedAt = performance.now();
  await ingest.start();
  reporter.say(
    `Consuming into ClickHouse at ${opened.publicUrl}, database ${opened.database}. Project: ${project.folder}`,
  );
  if (options.live) for (const line of howToAsk(options, project, opened, io)) reporter.say(line);
  reporter.start(() => ingest.stats());

  const timer = options.seconds === undefined ? undefined : setTimeout(() => stopping.abort(), options.seconds * 1000);
  await aborted(stopping.signal);
  clearTimeout(timer);

  const stopped = await ingest.stop({ deadlineMs: DRAIN_MS });
  reporter.close();
  summary(ingest, (performance.now() - startedAt) / 1000, io);
  if (!stopped.drained) {
    io.err(
      'Not everything that was read could be written in time; it is not committed and is read again at the next start.\n',
    );
  }
  return ExitCode.Done;
}

/** The ways to the rows while they arrive: our command, and plain HTTP. */
function howToAsk(
  { folder, dataFolder }: RunOptions,
  project: ReadProject,
  { secretUrl }: OpenClickHouse,
  io: Io,
): readonly string[] {
  const [pipeline] = project.compiled.pipelines;
  if (!pipeline) return [];
  const where = dataFolder === undefined ? `--project ${folder}` : `--data-folder ${dataFolder}`;
  const { landing, quarantine } = pipeline;
  const count = `SELECT count() FROM ${landing.table}`;
  const reasons = `SELECT c__error_column, any(c__error), count() FROM ${quarantine.table} GROUP BY ALL`;
  const lines = [
    'From another terminal:',
    ...[count, reasons].map((sql) => `  npx kafka-ingest sql ${where} "${sql}"`),
  ];
  // The address is the key to the data: it is shown to the person who started the server, and to no file.
  if (secretUrl !== undefined && io.terminal.err) lines.push(`  curl ${secretUrl} --data "${count}"`);
  return [...lines, ''];
}

function summary(ingest: Ingest, elapsed: number, io: Io): void {
  const rows = ingest.stats().datasources.map((one) => ({
    datasource: one.datasource,
    read: one.messagesRead,
    landed: one.rowsLanded,
    quarantined: one.rowsQuarantined,
    rowsPerSecond: (one.rowsLanded + one.rowsQuarantined) / elapsed,
    // Who has left the group knows of no lag.
    lag: undefined,
  }));
  io.out(`After ${elapsed.toFixed(1)} s:\n${counterTable(rows).join('\n')}\n`);
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 1000 ? 1 : 0)} s`;

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
