import type { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import type { Argument } from './argument.js';
import type { EnvironmentVariable } from './environment.js';
import { flagName, type Flags, type FlagValues } from './flag.js';

/** Where help lists a command, in this order. */
export const sections = ['Datafiles', 'Tables and rows', 'Kafka', 'AWS', 'Shell'] as const;
export type Section = (typeof sections)[number];

/** A command line that works, and what it does. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** What help, documentation and completion say about a command. */
export interface CommandDescription {
  /**
   * The words that call it: `check`, `iam policy access`. Its file has the same name, with dashes.
   */
  readonly name: string;
  readonly section: Section;
  /** One sentence, for the list of all commands. */
  readonly summary: string;
  /** What its own page adds to the summary. */
  readonly details?: string;
  /**
   * The servers that must be reachable, such as `Kafka, ClickHouse`. Absent when it opens no
   * connection.
   */
  readonly needs?: string;
  readonly argument?: Argument<unknown>;
  readonly flags: Flags;
  readonly examples: readonly [Example, ...Example[]];
  readonly environment?: readonly EnvironmentVariable[];
  /** What exit code 1 means beyond a failure: `fmt --check: a file would change`. */
  readonly exitCode1?: string;
}

/** A command of the table. */
export interface Command extends CommandDescription {
  /**
   * Turns what was typed into options.
   *
   * @throws WrongArguments
   */
  prepare(typed: TypedArguments): Call;
}

/** Command-line words and flags as they were typed; keys are those of the command's flags. */
export interface TypedArguments {
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string | true | undefined>>;
}

/** A command with its options, ready to run. */
export interface Call {
  readonly command: string;
  readonly options: unknown;
  run(io: Io, commands: readonly Command[]): Promise<ExitCode> | ExitCode;
}

interface CommandDefinition<A, F extends Flags, O> extends CommandDescription {
  readonly argument?: Argument<A>;
  readonly flags: F;
  /**
   * Checks what depends on several arguments.
   *
   * @throws WrongArguments
   */
  readonly options: (given: { readonly argument: A; readonly flags: FlagValues<F> }) => O;
  /** @param commands the whole table, for commands about commands */
  readonly run: (options: O, io: Io, commands: readonly Command[]) => Promise<ExitCode> | ExitCode;
}

/** A command whose options have the type that its flags and argument give them. */
export function defineCommand<O, F extends Flags, A = undefined>(definition: CommandDefinition<A, F, O>): Command {
  const { options: optionsOf, run, ...description } = definition;
  return {
    ...description,
    prepare({ words, flags }) {
      // A command without an argument never gets words: the program refuses them.
      const argument = definition.argument?.read(words, definition.name) as A;
      const values = Object.fromEntries(
        Object.entries(definition.flags).map(([key, flag]) => [key, flag.read(flags[key], flagName(key))]),
      ) as FlagValues<F>;
      const options = optionsOf({ argument, flags: values });
      return { command: definition.name, options, run: (io, commands) => run(options, io, commands) };
    },
  };
}
