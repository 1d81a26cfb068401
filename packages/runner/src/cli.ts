import { readFileSync } from 'node:fs';
import { printable } from '@proj/diagnostics';
import { parseArguments } from './arguments/parse-arguments.js';
import { commandTable } from './command-table.js';
import { ExitCode } from './exit-code.js';
import { errorText } from './terminal/error-text.js';
import { guardedIo } from './terminal/guarded-io.js';
import type { Io } from './io.js';
import { quotedLines } from './terminal/quoted-lines.js';
import { UsageError } from './usage-error.js';

/**
 * Arguments in, exit code out. Everything else happens in the engine.
 *
 * @param folder where the commands are, if not in their usual place
 */
export async function main(argv: readonly string[], outside: Io, folder?: URL): Promise<ExitCode> {
  const io = guardedIo(outside);
  const commands = await commandTable(folder);
  const parsed = parseArguments(argv, commands, `kafka-ingest ${version()}`);
  switch (parsed.kind) {
    case 'text':
      io.out(parsed.text);
      return ExitCode.Done;
    case 'wrong':
      io.err(
        `${printable(parsed.problem)}\nSee ${['kafka-ingest', parsed.refusedBy].filter(Boolean).join(' ')} --help.\n`,
      );
      return ExitCode.WrongUsage;
    case 'call':
      try {
        return await parsed.call.run(io, commands);
      } catch (error) {
        io.err(`✗ ${quotedLines(errorText(error))}\n`);
        return error instanceof UsageError ? ExitCode.WrongUsage : ExitCode.FailedWhileRunning;
      }
    default:
      return parsed satisfies never;
  }
}

function version(): string {
  const { version: text } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return text;
}
