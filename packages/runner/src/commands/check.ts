import path from 'node:path';
import { fixProject, type FixedDatafile } from '@proj/datafile-parser/node';
import { formatDiagnostics, hasErrors, printable, type Diagnostic } from '@proj/diagnostics';
import { count } from '../terminal/count.js';
import { diagnosticsOfFile } from '../project/diagnostics-of-file.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { namedProject, projectFolder } from '../project/named-project.js';
import type { CheckOptions } from '../options.js';
import { readProject, type ReadProject } from '../project/read-project.js';

/** Says what is wrong with the datafiles, after putting right what can be if that is wanted; opens no socket. */
export async function check(options: CheckOptions, io: Io): Promise<ExitCode> {
  const { folder, file } = await namedProject(options.folder, io);
  if (options.fix) {
    // Files refer to each other, and a fix may stand in another one than the mistake shows in.
    const fixed = await fixProject(await projectFolder(options.folder, io), { relativeTo: io.cwd });
    io.err(fixed.map(fixedText).join(''));
  }
  const { compiled, files, diagnostics: all } = await readProject(file === undefined ? options.folder : folder, io);
  const diagnostics = file === undefined ? all : diagnosticsOfFile(all, files, isFile(file, io));
  const report = formatDiagnostics(diagnostics, {
    format: options.format,
    color: options.format === 'text' && io.color.out,
  });
  if (report !== '') io.out(`${report}\n`);
  const failed = hasErrors(diagnostics);
  if (options.format === 'text') {
    const none = file === undefined ? describe(compiled) : `Nothing wrong in ${printable(options.folder)}`;
    const errors = count(diagnostics.filter((one) => one.severity === 'error').length, 'error');
    const gap = report === '' ? '' : '\n';
    io.err(`${gap}${failed ? errors : `✓ ${none}`}${warningText(diagnostics)}.${fixableText(diagnostics)}\n`);
  }
  return failed ? ExitCode.InvalidDatafiles : ExitCode.Done;
}

const describe = ({ pipelines, tables }: ReadProject['compiled']): string =>
  `${count(pipelines.length, 'data source')} read from Kafka, ${count(tables.length, 'table')}`;

const isFile =
  (file: string, io: Io) =>
  (shown: string): boolean =>
    path.resolve(io.cwd, shown) === file;

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
  return `Fixed ${printable(shown)}\n${applied.map((one) => `  line ${line(one)}: ${printable(one.fix?.title ?? '')}\n`).join('')}`;
}
