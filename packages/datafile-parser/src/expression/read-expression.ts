import type { Span } from '@proj/diagnostics';

import { sqlTokens, type SqlToken } from './tokens.js';
import {
  CASTS, FROM_FUNCTIONS, INFIX, isAggregate, LITERALS, passesNull, POSTFIX, UNIT_FUNCTIONS, UNITS,
} from './words.js'; // prettier-ignore

/** What a table needs to know of an expression. All places are offsets in its text. */
export interface Expression {
  /**
   * The columns that it names, in order. Not functions, lambda parameters, aliases, types and
   * units.
   */
  readonly names: readonly NameUse[];
  /** The aggregate functions that it calls. */
  readonly aggregates: readonly SqlToken[];
  /** All functions that it calls, those among them. */
  readonly calls: readonly SqlToken[];
  /** Where the types of casts stand, and what stands in the brackets of codecs. */
  readonly types: readonly Span[];
  readonly codecs: readonly Span[];
  readonly tokens: readonly SqlToken[];
  /** Where it stops being an expression. Anything after it was not read. */
  readonly problem?: ExpressionProblem;
}

/** A column in an expression. */
export interface NameUse {
  /** Without quotes. With everything that is reached by points: `a.b`. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Whether the whole expression is NULL where this column is, as far as is known for sure. */
  passesNull: boolean;
}

export interface ExpressionProblem {
  /** Goes on a sentence that begins with what was read. */
  readonly problem: string;
  readonly start: number;
  readonly end: number;
}

/** Which words besides those of expressions may stand in it. */
export type ExpressionKind = 'expression' | 'ttl';

/** A bracket that is open, or the whole text. */
interface Frame {
  readonly open: string;
  /** Lower case, when it holds the arguments of a function. */
  readonly call: string;
  /** Nothing in it is a column: the parameters of a type or a codec. */
  isType: boolean;
  /** Where a type begins that ends with the bracket. */
  typeStart?: number;
  readonly passesNull: boolean;
  /** How many CASE are open in it. */
  cases: number;
  /** An INTERVAL waits for its unit. */
  interval: boolean;
  readonly firstName: number;
  /** Where the present argument begins among the names. */
  argument: number;
  arguments: number;
  /** Parameters of lambdas that hold up to the end of the present argument. */
  parameters: string[];
  readonly token: SqlToken | undefined;
}

/**
 * Reads an SQL expression, or several with commas between them, far enough to know which columns it
 * names. One pass with a stack of its own: neither length nor depth can hurt.
 *
 * It does not validate SQL: ClickHouse may refuse what is accepted here, but what is refused here
 * is never a valid expression.
 */
export function readExpression(text: string, kind: ExpressionKind = 'expression'): Expression {
  const tokens = sqlTokens(text);
  const reader = new ExpressionReader(tokens, kind);
  const problem = reader.read();
  const names = reader.aliases.size === 0 ? reader.names : reader.names.filter(({ name }) => !reader.aliases.has(name));
  const { aggregates, calls, types, codecs } = reader;
  return { names, aggregates, calls, types, codecs, tokens, ...(problem ? { problem } : {}) };
}

const END: SqlToken = { kind: 'operator', text: '', start: 0, end: 0 };
const NO_OPERATORS: ReadonlySet<string> = new Set([';', '@', '!', '\\', '->', '#', '.']);
const TWIN: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

class ExpressionReader {
  readonly names: NameUse[] = [];
  readonly aggregates: SqlToken[] = [];
  readonly calls: SqlToken[] = [];
  readonly types: Span[] = [];
  readonly codecs: Span[] = [];
  readonly aliases = new Set<string>();
  readonly #tokens: readonly SqlToken[];
  readonly #kind: ExpressionKind;
  readonly #stack: Frame[] = [];
  readonly #parameters = new Map<string, number>();
  #frame: Frame = frameOf(undefined, '', true, 0);
  #at = 0;
  /** A value must come next; otherwise an operator or an end. */
  #wantsOperand = true;

  constructor(tokens: readonly SqlToken[], kind: ExpressionKind) {
    this.#tokens = tokens;
    this.#kind = kind;
  }

  read(): ExpressionProblem | undefined {
    for (; this.#at < this.#tokens.length; this.#at++) {
      const token = this.#token(0);
      const problem = this.#readToken(token);
      if (problem !== undefined) return { problem, start: token.start, end: token.end };
    }
    const { token } = this.#frame;
    if (token) return { problem: `the bracket ${token.text} is not closed`, start: token.start, end: token.end };
    const last = this.#tokens.at(-1);
    if (this.#wantsOperand && last && last.kind !== 'comma') {
      return { problem: `a value is missing after ${last.text}`, start: last.start, end: last.end };
    }
    return undefined;
  }

  #token(ahead: number): SqlToken {
    return this.#tokens[this.#at + ahead] ?? END;
  }

  /** Upper case; empty for everything that can be no keyword. */
  #word(ahead: number): string {
    const token = this.#token(ahead);
    return token.kind === 'name' ? token.text.toUpperCase() : '';
  }

  #readToken(token: SqlToken): string | undefined {
    switch (token.kind) {
      case 'unclosed':
        return `the quote ${token.text} is not closed`;
      case 'open':
        return this.#open(token);
      case 'close':
        return this.#close(token);
      case 'comma':
        return this.#comma();
      default:
        if (this.#frame.isType) return undefined;
        return this.#wantsOperand ? this.#operand(token) : this.#operator(token);
    }
  }

  #open(token: SqlToken): string | undefined {
    const before = this.#token(-1);
    const outer = this.#frame;
    let call = '';
    if (!outer.isType) {
      if (token.text === '{') return '{ was not expected';
      // f(…)(…): parameters, then arguments.
      const isSecondList = !this.#wantsOperand && token.text === '(' && before.kind === 'close';
      if (!this.#wantsOperand && token.text === '(' && !isSecondList) return 'an operator is missing before (';
      if (isSecondList) call = 'unknown';
    }
    this.#push(token, call, outer.passesNull && call === '' && this.#isPlain() && token.text === '(');
    return undefined;
  }

  #push(token: SqlToken, call: string, passes: boolean): void {
    const { isType } = this.#frame;
    this.#stack.push(this.#frame);
    this.#frame = frameOf(token, call, passes, this.names.length);
    this.#frame.isType = isType;
    this.#wantsOperand = true;
  }

  #isPlain(): boolean {
    return this.#frame.cases === 0;
  }

  #close(token: SqlToken): string | undefined {
    const frame = this.#frame;
    if (frame.open !== TWIN[token.text]) {
      return frame.token
        ? `the bracket ${frame.open} is not closed before ${token.text}`
        : `nothing opens the bracket ${token.text}`;
    }
    const before = this.#token(-1);
    if (this.#wantsOperand && !frame.isType && before.kind === 'operator') {
      return `a value is missing before ${token.text}`;
    }
    this.#endArgument();
    const outer = this.#stack.pop();
    if (!outer) return undefined;
    this.#frame = outer;
    this.#wantsOperand = false;
    if (frame.typeStart !== undefined) {
      if (frame.call === 'codec') this.codecs.push({ start: frame.typeStart, end: token.start });
      else this.types.push({ start: frame.typeStart, end: frame.call === 'type' ? token.end : token.start });
    }
    if (frame.call === '' && frame.open === '(' && this.#token(1).text === '->') {
      this.#addParameters(this.names.splice(frame.firstName).map(({ name }) => name));
      this.#at++;
      this.#wantsOperand = true;
    }
    return undefined;
  }

  #comma(): string | undefined {
    if (this.#wantsOperand && !this.#frame.isType) return 'a value is missing before ,';
    this.#endArgument();
    this.#frame.arguments++;
    this.#frame.argument = this.names.length;
    this.#wantsOperand = true;
    return undefined;
  }

  #endArgument(): void {
    const frame = this.#frame;
    frame.interval = false;
    for (const name of frame.parameters) {
      const count = (this.#parameters.get(name) ?? 1) - 1;
      if (count === 0) this.#parameters.delete(name);
      else this.#parameters.set(name, count);
    }
    if (frame.parameters.length > 0) frame.parameters = [];
  }

  #addParameters(names: readonly string[]): void {
    for (const name of names) {
      this.#frame.parameters.push(name);
      this.#parameters.set(name, (this.#parameters.get(name) ?? 0) + 1);
    }
  }

  #operand(token: SqlToken): string | undefined {
    switch (token.kind) {
      case 'number':
      case 'string':
        this.#wantsOperand = false;
        return undefined;
      case 'quoted-name':
        this.#name(token);
        return undefined;
      case 'name':
        if (!this.#keywordOperand(token)) this.#name(token);
        return undefined;
      default:
        if (token.text === '*' && this.#frame.open === '(') {
          this.#wantsOperand = false;
          return undefined;
        }
        return token.text === '-' || token.text === '+' || token.text === '~'
          ? undefined
          : `${token.text} was not expected`;
    }
  }

  #name(token: SqlToken): void {
    const next = this.#token(1);
    if (next.kind === 'open' && next.text === '(') {
      const lower = token.text.toLowerCase();
      this.calls.push(token);
      if (isAggregate(lower)) this.aggregates.push(token);
      this.#at++;
      this.#push(next, lower, this.#frame.passesNull && this.#isPlain() && passesNull(lower));
      return;
    }
    this.#wantsOperand = false;
    if (next.text === '->') {
      this.#addParameters([token.text]);
      this.#at++;
      this.#wantsOperand = true;
    } else if (!this.#isParameter(token.text)) {
      const passes = this.#frame.passesNull && this.#isPlain();
      this.names.push({ name: token.text, start: token.start, end: token.end, passesNull: passes });
    }
  }

  /** A parameter of a lambda, or something reached from it. */
  #isParameter(name: string): boolean {
    if (this.#parameters.size === 0) return false;
    const dot = name.indexOf('.');
    return this.#parameters.has(dot < 0 ? name : name.slice(0, dot));
  }

  /** Whether a word in the place of a value is a keyword there. A column may have the same name. */
  #keywordOperand(token: SqlToken): boolean {
    const word = token.text.toUpperCase();
    const next = this.#token(1);
    const frame = this.#frame;
    const beginsValue =
      next.kind === 'name' || next.kind === 'quoted-name' || next.kind === 'number' || next.kind === 'string';
    if (LITERALS.has(word) && next.text !== '(') this.#wantsOperand = false;
    else if (word === 'NOT' && (beginsValue || next.text === '(')) return true;
    else if (word === 'CASE' && beginsValue) frame.cases++;
    else if (word === 'WHEN' && frame.cases > 0) return true;
    else if (word === 'INTERVAL' && (beginsValue || next.text === '(') && !INFIX.has(this.#word(1)))
      frame.interval = true;
    else if (word === 'DISTINCT' && frame.call !== '' && beginsValue) return true;
    else if ((word === 'DATE' || word === 'TIMESTAMP') && next.kind === 'string') return true;
    else if (UNITS.has(word) && frame.arguments === 0 && UNIT_FUNCTIONS.has(frame.call) && next.kind === 'comma')
      this.#wantsOperand = false;
    else if (frame.call === 'extract' && this.#word(1) === 'FROM') this.#wantsOperand = false;
    else if (frame.call === 'trim' && (word === 'BOTH' || word === 'LEADING' || word === 'TRAILING') && beginsValue)
      return true;
    else return false;
    return true;
  }

  #operator(token: SqlToken): string | undefined {
    if (token.kind === 'member') return undefined;
    if (token.kind === 'operator') {
      if (token.text === '::') return this.#cast();
      if (NO_OPERATORS.has(token.text)) return `${token.text} was not expected`;
      if (token.text === '?') this.#keepNull();
      this.#wantsOperand = true;
      return undefined;
    }
    if (token.kind !== 'name') return this.#unexpected(token);
    return this.#keywordOperator(token, token.text.toUpperCase());
  }

  #unexpected(token: SqlToken): string {
    return `${token.text} was not expected after ${this.#token(-1).text}`;
  }

  #keywordOperator(token: SqlToken, word: string): string | undefined {
    const frame = this.#frame;
    const next = this.#word(1);
    if (INFIX.has(word)) {
      if (word === 'IN') this.#keepNull();
      this.#wantsOperand = true;
    } else if (frame.interval && UNITS.has(word)) frame.interval = false;
    else if (word === 'IS') return this.#is(token);
    else if (word === 'NOT' && (next === 'IN' || next === 'LIKE' || next === 'ILIKE' || next === 'BETWEEN'))
      return undefined;
    else if (word === 'GLOBAL') return undefined;
    else if (frame.cases > 0 && (word === 'WHEN' || word === 'THEN' || word === 'ELSE')) this.#wantsOperand = true;
    else if (frame.cases > 0 && word === 'END') frame.cases--;
    else if (word === 'AS') return this.#as();
    else if (POSTFIX.has(word)) return undefined;
    else if (word === 'COLLATE' && this.#token(1).kind === 'string') this.#at++;
    else if ((word === 'FROM' || word === 'FOR') && FROM_FUNCTIONS.has(frame.call)) this.#wantsOperand = true;
    else if (this.#kind === 'ttl' && this.#stack.length === 0) return this.#ttlWord(token, word, next);
    else return this.#unexpected(token);
    return undefined;
  }

  #ttlWord(token: SqlToken, word: string, next: string): string | undefined {
    if (word === 'DELETE') return undefined;
    if (word === 'WHERE' || word === 'SET') this.#wantsOperand = true;
    else if (word === 'GROUP' && next === 'BY') {
      this.#at++;
      this.#wantsOperand = true;
    } else if (word === 'TO' && (next === 'DISK' || next === 'VOLUME') && this.#token(2).kind === 'string')
      this.#at += 2;
    else if (word === 'RECOMPRESS' && next === 'CODEC' && this.#token(2).text === '(') {
      this.#at += 2;
      this.#push(this.#token(0), 'codec', false);
      this.#frame.isType = true;
      this.#frame.typeStart = this.#token(0).end;
    } else return this.#unexpected(token);
    return undefined;
  }

  /** What came before in this argument is not NULL where a column is. */
  #keepNull(): void {
    for (let i = this.#frame.argument; i < this.names.length; i++) {
      const use = this.names[i];
      if (use) use.passesNull = false;
    }
    this.#frame.argument = this.names.length;
  }

  #is(token: SqlToken): string | undefined {
    this.#keepNull();
    const ahead = this.#word(1) === 'NOT' ? 2 : 1;
    if (this.#word(ahead) === 'NULL') this.#at += ahead;
    else if (this.#word(ahead) === 'DISTINCT' && this.#word(ahead + 1) === 'FROM') {
      this.#at += ahead + 1;
      this.#wantsOperand = true;
    } else return this.#unexpected(token);
    return undefined;
  }

  /** `value AS alias`, or in a cast `value AS Type`. */
  #as(): string | undefined {
    if (CASTS.has(this.#frame.call)) {
      this.#frame.isType = true;
      this.#frame.typeStart = this.#token(0).end;
      return undefined;
    }
    const alias = this.#token(1);
    if (alias.kind !== 'name' && alias.kind !== 'quoted-name') return 'a name is missing after AS';
    this.aliases.add(alias.text);
    this.#at++;
    return undefined;
  }

  /** `value::Type`. */
  #cast(): string | undefined {
    const type = this.#token(1);
    if (type.kind !== 'name') return 'a type is missing after ::';
    this.#keepNull();
    this.#at++;
    const next = this.#token(1);
    if (next.text === '(' && next.start === type.end) {
      this.#at++;
      this.#push(next, 'type', false);
      this.#frame.isType = true;
      this.#frame.typeStart = type.start;
    } else this.types.push({ start: type.start, end: type.end });
    return undefined;
  }
}

function frameOf(token: SqlToken | undefined, call: string, passes: boolean, firstName: number): Frame {
  return {
    open: token?.text ?? '',
    call,
    isType: false,
    passesNull: passes,
    cases: 0,
    interval: false,
    firstName,
    argument: firstName,
    arguments: 0,
    parameters: [],
    token,
  };
}
