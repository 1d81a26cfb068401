import type { Span } from '@proj/diagnostics';

import { bracketFrame, type BracketFrame } from './bracket-frame.js';
import type { ExpressionKind, NameUse } from './expression.js';
import type { SqlToken } from './tokens.js';

const END: SqlToken = { kind: 'operator', text: '', start: 0, end: 0 };

/**
 * How far an expression has been read: the next token, the brackets that are open around it, and
 * what has been found before it. The brackets are a stack of our own, so depth cannot hurt.
 */
export class ReadingPosition {
  readonly names: NameUse[] = [];
  readonly aggregates: SqlToken[] = [];
  readonly calls: SqlToken[] = [];
  readonly types: Span[] = [];
  readonly codecs: Span[] = [];
  readonly aliases = new Set<string>();
  /** A value must come next; otherwise an operator or an end. */
  wantsOperand = true;
  readonly #tokens: readonly SqlToken[];
  readonly #kind: ExpressionKind;
  readonly #outer: BracketFrame[] = [];
  /** Parameters of lambdas, with how many lambdas around the position have one of that name. */
  readonly #parameters = new Map<string, number>();
  #frame: BracketFrame = bracketFrame(undefined, '', true, 0);
  #at = 0;

  constructor(tokens: readonly SqlToken[], kind: ExpressionKind) {
    this.#tokens = tokens;
    this.#kind = kind;
  }

  /** The innermost bracket that is open. */
  get frame(): BracketFrame {
    return this.#frame;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  /** Whether words of a TTL may stand here: they never do inside brackets. */
  get isTtl(): boolean {
    return this.#kind === 'ttl' && this.#outer.length === 0;
  }

  /** Whether a name here makes the whole expression NULL, as far as the brackets around it go. */
  get passesNull(): boolean {
    return this.#frame.passesNull && this.#frame.cases === 0;
  }

  /** The token to be read, or another one by its distance; an empty operator beyond the ends. */
  token(ahead: number): SqlToken {
    return this.#tokens[this.#at + ahead] ?? END;
  }

  /** Upper case; empty for everything that cannot be a keyword. */
  word(ahead: number): string {
    const token = this.token(ahead);
    return token.kind === 'name' ? token.text.toUpperCase() : '';
  }

  skip(count: number): void {
    this.#at += count;
  }

  enter(token: SqlToken, call: string, passesNull: boolean): void {
    const { isType } = this.#frame;
    this.#outer.push(this.#frame);
    this.#frame = bracketFrame(token, call, passesNull, this.names.length);
    this.#frame.isType = isType;
    this.wantsOperand = true;
  }

  /** Enters a bracket that holds no columns. `typeStart` is where the type to be noted begins. */
  enterType(token: SqlToken, call: 'type' | 'codec', typeStart: number): void {
    this.enter(token, call, false);
    this.beginType(typeStart);
  }

  /** Nothing up to the closing bracket is a column. */
  beginType(typeStart: number): void {
    this.#frame.isType = true;
    this.#frame.typeStart = typeStart;
  }

  leave(): void {
    this.endArgument();
    const outer = this.#outer.pop();
    if (!outer) return;
    this.#frame = outer;
    this.wantsOperand = false;
  }

  endArgument(): void {
    const frame = this.#frame;
    frame.interval = false;
    for (const name of frame.parameters) {
      const count = (this.#parameters.get(name) ?? 1) - 1;
      if (count === 0) this.#parameters.delete(name);
      else this.#parameters.set(name, count);
    }
    if (frame.parameters.length > 0) frame.parameters = [];
  }

  addParameters(names: readonly string[]): void {
    for (const name of names) {
      this.#frame.parameters.push(name);
      this.#parameters.set(name, (this.#parameters.get(name) ?? 0) + 1);
    }
  }

  /** A parameter of a lambda, or something reached from it. */
  isParameter(name: string): boolean {
    if (this.#parameters.size === 0) return false;
    const dot = name.indexOf('.');
    return this.#parameters.has(dot < 0 ? name : name.slice(0, dot));
  }

  /** What came before in this argument is not NULL where a column is. */
  keepNull(): void {
    for (let i = this.#frame.argument; i < this.names.length; i++) {
      const use = this.names[i];
      if (use) use.passesNull = false;
    }
    this.#frame.argument = this.names.length;
  }
}
