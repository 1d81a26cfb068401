import { formatDiagnostics, hasErrors, nearestName, printableJson, type Diagnostic } from '@proj/diagnostics';
import { checkConnection, ingestDiagnostics, type CheckStep } from '@proj/kafka-ingest';
import { required } from '../arguments/argument.js';
import { defineCommand } from '../arguments/command.js';
import { secretsEnvironment } from '../arguments/environment.js';
import { choice } from '../arguments/flag.js';
import { project } from '../arguments/project-flags.js';
import { stepText } from '../terminal/check-step-text.js';
import { diagnosticsOfFile, namedFile } from '../project/diagnostics-of-file.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { hideKnownSecrets } from '../project/known-secrets.js';
import { namedResource } from '../project/named-project.js';
import { readProject } from '../project/read-project.js';

export interface ConnectionCheckOptions {
  /** Its name, or the path of its file. */
  readonly connection: string;
  readonly folder: string;
  readonly format: 'text' | 'json';
}

export const command = defineCommand({
  name: 'connection check',
  section: 'Kafka',
  summary: 'Try a Kafka connection step by step, from its servers to the lag of its groups.',
  needs: 'Kafka',
  argument: required('NAME', { missing: 'connection takes: check NAME, the name of a .connection file.' }),
  flags: { project, format: choice('FORMAT', ['text', 'json'], 'text or json. Default: text.') },
  environment: secretsEnvironment,
  examples: [
    { line: 'kafka-ingest connection check shop', does: 'Try shop.connection of the project in the current folder.' },
    { line: 'kafka-ingest connection check shop --format json', does: 'Print the same steps for a program.' },
  ],
  options: ({ argument, flags: { project: folder = '.', format = 'text' } }): ConnectionCheckOptions => ({
    connection: argument,
    folder,
    format,
  }),
  run: checkSteps,
});

/** Tries a connection step by step, and prints each step as it completes. */
async function checkSteps(options: ConnectionCheckOptions, io: Io): Promise<ExitCode> {
  const named = await namedResource(options.connection, '.connection', { folder: options.folder, io });
  const { compiled, files, diagnostics } = await readProject(named.folder, io);
  hideKnownSecrets(io, compiled);
  const found = compiled.connections.find((one) => one.name === named.name);
  // Mistakes in other connections do not matter here.
  const ofFile = diagnosticsOfFile(diagnostics, files, namedFile(`${named.name}.connection`));
  if (!found && !hasErrors(ofFile)) {
    io.err(`${formatDiagnostics([unknown(named.name, compiled.connections)], { color: io.color.err })}\n`);
    return ExitCode.WrongUsage;
  }
  if (ofFile.length > 0) io.err(`${formatDiagnostics(ofFile, { color: io.color.err })}\n`);
  if (!found) return ExitCode.InvalidDatafiles;

  const steps: CheckStep[] = [];
  for await (const step of checkConnection(found)) {
    steps.push(step);
    if (options.format === 'text') io.out(stepText(step));
  }
  const ok = steps.every((one) => one.ok);
  if (options.format === 'json')
    io.out(`${printableJson(JSON.stringify({ connection: found.name, ok, steps }, null, 2))}\n`);
  return ok ? ExitCode.Done : ExitCode.FailedWhileRunning;
}

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
