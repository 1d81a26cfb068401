import type { Command } from '../command.js';
import { flagName, type Completion } from '../flag.js';

/** A word or flag that a shell offers. */
export interface Offer {
  readonly word: string;
  readonly summary: string;
}
export interface OfferedFlag extends Offer {
  readonly takesValue: boolean;
  readonly completes: Completion | undefined;
}

/** What may follow the words of a command, or of a group. */
export interface Place {
  /** `/iam/policy`; empty before the first word. */
  readonly at: string;
  readonly words: readonly Offer[];
  readonly flags: readonly OfferedFlag[];
  readonly argument: Completion | undefined;
}

/** The table of commands as the places that a command line can be at. */
export function placesOf(commands: readonly Command[]): readonly Place[] {
  const ends = commands.map((command): Place => ({
    at: pathOf(command.name),
    words: [],
    flags: [...Object.entries(command.flags).map(offeredFlag), ...everywhere],
    argument: command.argument?.completes,
  }));
  const groups = new Set(commands.flatMap(({ name }) => beginnings(name)));
  return [...[...groups].map((group) => groupPlace(group, commands)), ...ends];
}

const everywhere: readonly OfferedFlag[] = [
  { word: '--help', summary: 'Show help.', takesValue: false, completes: undefined },
];

function groupPlace(group: string, commands: readonly Command[]): Place {
  const start = group === '' ? '' : `${group} `;
  const members = commands.filter(({ name }) => name.startsWith(start));
  const next = (name: string): string => name.slice(start.length).split(' ', 1)[0] ?? '';
  const words = [...new Set(members.map(({ name }) => next(name)))].map((word): Offer => {
    const leaf = members.find(({ name }) => name === `${start}${word}`);
    const below = members.filter(({ name }) => next(name) === word).map(({ name }) => name.slice(start.length));
    return { word, summary: leaf?.summary ?? below.join(', ') };
  });
  return { at: pathOf(group), words, flags: everywhere, argument: undefined };
}

const offeredFlag = ([key, { placeholder, summary, completes }]: [string, Command['flags'][string]]): OfferedFlag => ({
  word: flagName(key),
  summary,
  takesValue: placeholder !== undefined,
  completes,
});

const pathOf = (name: string): string => (name === '' ? '' : `/${name.replaceAll(' ', '/')}`);

/** `iam policy access`: nothing, `iam`, `iam policy`. */
function beginnings(name: string): readonly string[] {
  const words = name.split(' ');
  return words.map((_, i) => words.slice(0, i).join(' '));
}

/** A text as one word of a POSIX shell. */
export const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
