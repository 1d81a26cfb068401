import path from 'node:path';
import { formatDiagnostics, hasErrors, type Diagnostic } from '@proj/diagnostics';
import { fixProject, type FixedDatafile } from '@proj/kafka-ingest';
import { count } from '../count.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import type { CheckOptions } from '../options.js';
import { readProject } from '../read-project.js';

/** Says what is wrong with the datafiles, after putting right what can be if that is wanted; opens no socket. */
export async function check(options: CheckOptions, io: Io): Promise<ExitCode> {
  if (options.fix) {
    const fixed = await fixProject(path.resolve(io.cwd, options.folder), { relativeTo: io.cwd });
    io.err(fixed.map(fixedText).join(''));
  }
  const { compiled, diagnostics } = await readProject(options.folder, io);
  const report = formatDiagnostics(diagnostics, {
    format: options.format,
    color: options.format === 'text' && io.color,
  });
  if (report !== '') io.out(`${report}\n`);
  const failed = hasErrors(diagnostics);
  if (options.format === 'text') {
    const tables = `${count(compiled.pipelines.length, 'data source')} read from Kafka, ${count(compiled.tables.length, 'table')}`;
    const errors = count(diagnostics.filter((one) => one.severity === 'error').length, 'error');
    const gap = report === '' ? '' : '\n';
    io.err(`${gap}${failed ? errors : `✓ ${tables}`}${warningText(diagnostics)}.${fixableText(diagnostics)}\n`);
  }
  return failed ? ExitCode.InvalidDatafiles : ExitCode.Done;
}

function warningText(diagnostics: readonly Diagnostic[]): string {
  const warnings = diagnostics.filter((one) => one.severity === 'warning').length;
  return warnings === 0 ? '' : `, ${count(warnings, 'warning')}`;
}

function fixableText(diagnostics: readonly Diagnostic[]): string {
  const fixable = diagnostics.filter((one) => one.fix).length;
  return fixable === 0 ? '' : ` ${fixable} can be put right with check --fix.`;
}

/** Lines are those of the file as it was when the fix was made. */
function fixedText({ path: shown, applied }: FixedDatafile): string {
  const line = (one: Diagnostic): string => `${one.file?.positionAt(one.span?.start ?? 0).line ?? 1}`;
  return `Fixed ${shown}\n${applied.map((one) => `  line ${line(one)}: ${one.fix?.title ?? ''}\n`).join('')}`;
}
