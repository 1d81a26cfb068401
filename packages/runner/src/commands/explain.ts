import { createReadStream } from 'node:fs';
import path from 'node:path';
import { formatDiagnostics, hasErrors } from '@proj/diagnostics';
import { explainMessage } from '@proj/kafka-ingest';
import { required } from '../arguments/argument.js';
import { defineCommand } from '../arguments/command.js';
import { secretsEnvironment } from '../arguments/environment.js';
import { choice, text } from '../arguments/flag.js';
import { project as projectFlag } from '../arguments/project-flags.js';
import { diagnosticsOfFile, namedFile } from '../project/diagnostics-of-file.js';
import { ExitCode } from '../exit-code.js';
import { explanationJson, explanationText } from '../terminal/explanation-text.js';
import type { Io } from '../io.js';
import { namedResource } from '../project/named-project.js';
import { loadFolder } from '../project/read-project.js';
import { readAtMost } from '../terminal/read-at-most.js';
import { readSecrets } from '../project/secrets.js';
import { UsageError } from '../usage-error.js';

export interface ExplainOptions {
  /** Its name, or the path of its file. */
  readonly datasource: string;
  readonly folder: string;
  /** A file, or `-` for standard input. */
  readonly message: string;
  readonly format: 'text' | 'json';
}

export const command = defineCommand({
  name: 'explain',
  section: 'Datafiles',
  summary: 'Show, column by column, what becomes of one message.',
  argument: required('DATASOURCE', { missing: 'explain needs the name of a data source.' }),
  flags: {
    project: projectFlag,
    format: choice('FORMAT', ['text', 'json'], 'text or json. Default: text.'),
    message: text('FILE', 'The message. Default: -, standard input.', 'files'),
  },
  environment: secretsEnvironment,
  exitCode1: 'explain: the message would be quarantined',
  examples: [
    {
      line: 'kafka-ingest explain orders --message bad.json',
      does: 'Show why bad.json does not become a row of orders.',
    },
    { line: `echo '{"id": 1}' | kafka-ingest explain orders`, does: 'Explain a message from standard input.' },
  ],
  options: ({ argument, flags: { project: folder = '.', message = '-', format = 'text' } }): ExplainOptions => ({
    datasource: argument,
    folder,
    message,
    format,
  }),
  run: explain,
});

/**
 * Shows what a data source makes of one message. Opens no socket, except to fetch the schema that a
 * message names.
 */
async function explain(options: ExplainOptions, io: Io): Promise<ExitCode> {
  const named = await namedResource(options.datasource, '.datasource', { folder: options.folder, io });
  const { folder, project, files, diagnostics } = await loadFolder(named.folder, io);
  // Mistakes in other files do not matter here.
  const ofFile = diagnosticsOfFile(diagnostics, files, namedFile(`${named.name}.datasource`));
  const known = project.datasources.some((one) => one.name === named.name);
  if (hasErrors(ofFile)) {
    io.err(`${formatDiagnostics(ofFile, { color: io.color.err })}\n`);
    return ExitCode.InvalidDatafiles;
  }
  const message = known ? await readMessage(options.message, io) : null;
  const secrets = readSecrets(folder, io.env);
  const result = await explainMessage(project, named.name, message, { lookupSecret: secrets.lookup });
  const problems = [...ofFile, ...result.diagnostics, ...secrets.problems];
  if (problems.length > 0) io.err(`${formatDiagnostics(problems, { color: io.color.err })}\n`);
  if (!known) return ExitCode.WrongUsage;
  const { explanation } = result;
  if (!explanation || hasErrors(problems)) return ExitCode.InvalidDatafiles;
  io.out(options.format === 'json' ? explanationJson(explanation) : explanationText(explanation, message?.length ?? 0));
  return explanation.destination === 'landing' ? ExitCode.Done : ExitCode.FailedWhileRunning;
}

/** In bytes. Brokers are not configured for larger messages, and a pipe may never end. */
const LARGEST_MESSAGE = 67_108_864;

async function readMessage(given: string, io: Io): Promise<Uint8Array> {
  const message = given === '-' ? await readTyped(io) : await readFileOrPipe(given, io);
  if (message.length <= LARGEST_MESSAGE) return message;
  const what = given === '-' ? 'Standard input' : given;
  throw new UsageError('message-too-large', `${what} is larger than 64 MiB.`, 'Explain one message at a time.');
}

function readTyped(io: Io): Promise<Uint8Array> {
  if (io.terminal.in) io.err('Type or paste the message, then press Ctrl-D. To read a file: --message FILE\n');
  return io.readInput(LARGEST_MESSAGE);
}

/** A named pipe is accepted here: the person who named it is waiting for it. */
async function readFileOrPipe(given: string, io: Io): Promise<Uint8Array> {
  try {
    return await readAtMost(createReadStream(path.resolve(io.cwd, given)), LARGEST_MESSAGE);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    const hint = '--message takes a file that contains one message, or - for standard input.';
    if (code === 'ENOENT') throw new UsageError('message-not-found', `There is no file ${given}.`, hint);
    if (code === 'EISDIR') throw new UsageError('message-is-folder', `${given} is a folder.`, hint);
    throw new UsageError('message-unreadable', `${given} cannot be read: ${code}.`, hint);
  }
}
