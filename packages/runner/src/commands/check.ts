import { formatDiagnostics, hasErrors } from '@proj/diagnostics';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import type { CheckOptions } from '../options.js';
import { readProject } from '../read-project.js';

/** Says what is wrong with the datafiles; opens no socket. */
export async function check(options: CheckOptions, io: Io): Promise<ExitCode> {
  const { compiled, diagnostics } = await readProject(options.folder, io);
  const report = formatDiagnostics(diagnostics, {
    format: options.format,
    color: options.format === 'text' && io.color,
  });
  if (report !== '') io.out(`${report}\n`);
  const failed = hasErrors(diagnostics);
  if (options.format === 'text') {
    const sources = compiled.pipelines.length;
    io.err(
      failed
        ? `\n${count(diagnostics.filter((one) => one.severity === 'error').length, 'error')}${warningText(diagnostics)}.\n`
        : `${report === '' ? '' : '\n'}✓ ${count(sources, 'data source')} read from Kafka, ${count(compiled.tables.length, 'table')}${warningText(diagnostics)}.\n`,
    );
  }
  return failed ? ExitCode.InvalidDatafiles : ExitCode.Done;
}

function warningText(diagnostics: readonly { readonly severity: string }[]): string {
  const warnings = diagnostics.filter((one) => one.severity === 'warning').length;
  return warnings === 0 ? '' : `, ${count(warnings, 'warning')}`;
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
