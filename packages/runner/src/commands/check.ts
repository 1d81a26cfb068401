import path from 'node:path';
import { formatDiagnostics, hasErrors, printable, type Diagnostic, type DiagnosticFormat } from '@proj/diagnostics';
import { fixProject, type FixedDatafile } from '@proj/datafile-parser/node';
import { optional } from '../arguments/argument.js';
import { defineCommand } from '../arguments/command.js';
import { secretsEnvironment } from '../arguments/environment.js';
import { choice, toggle } from '../arguments/flag.js';
import { givenFolder, project } from '../arguments/project-flags.js';
import { count } from '../terminal/count.js';
import { diagnosticsOfFile } from '../project/diagnostics-of-file.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { namedProject, projectFolder } from '../project/named-project.js';
import { readProject, type ReadProject } from '../project/read-project.js';

export interface CheckOptions {
  /** A folder or a datafile, as typed. */
  readonly folder: string;
  readonly format: DiagnosticFormat;
  readonly fix: boolean;
}

export const command = defineCommand({
  name: 'check',
  section: 'Datafiles',
  summary: 'Report what is wrong with the datafiles. Needs neither Kafka nor ClickHouse.',
  details:
    'A file is checked within its project, because files refer to each other; only the problems in that file are reported.',
  argument: optional('FOLDER|FILE', 'files'),
  flags: {
    project,
    format: choice('FORMAT', ['text', 'json', 'github'], 'text, json or github. Default: text.'),
    fix: toggle('First fix, in the files, every mistake that has only one possible correction.'),
  },
  environment: secretsEnvironment,
  examples: [
    {
      line: 'kafka-ingest check shop',
      does: 'Report every mistake in the project shop, with its place and a next step.',
    },
    { line: 'kafka-ingest check --fix', does: 'Fix what is unambiguous in the current folder, then report the rest.' },
    { line: 'kafka-ingest check --format github', does: 'Annotate the files of a pull request.' },
  ],
  options: ({ argument, flags: { project: folder, format = 'text', fix } }): CheckOptions => ({
    folder: givenFolder(argument, folder),
    format,
    fix,
  }),
  run: check,
});

/**
 * Reports what is wrong with the datafiles, after fixing what can be fixed if that was asked for.
 * Opens no socket.
 */
async function check(options: CheckOptions, io: Io): Promise<ExitCode> {
  const { folder, file } = await namedProject(options.folder, io);
  if (options.fix) {
    // Files refer to each other: a fix may be in another file than the one where the mistake shows.
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
  return fixable === 0 ? '' : ` ${fixable} can be fixed with check --fix.`;
}

/** Line numbers are those of the file before the fix. */
function fixedText({ path: shown, applied }: FixedDatafile): string {
  const line = (one: Diagnostic): string => `${one.file?.positionAt(one.span?.start ?? 0).line ?? 1}`;
  return `Fixed ${printable(shown)}\n${applied.map((one) => `  line ${line(one)}: ${printable(one.fix?.title ?? '')}\n`).join('')}`;
}
