import { createTwoFilesPatch } from 'diff';
import { formatFiles, type ChangedDatafile } from '@proj/datafile-parser/node';
import { formatDiagnostics, hasErrors, printable, type Diagnostic } from '@proj/diagnostics';
import { count } from '../terminal/count.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../terminal/io.js';
import { namedProject, noDatafiles } from '../project/named-project.js';
import type { FmtOptions } from '../options.js';

/** Brings datafiles into their canonical form, or shows as a diff what that would change. */
export async function fmt({ paths, checkOnly }: FmtOptions, io: Io): Promise<ExitCode> {
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

/** Names as git writes them, so that `patch -p1` and `git apply` take it. */
function diffOf({ path, before, after }: ChangedDatafile): string {
  const shown = path.replace(/^\/+/, '');
  const patch = createTwoFilesPatch(`a/${shown}`, `b/${shown}`, before, after, undefined, undefined, { context: 3 });
  return patch.replace(/^=+\n/, '');
}
