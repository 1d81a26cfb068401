import { formatDiagnostics, hasErrors, nearestName, type Diagnostic } from '@proj/diagnostics';
import { checkConnection, ingestDiagnostics, type CheckStep } from '@proj/kafka-ingest';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import type { ConnectionOptions } from '../options.js';
import { readProject } from '../read-project.js';
import { stepText } from '../check-step-text.js';

/** Tries a connection step by step, and prints each step when it is done. */
export async function connection(options: ConnectionOptions, io: Io): Promise<ExitCode> {
  const { compiled, diagnostics } = await readProject(options.folder, io);
  const found = compiled.connections.find((one) => one.name === options.connection);
  const problems = ofConnection(diagnostics, options.connection);
  if (!found) {
    const told = hasErrors(problems) ? problems : [unknown(options.connection, compiled.connections)];
    io.err(`${formatDiagnostics(told, { color: io.color })}\n`);
    return ExitCode.InvalidDatafiles;
  }
  if (problems.length > 0) io.err(`${formatDiagnostics(problems, { color: io.color })}\n`);

  const steps: CheckStep[] = [];
  for await (const step of checkConnection(found)) {
    steps.push(step);
    if (options.format === 'text') io.out(stepText(step));
  }
  const ok = steps.every((one) => one.ok);
  if (options.format === 'json') io.out(`${JSON.stringify({ connection: found.name, ok, steps }, null, 2)}\n`);
  return ok ? ExitCode.Done : ExitCode.FailedWhileRunning;
}

/** The mistakes of other connections are of no interest here. */
const ofConnection = (diagnostics: readonly Diagnostic[], name: string): readonly Diagnostic[] =>
  diagnostics.filter((one) => one.file?.path.split(/[\\/]/).at(-1) === `${name}.connection`);

function unknown(name: string, connections: readonly { readonly name: string }[]): Diagnostic {
  const names = connections.map((one) => one.name);
  const meant = nearestName(name, names);
  const advice =
    meant !== undefined
      ? `Did you mean ${meant}?`
      : names.length > 0
        ? `There are: ${names.join(', ')}.`
        : 'Connections are .connection files with TYPE kafka.';
  return ingestDiagnostics.create('unknown-connection', { name, advice });
}
