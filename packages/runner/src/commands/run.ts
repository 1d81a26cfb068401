import { formatDiagnostics, hasErrors, printable } from '@proj/diagnostics';
import { applyDeploy, planDeploy } from '@proj/clickhouse-tables';
import { createIngest, withSplitKeys, type OpenClickHouse } from '@proj/kafka-ingest';
import { optional } from '../arguments/argument.js';
import { defineCommand } from '../arguments/command.js';
import { clickhouseEnvironment, secretsEnvironment } from '../arguments/environment.js';
import { choice, positiveNumber, text, toggle } from '../arguments/flag.js';
import { datasourceLimitFlag, limitFlag } from '../arguments/limit-flag.js';
import { dataFolder, givenFolder, project as projectFlag } from '../arguments/project-flags.js';
import { runEnvironment, runLimits } from '../arguments/run-limits.js';
import { databaseOf, openFor } from '../project/clickhouse.js';
import { mayBecomeUsable, unusable, unusableText } from '../terminal/clickhouse-at-start.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { keepTrying } from '../project/keep-trying.js';
import { hideKnownSecrets } from '../project/known-secrets.js';
import { readProject, type ReadProject } from '../project/read-project.js';
import { limitedPipelines, runSettings, type RunFlags, type RunSettings } from '../project/run-settings.js';
import { endAnyway, Stopping } from '../project/stopping.js';
import type { LogFormat } from '../terminal/logger.js';
import { createReporter, type Reporter } from '../terminal/reporter.js';
import { sayVerdicts } from '../terminal/say-verdicts.js';
import { timeZoneWarning } from '../project/server-time-zone.js';
import { planLines } from '../terminal/plan-lines.js';
import { howToQuery, summaryText } from '../terminal/run-text.js';

export interface RunOptions extends RunFlags {
  readonly folder: string;
  readonly dataFolder: string | undefined;
  readonly live: boolean;
  readonly seconds: number | undefined;
  readonly logFormat: LogFormat | undefined;
  readonly failFast: boolean;
}

const eachDatasource = 'For single data sources: NAME=VALUE, also several times.';

export const command = defineCommand({
  name: 'run',
  section: 'Tables and rows',
  summary: 'Deploy, then consume until stopped. Ctrl-C or SIGTERM drains and commits.',
  details:
    'A stop writes and commits what was read, and ends within --stop-timeout. A second signal ends the process at once; whatever was not committed is read again at the next start.',
  needs: 'Kafka, ClickHouse',
  argument: optional('FOLDER', 'folders'),
  flags: {
    project: projectFlag,
    dataFolder,
    live: toggle('Show counters in place instead of log lines.'),
    seconds: positiveNumber('N', 'Stop after N seconds, with a summary.'),
    logFormat: choice('FORMAT', ['text', 'json'], 'text or json. Default: text on a terminal, json elsewhere.'),
    batchAge: datasourceLimitFlag(
      'AGE',
      `Send a batch when its first message is this old. Default: 1s. ${eachDatasource}`,
      runLimits.batchAge,
    ),
    batchRows: datasourceLimitFlag(
      'ROWS',
      `Send a batch when it has this many messages. Default: 50000. ${eachDatasource}`,
      runLimits.batchRows,
    ),
    batchBytes: datasourceLimitFlag(
      'SIZE',
      `Send a batch when its blocks are this large. Default: 16MiB. ${eachDatasource}`,
      runLimits.batchBytes,
    ),
    memory: limitFlag('SIZE', 'Keep the memory of the process below this. Default: 400MB.', runLimits.memory),
    stopTimeout: limitFlag(
      'TIME',
      'End this long after the first signal, whatever is under way. Default: 9s, less than docker stop waits.',
      runLimits.stopTimeout,
    ),
    instance: text(
      'NAME',
      'Make this runner a static member of its groups, so that it has its partitions back at once after a restart. auto: a name made of those of host and folder. Default: no static member.',
    ),
    failFast: toggle('Exit with 1 when ClickHouse cannot be used at the start, instead of trying again.'),
  },
  environment: [...clickhouseEnvironment, ...secretsEnvironment, ...runEnvironment],
  examples: [
    { line: 'kafka-ingest run shop', does: 'Run the project in the folder shop, with an embedded ClickHouse.' },
    {
      line: 'CLICKHOUSE_URL=https://user:password@host:8443/shop kafka-ingest run shop',
      does: 'Run it with a ClickHouse server.',
    },
    { line: 'kafka-ingest run shop --live --seconds 60', does: 'Watch the counters for a minute, then stop.' },
    {
      line: 'kafka-ingest run shop --batch-age 5s --batch-age alerts=100ms',
      does: 'Send few large batches, but those of alerts soon.',
    },
  ],
  options: ({ argument, flags: { project: folder, ...flags } }): RunOptions => ({
    ...flags,
    folder: givenFolder(argument, folder),
  }),
  run,
});

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
  const { pipelines } = project.compiled;
  if (pipelines.length === 0) {
    io.err(`No data source in ${printable(project.folder)} reads from Kafka, so there is nothing to run.\n`);
    return ExitCode.InvalidDatafiles;
  }
  const datasources = pipelines.map((one) => one.datasource);
  const settings = runSettings(options, io.env, { folder: project.folder, datasources });

  const stopping = new Stopping(settings.stopMs);
  const reporter = createReporter(options, io);
  let signals = 0;
  const unsubscribe = io.onSignal((signal) => {
    signals++;
    if (signals === 1) {
      reporter.say(`${signal}: writing what was read, then committing. Send it again to exit at once.`);
      stopping.begin();
    } else io.exit(ExitCode.FailedWhileRunning);
  });

  let opened: OpenClickHouse | undefined;
  let code: ExitCode = ExitCode.FailedWhileRunning;
  try {
    opened = await openFor(options, io, {
      joinRunning: false,
      onProblem: (text) => reporter.problem('embedded ClickHouse', text),
    });
    const ready = await deployed(project, opened, options, reporter, stopping);
    if (ready === 'stopped') code = ExitCode.Done;
    if (ready === 'ready') {
      await sayVerdicts(opened.clickhouse, project.compiled.pipelines, reporter);
      code = await consume(project, opened, settings, options, reporter, stopping, io);
    }
  } finally {
    unsubscribe();
    reporter.close();
    if (opened) await stopping.wait('ClickHouse', opened.close());
  }
  endAnyway(stopping, code, io);
  return code;
}

/** Creates and extends tables; waits for a ClickHouse that cannot be used yet. */
async function deployed(
  project: ReadProject,
  opened: OpenClickHouse,
  { failFast }: RunOptions,
  reporter: Reporter,
  stopping: Stopping,
): Promise<'ready' | 'refused' | 'stopped'> {
  const trying = keepTrying(
    async () => {
      const found = await planDeploy(opened.clickhouse, project.compiled.tables);
      if (found.refused.length === 0) await applyDeploy(opened.clickhouse, found);
      const zone = await opened.clickhouse.query('SELECT timezone()', { format: 'TSVRaw' });
      return { ...found, zone: zone.trim() };
    },
    {
      signal: stopping.signal,
      mayHelp: (error) => !failFast && mayBecomeUsable(error),
      onFailure: (error, retryInMs) =>
        reporter.problem('clickhouse', `ClickHouse: ${unusableText(error)} Trying again in ${seconds(retryInMs)}.`),
    },
  ).catch((error: unknown) => {
    throw unusable(error);
  });
  // A server that accepts connections and never answers must not keep a stop waiting.
  const plan = await Promise.race([trying, stopping.begun.then(() => stopping.wait('the deployment', trying, 500))]);
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
  settings: RunSettings,
  options: RunOptions,
  reporter: Reporter,
  stopping: Stopping,
  io: Io,
): Promise<ExitCode> {
  const { memoryBytes, instance, batches } = settings;
  const pipelines = await withSplitKeys(opened.clickhouse, project.compiled.pipelines, project.compiled.tables);
  const ingest = createIngest({
    pipelines: limitedPipelines(pipelines, settings),
    sink: opened.clickhouse,
    policy: batches,
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(instance === undefined ? {} : { instance }),
  });
  reporter.follow(ingest);
  const startedAt = performance.now();
  await ingest.start();
  reporter.say(
    `Consuming into ClickHouse at ${opened.publicUrl}, database ${opened.database}. Project: ${project.folder}`,
  );
  if (options.live) for (const line of howToQuery(options, project, opened, io)) reporter.say(line);
  reporter.start(() => ingest.stats());

  const timer = options.seconds === undefined ? undefined : setTimeout(() => stopping.begin(), options.seconds * 1000);
  await stopping.begun;
  clearTimeout(timer);

  const stopped = await stopping.wait(kafkaText(project), ingest.stop({ deadlineMs: stopping.drainMs }), 500);
  reporter.close();
  io.out(summaryText(ingest.stats().datasources, (performance.now() - startedAt) / 1000));
  if (!stopped?.drained) {
    io.err(
      'Some of what was read may not be committed: it was not written in time. It is read again at the next start.\n',
    );
  }
  return ExitCode.Done;
}

/** The Kafka clients, as a stop names them. */
function kafkaText({ compiled }: ReadProject): string {
  const clients = new Set(compiled.pipelines.map((one) => `${one.connection} (group ${one.groupId})`));
  return `the Kafka client${clients.size === 1 ? '' : 's'} of ${printable([...clients].join(', '))}`;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 1000 ? 1 : 0)} s`;
