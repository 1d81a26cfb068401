import { applyDeploy, planDeploy, type DeployPlan } from '@proj/clickhouse-tables';
import { formatDiagnostics, hasErrors, printable } from '@proj/diagnostics';
import { databaseOf, openFor } from '../project/clickhouse.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { hideKnownSecrets } from '../project/known-secrets.js';
import type { DeployOptions } from '../options.js';
import { readProject } from '../project/read-project.js';

/** Brings the tables in line with the datafiles; with `--check` only says how. */
export async function deploy(options: DeployOptions, io: Io): Promise<ExitCode> {
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

/** What a deploy does, or did, a line a step. */
export function planLines(plan: DeployPlan): readonly string[] {
  if (plan.steps.length === 0 && plan.refused.length === 0)
    return ['Nothing to change: the tables are as the datafiles say.'];
  return [
    ...plan.steps.map(
      (step) => `${step.kind.padEnd(15)} ${step.table}${step.detail === undefined ? '' : `  ${step.detail}`}`,
    ),
    ...plan.refused.map((change) => `refused         ${change.table}  ${change.message}`),
  ].map(printable);
}
