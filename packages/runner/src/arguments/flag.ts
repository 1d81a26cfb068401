import { WrongArguments } from './wrong-arguments.js';

/** What a shell offers for a value: these words, or names from the disk. */
export type Completion = readonly string[] | 'files' | 'folders';

/** An option of a command, and how its text becomes a value. */
export interface Flag<T> {
  /** Stands for the value in help, such as `FOLDER`. Absent for a flag that takes no value. */
  readonly placeholder?: string;
  readonly summary: string;
  readonly completes?: Completion;
  /** May be given several times; its texts are then joined by commas. */
  readonly repeats?: true;
  /**
   * @param text as typed; `true` for a flag without a value, undefined where the flag is absent
   * @param name with its dashes, for messages
   * @throws WrongArguments
   */
  read(text: string | true | undefined, name: string): T;
}

export type Flags = Readonly<Record<string, Flag<unknown>>>;
export type FlagValues<F extends Flags> = { readonly [Name in keyof F]: F[Name] extends Flag<infer T> ? T : never };

/** On or off. */
export const toggle = (summary: string): Flag<boolean> => ({ summary, read: (text) => text !== undefined });

export const text = (placeholder: string, summary: string, completes?: Completion): Flag<string | undefined> => ({
  placeholder,
  summary,
  ...(completes && { completes }),
  read: asText,
});

/** One of a few words. */
export const choice = <const T extends string>(
  placeholder: string,
  words: readonly T[],
  summary: string,
): Flag<T | undefined> => ({
  placeholder,
  summary,
  completes: words,
  read(given, name) {
    const typed = asText(given);
    const word = words.find((one) => one === typed);
    if (typed !== undefined && word === undefined) {
      throw new WrongArguments(`${name} takes ${alternatives(words)}, not "${typed}".`);
    }
    return word;
  },
});

/** Several values, separated by commas. */
export const list = (placeholder: string, summary: string): Flag<readonly string[]> => ({
  placeholder,
  summary,
  read: (given) =>
    asText(given)
      ?.split(',')
      .map((one) => one.trim()) ?? [],
});

export const positiveNumber = (placeholder: string, summary: string): Flag<number | undefined> => ({
  placeholder,
  summary,
  read(given, name) {
    const typed = asText(given);
    if (typed === undefined) return undefined;
    const value = Number(typed);
    if (value > 0 && Number.isFinite(value)) return value;
    throw new WrongArguments(`${name} takes a number above 0, not "${typed}".`);
  },
});

/** 0, 1, 2, … */
export const wholeNumber = (placeholder: string, summary: string): Flag<number | undefined> => ({
  placeholder,
  summary,
  read(given, name) {
    const typed = asText(given);
    if (typed === undefined) return undefined;
    if (/^\d+$/.test(typed) && Number.isSafeInteger(Number(typed))) return Number(typed);
    throw new WrongArguments(`${name} takes a whole number from 0 on, not "${typed}".`);
  },
});

/** `dataFolder` in code is `--data-folder` on the command line. */
export const flagName = (key: string): string =>
  `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** `a, b or c` */
export const alternatives = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

const asText = (given: string | true | undefined): string | undefined => (given === true ? '' : given);
