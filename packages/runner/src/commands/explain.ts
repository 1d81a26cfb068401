import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { formatDiagnostics, hasErrors, type Diagnostic } from '@proj/diagnostics';
import { explainMessage, loadProject, type ExplainResult } from '@proj/kafka-ingest';
import { ExitCode } from '../exit-code.js';
import { explanationJson, explanationText } from '../explanation-text.js';
import type { Io } from '../io.js';
import type { ExplainOptions } from '../options.js';
import { secretLookup } from '../secrets.js';

/** Shows what a data source makes of one message. Opens no socket, but for the schema of a message that names one. */
export async function explain(options: ExplainOptions, io: Io): Promise<ExitCode> {
  const folder = path.resolve(io.cwd, options.folder);
  const { project, diagnostics } = await loadProject(folder, { relativeTo: io.cwd });
  const message =
    options.message === '-' ? await io.readInput() : await readFile(path.resolve(io.cwd, options.message));
  const result = await explainMessage(project, options.datasource, message, {
    lookupSecret: await secretLookup(folder, io.env),
  });
  const problems = [...ofDatasource(diagnostics, options.datasource, result), ...result.diagnostics];
  if (problems.length > 0) io.err(`${formatDiagnostics(problems, { color: io.color })}\n`);
  const { explanation } = result;
  if (!explanation || hasErrors(problems)) return ExitCode.InvalidDatafiles;
  io.out(options.format === 'json' ? explanationJson(explanation) : explanationText(explanation, message.length));
  return explanation.destination === 'landing' ? ExitCode.Done : ExitCode.FailedWhileRunning;
}

/** The mistakes of other files are of no interest here, unless one of them is why the data source is not there at all. */
function ofDatasource(
  diagnostics: readonly Diagnostic[],
  datasource: string,
  { explanation }: ExplainResult,
): readonly Diagnostic[] {
  const own = diagnostics.filter((one) => path.parse(one.file?.path ?? '').base === `${datasource}.datasource`);
  return explanation || own.length > 0 ? own : diagnostics;
}
