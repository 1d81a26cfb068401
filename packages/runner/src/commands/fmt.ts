import { createTwoFilesPatch } from 'diff';
import { formatDiagnostics, hasErrors, printable, type Diagnostic } from '@proj/diagnostics';
import { formatFiles, type ChangedDatafile } from '@proj/datafile-parser/node';
import { many } from '../arguments/argument.js';
import { defineCommand } from '../arguments/command.js';
import { toggle } from '../arguments/flag.js';
import { project } from '../arguments/project-flags.js';
import { count } from '../terminal/count.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { namedProject, noDatafiles } from '../project/named-project.js';

export interface FmtOptions {
  /** Folders and files. */
  readonly paths: readonly string[];
  readonly checkOnly: boolean;
}

export const command = defineCommand({
  name: 'fmt',
  section: 'Datafiles',
  summary: 'Rewrite datafiles in their canonical form, and list those that changed.',
  argument: many('FOLDER|FILES', 'files'),
  flags: { project, check: toggle('Only show what would change, as a diff.') },
  exitCode1: 'fmt --check: a file would change',
  examples: [
    { line: 'kafka-ingest fmt', does: 'Format every datafile of the current folder.' },
    { line: 'kafka-ingest fmt --check shop', does: 'Print a diff, and exit with 1 if a file would change.' },
  ],
  options({ argument, flags: { project: folder, check } }): FmtOptions {
    const paths = folder === undefined ? argument : [folder, ...argument];
    return { paths: paths.length > 0 ? paths : ['.'], checkOnly: check };
  },
  run: fmt,
});

/** Rewrites datafiles in their canonical form, or shows as a diff what that would change. */
async function fmt({ paths, checkOnly }: FmtOptions, io: Io): Promise<ExitCode> {
  for (const one of paths) await namedProject(one, io);
  const formatted = await formatFiles(paths, { relativeTo: io.cwd, write: !checkOnly });
  const { changed, diagnostics } = formatted;
  const [only] = paths;
  if (formatted.count === 0 && only !== undefined) throw await noDatafiles(only, io);
  for (const one of changed) io.out(checkOnly ? diffOf(one) : `${printable(one.path)}\n`);
  const report = formatDiagnostics(diagnostics, { color: io.color.err });
  if (report !== '') io.err(`${report}\n\n`);
  const files = count(formatted.count, 'file');
  const failed = hasErrors(diagnostics);
  const left = failed ? `, ${failedFiles(diagnostics)} could not be formatted` : '';
  if (changed.length === 0)
    io.err(`${failed ? '' : '✓ '}${files} looked at, nothing ${failed ? 'changed' : 'to change'}${left}.\n`);
  else io.err(`${changed.length} of ${files} ${checkOnly ? 'would be changed' : 'changed'}${left}.\n`);
  if (failed) return ExitCode.InvalidDatafiles;
  return checkOnly && changed.length > 0 ? ExitCode.FailedWhileRunning : ExitCode.Done;
}

const failedFiles = (diagnostics: readonly Diagnostic[]): number =>
  new Set(diagnostics.filter((one) => one.severity === 'error').map((one) => one.file?.path)).size;

/** Names as git writes them, so that `patch -p1` and `git apply` accept the diff. */
function diffOf({ path, before, after }: ChangedDatafile): string {
  const shown = path.replace(/^\/+/, '');
  const patch = createTwoFilesPatch(`a/${shown}`, `b/${shown}`, before, after, undefined, undefined, { context: 3 });
  return patch.replace(/^=+\n/, '');
}
