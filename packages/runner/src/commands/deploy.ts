import { formatDiagnostics, hasErrors, type DiagnosticFormat } from '@proj/diagnostics';
import { applyDeploy, planDeploy } from '@proj/clickhouse-tables';
import { optional } from '../arguments/argument.js';
import { defineCommand } from '../arguments/command.js';
import { clickhouseEnvironment, secretsEnvironment } from '../arguments/environment.js';
import { choice, toggle } from '../arguments/flag.js';
import { dataFolder, givenFolder, project } from '../arguments/project-flags.js';
import { databaseOf, openFor } from '../project/clickhouse.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { hideKnownSecrets } from '../project/known-secrets.js';
import { readProject } from '../project/read-project.js';
import { planLines } from '../terminal/plan-lines.js';

export interface DeployOptions {
  readonly folder: string;
  readonly dataFolder: string | undefined;
  readonly format: DiagnosticFormat;
  readonly checkOnly: boolean;
}

export const command = defineCommand({
  name: 'deploy',
  section: 'Tables and rows',
  summary: 'Create or extend the tables that the datafiles describe.',
  needs: 'ClickHouse',
  argument: optional('FOLDER', 'folders'),
  flags: {
    project,
    dataFolder,
    format: choice('FORMAT', ['text', 'json', 'github'], 'text, json or github. Default: text.'),
    check: toggle('Only show what would be done.'),
  },
  environment: [...clickhouseEnvironment, ...secretsEnvironment],
  examples: [
    { line: 'kafka-ingest deploy shop --check', does: 'Show which tables would be created or extended.' },
    { line: 'kafka-ingest deploy shop', does: 'Create and extend them.' },
  ],
  options: ({ argument, flags: { project: folder, format = 'text', ...flags } }): DeployOptions => ({
    folder: givenFolder(argument, folder),
    dataFolder: flags.dataFolder,
    format,
    checkOnly: flags.check,
  }),
  run: deploy,
});

/** Brings the tables in line with the datafiles; with `--check`, only shows how. */
async function deploy(options: DeployOptions, io: Io): Promise<ExitCode> {
  const { compiled, diagnostics } = await readProject(options.folder, io, { database: databaseOf(io) });
  hideKnownSecrets(io, compiled);
  const report = formatDiagnostics(diagnostics, {
    format: options.format,
    color: options.format === 'text' && io.color.err,
  });
  if (report !== '') io.err(`${report}\n`);
  if (hasErrors(diagnostics)) return ExitCode.InvalidDatafiles;

  const opened = await openFor(options, io, { joinRunning: true });
  try {
    const plan = await planDeploy(opened.clickhouse, compiled.tables);
    io.out(`${planLines(plan).join('\n')}\n`);
    if (plan.refused.length > 0) return ExitCode.FailedWhileRunning;
    if (!options.checkOnly) {
      await applyDeploy(opened.clickhouse, plan);
      io.err(plan.steps.length === 0 ? '' : '✓ Deployed.\n');
    }
    return ExitCode.Done;
  } finally {
    await opened.close();
  }
}
