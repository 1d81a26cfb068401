import type { Completion } from './flag.js';
import { alternatives } from './flag.js';
import { WrongArguments } from './wrong-arguments.js';

/** What follows the name of a command. */
export interface Argument<T> {
  /** As help shows it: `[FOLDER]`, `QUERY`. */
  readonly label: string;
  readonly completes?: Completion;
  /**
   * @param words what was typed after the name, without flags
   * @throws WrongArguments
   */
  read(words: readonly string[], command: string): T;
}

export const optional = (placeholder: string, completes?: Completion): Argument<string | undefined> => ({
  label: `[${placeholder}]`,
  ...(completes && { completes }),
  read: (words, command) => atMostOne(words, command),
});

/** Any number of words, none included. */
export const many = (placeholder: string, completes?: Completion): Argument<readonly string[]> => ({
  label: `[${placeholder}…]`,
  ...(completes && { completes }),
  read: (words) => words,
});

/** A word that must not be blank. */
export const required = (
  label: string,
  texts: {
    /** The sentence for a command line without it. */
    readonly missing: string;
    /** Advice for a command line with more than one. */
    readonly tooMany?: string;
    readonly completes?: Completion;
  },
): Argument<string> => ({
  label,
  ...(texts.completes && { completes: texts.completes }),
  read(words, command) {
    const word = atMostOne(words, command, texts.tooMany);
    if (word === undefined || word.trim() === '') throw new WrongArguments(texts.missing);
    return word;
  },
});

/** One of a few words. */
export const oneOf = <const T extends string>(label: string, words: readonly T[]): Argument<T> => ({
  label,
  completes: words,
  read(given, command) {
    const typed = atMostOne(given, command);
    const word = words.find((one) => one === typed);
    if (word !== undefined) return word;
    const instead = typed === undefined ? '' : `, not "${typed}"`;
    throw new WrongArguments(`${command} takes ${alternatives(words)}${instead}.`);
  },
});

function atMostOne(words: readonly string[], command: string, advice?: string): string | undefined {
  if (words.length <= 1) return words[0];
  const more = advice === undefined ? '' : ` ${advice}`;
  throw new WrongArguments(`${command} takes one argument, not ${words.length}: ${words.join(' ')}.${more}`);
}
