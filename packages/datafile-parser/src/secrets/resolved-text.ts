import { templateText } from '../model/text-value.js';
import type { TextValue } from '../model/types.js';

/**
 * Node's hook for `console.log` and friends; a registered symbol, so that nothing of Node is needed
 * for it.
 */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * A text whose secrets are in place. Printed, serialised or inspected it shows its template when it
 * holds a secret, so that it can be logged by mistake without harm. Only `.text` gives the text.
 */
export class ResolvedText {
  readonly #text: string;
  readonly #source: TextValue;
  /** Whether a secret is part of the text. */
  readonly secret: boolean;

  constructor(text: string, source: TextValue) {
    this.#text = text;
    this.#source = source;
    this.secret = source.parts.some((part) => part.kind === 'secret');
    // Not a method: bundlers keep a class with a computed name, and all that it needs, whether it
    // is used or not.
    Object.defineProperty(this, INSPECT, { value: () => this.toString() });
  }

  /** The text itself. */
  get text(): string {
    return this.#text;
  }

  /** What was written in the file. */
  get source(): TextValue {
    return this.#source;
  }

  toString(): string {
    return templateText(this.#source);
  }

  toJSON(): string {
    return this.toString();
  }
}
