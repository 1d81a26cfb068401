import { readFileSync } from 'node:fs';
import { printable } from '@proj/diagnostics';
import { check } from './commands/check.js';
import { connection } from './commands/connection.js';
import { deploy } from './commands/deploy.js';
import { explain } from './commands/explain.js';
import { fmt } from './commands/fmt.js';
import { iam } from './commands/iam.js';
import { run } from './commands/run.js';
import { sql } from './commands/sql.js';
import { errorText } from './terminal/error-text.js';
import { ExitCode } from './exit-code.js';
import { guardedIo } from './terminal/guarded-io.js';
import { help, helpOf } from './help.js';
import type { Io } from './terminal/io.js';
import { parseOptions, type Options } from './options.js';
import { quotedLines } from './terminal/quoted-lines.js';
import { UsageError } from './usage-error.js';

/** Arguments in, exit code out. Everything else happens in the engine. */
export async function main(argv: readonly string[], outside: Io): Promise<ExitCode> {
  const io = guardedIo(outside);
  const parsed = parseOptions(argv);
  if (!parsed.ok) {
    io.err(`${printable(parsed.problem)}\nSee kafka-ingest --help.\n`);
    return ExitCode.WrongUsage;
  }
  try {
    return await dispatch(parsed.options, io);
  } catch (error) {
    io.err(`✗ ${quotedLines(errorText(error))}\n`);
    return error instanceof UsageError ? ExitCode.WrongUsage : ExitCode.FailedWhileRunning;
  }
}

function dispatch(options: Options, io: Io): Promise<ExitCode> | ExitCode {
  switch (options.command) {
    case 'help':
      io.out(options.about === undefined ? help : helpOf(options.about));
      return ExitCode.Done;
    case 'version':
      io.out(`kafka-ingest ${version()}\n`);
      return ExitCode.Done;
    case 'check':
      return check(options, io);
    case 'fmt':
      return fmt(options, io);
    case 'explain':
      return explain(options, io);
    case 'deploy':
      return deploy(options, io);
    case 'run':
      return run(options, io);
    case 'sql':
      return sql(options, io);
    case 'connection':
      return connection(options, io);
    case 'iam':
      return iam(options, io);
    default:
      return options satisfies never;
  }
}

function version(): string {
  const { version: text } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return text;
}
