import { Command as Program, CommanderError, Option } from 'commander';
import type { Call, Command } from './command.js';
import { commandFirst } from './command-first.js';
import { flagName } from './flag.js';
import { helpOf, helpOfAll, helpOfGroup } from './help-text.js';
import { notInGroup, refusedBy, unknownCommand } from './problems.js';
import { WrongArguments } from './wrong-arguments.js';

/** What a command line asks for. */
export type Parsed =
  | { readonly kind: 'call'; readonly call: Call }
  /** Help, or the version. */
  | { readonly kind: 'text'; readonly text: string }
  /**
   * One sentence about arguments that cannot be understood, and the command or group that could not
   * understand them: `run`, `iam policy`, empty for the whole.
   */
  | { readonly kind: 'wrong'; readonly problem: string; readonly refusedBy: string };

/**
 * Translates arguments with the table of commands. Neither writes nor exits, and throws for none of
 * them.
 */
export function parseArguments(argv: readonly string[], commands: readonly Command[], version: string): Parsed {
  const asked: { call?: Call; text: string; within: string } = { text: '', within: '' };
  try {
    const program = programOf(commands, {
      onCall: (call) => (asked.call = call),
      onText: (text) => (asked.text += text),
      onReached: (name) => (asked.within = name),
    });
    program.version(version, '-v, --version');
    program.parse(commandFirst(argv, commands), { from: 'user' });
  } catch (error) {
    if (error instanceof WrongArguments) return { kind: 'wrong', problem: error.message, refusedBy: asked.within };
    // The exit code of help and version.
    if (error instanceof CommanderError && error.exitCode === 0) return { kind: 'text', text: asked.text };
    throw error;
  }
  if (!asked.call) throw new Error('The program ended without a command.');
  return { kind: 'call', call: asked.call };
}

interface Listeners {
  readonly onCall: (call: Call) => void;
  readonly onText: (text: string) => void;
  /** A command or group takes over, and what is wrong from here on is its own. */
  readonly onReached: (name: string) => void;
}

/** Commander's tree for the table; words before the last one of a name become groups. */
function programOf(commands: readonly Command[], { onCall, onText, onReached }: Listeners): Program {
  const program = new Program('kafka-ingest')
    // What Commander has to say about an error arrives as a CommanderError, and is said in our
    // words.
    .configureOutput({ writeOut: onText, writeErr: () => undefined })
    .exitOverride()
    .helpCommand(false)
    .configureHelp({ formatHelp: () => helpOfAll(commands) });
  refuses(program, (words) => unknownCommand(words, commands));
  const groups = new Map<string, Program>([['', program]]);

  for (const command of commands) {
    const words = command.name.split(' ');
    const parent = groupAt(words.slice(0, -1));
    const leaf = parent
      .command(words.at(-1) ?? '')
      .argument('[words...]')
      .configureHelp({ formatHelp: () => helpOf(command) })
      .exitOverride((error) => {
        if (error.exitCode === 0) throw error;
        onReached(command.name);
        throw new WrongArguments(refusedBy(error, command, commands));
      })
      .action((typed: readonly string[], flags: Readonly<Record<string, string | true>>) => {
        onReached(command.name);
        if (command.argument === undefined && typed.length > 0) throw new WrongArguments(surplus(command, typed));
        onCall(command.prepare({ words: typed, flags }));
      });
    for (const [key, { placeholder, summary, repeats }] of Object.entries(command.flags)) {
      const option = new Option(flagName(key) + (placeholder === undefined ? '' : ` <${placeholder}>`), summary);
      if (repeats) option.argParser((text, before: string | undefined) => (before === undefined ? text : `${before},${text}`)); // prettier-ignore
      leaf.addOption(option);
    }
  }
  return program;

  function groupAt(words: readonly string[]): Program {
    const name = words.join(' ');
    const known = groups.get(name);
    if (known) return known;
    const group = groupAt(words.slice(0, -1))
      .command(words.at(-1) ?? '')
      .configureHelp({ formatHelp: () => helpOfGroup(name, commands) });
    refuses(group, (typed) => {
      onReached(name);
      return notInGroup(name, typed, commands);
    });
    groups.set(name, group);
    return group;
  }

  function surplus({ name }: Command, typed: readonly string[]): string {
    const group = name.split(' ').slice(0, -1).join(' ');
    return group === '' ? `${name} takes no argument: ${typed.join(' ')}.` : notInGroup(group, [], commands);
  }
}

/** Answers whatever no command of the group takes, flags included. */
function refuses(group: Program, sentence: (words: readonly string[]) => string): void {
  group
    .argument('[words...]')
    .allowUnknownOption()
    .action(() => {
      throw new WrongArguments(sentence(group.args));
    });
}
