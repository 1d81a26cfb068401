import type { CommanderError } from 'commander';
import { nearestName } from '@proj/diagnostics';
import type { Command, CommandDescription } from './command.js';
import { looksLikeFlag } from './command-first.js';
import { flagName } from './flag.js';

/** The flags that every command has. */
const everywhere: readonly string[] = ['--help', '-h', '--version', '-v'];

/** The sentence for a command line that Commander refuses. */
export function refusedBy(error: CommanderError, command: Command, commands: readonly Command[]): string {
  const [, subject = ''] = /'(.*)'/s.exec(error.message) ?? [];
  switch (error.code) {
    case 'commander.unknownOption':
      return unknownFlag(subject, commands, command);
    case 'commander.optionMissingArgument':
      return `${subject.replace(/ .*/s, '')} takes a value.`;
    default:
      return error.message.replace(/^error: (.)/, (_, letter: string) => letter.toUpperCase());
  }
}

/** The sentence for words that name no command. */
export function unknownCommand(words: readonly string[], commands: readonly Command[]): string {
  const known = new Set([...everywhere, ...commands.flatMap(flagNames)]);
  const unknown = words.find((word) => looksLikeFlag(word) && !known.has(withoutValue(word)));
  if (unknown !== undefined) return unknownFlag(unknown, commands);
  const names = [...new Set(commands.map(({ name }) => firstWord(name)))];
  const list = `Commands: ${names.join(', ')}.`;
  const [typed] = words;
  if (typed === undefined || looksLikeFlag(typed)) return `A command is missing. ${list}`;
  return `There is no command "${typed}".${didYouMean(typed, names)} ${list}`;
}

/**
 * The sentence for a group such as `iam`, followed by none of its commands or by too many words.
 */
export function notInGroup(group: string, words: readonly string[], commands: readonly Command[]): string {
  const start = `${firstWord(group)} `;
  const members = commands.filter(({ name }) => name.startsWith(start));
  const usages = members.map((one) => usageOf(one).slice(start.length));
  const rest = members.map(({ name }) => name.slice(group.length + 1).split(' ')[0] ?? '');
  return `${start}takes: ${usages.join(', or ')}.${didYouMean(words[0] ?? '', rest, `${group} `)}`;
}

/** `connection check NAME` */
export const usageOf = ({ name, argument }: CommandDescription): string =>
  argument === undefined ? name : `${name} ${argument.label}`;

export const firstWord = (name: string): string => name.split(' ', 1)[0] ?? '';

function unknownFlag(typed: string, commands: readonly Command[], command?: Command): string {
  const name = withoutValue(typed);
  const own = command ? flagNames(command) : [];
  if (own.includes(name) || everywhere.includes(name)) return `${name} takes no value.`;
  const owners = commands.filter((one) => flagNames(one).includes(name));
  if (command && owners.length > 0) {
    const group = firstWord(command.name);
    const sibling = owners.some((one) => firstWord(one.name) === group);
    return `${name} does not go with ${sibling ? command.name : group}.`;
  }
  const bare = (one: string): string => one.replace(/^-+/, '');
  const near = (names: readonly string[]): string => didYouMean(bare(name), names.map(bare), '--');
  return `There is no option ${name}.${near(own) || near([...commands.flatMap(flagNames), '--help', '--version'])}`;
}

const flagNames = ({ flags }: Command): readonly string[] => Object.keys(flags).map(flagName);

const withoutValue = (flag: string): string => flag.replace(/=.*/s, '');

function didYouMean(typed: string, names: readonly string[], prefix = ''): string {
  const meant = typed === '' ? undefined : nearestName(typed, names);
  return meant === undefined ? '' : ` Did you mean ${prefix}${meant}?`;
}
