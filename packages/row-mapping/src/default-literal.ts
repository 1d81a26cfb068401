/** A value that was written down, as a message could have it. */
export interface Literal {
  readonly value: unknown;
}

/**
 * Reads a DEFAULT that is a literal: numbers, texts, true, false, NULL, `[…]`, `array(…)`, `tuple(…)`, `(…, …)`, `map(k, v, …)`, `{}`,
 * `emptyArrayString()` and their like; a text that holds an array or object (`'[]'`) is that.
 *
 * @returns undefined for every other expression
 */
export function readLiteral(expression: string): Literal | undefined {
  const reader = new Reader(expression);
  const literal = reader.value();
  if (literal === undefined || !reader.atEnd()) return undefined;
  return typeof literal.value === 'string' ? jsonIn(literal.value) : literal;
}

function jsonIn(text: string): Literal | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

// Of escapes only those that are the same everywhere: the others are left to ClickHouse.
const TOKEN =
  /\s*(?:(-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)|('(?:[^'\\]|\\[ntr0bf\\']|'')*')|([A-Za-z_]\w*)|([[\](){},]))/sy;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#text.slice(this.#at).trim() === '';
  }

  value(): Literal | undefined {
    const [, number, text, word, sign] = this.#next() ?? [];
    if (number !== undefined) return { value: /^-?\d{16,}$/.test(number) ? BigInt(number) : Number(number) };
    if (text !== undefined) return { value: unquote(text) };
    if (word !== undefined) return this.#word(word.toLowerCase());
    if (sign === '[') return this.#list(']');
    if (sign === '(') return this.#list(')');
    return sign === '{' && this.#sign('}') ? { value: {} } : undefined;
  }

  #word(word: string): Literal | undefined {
    if (word === 'true' || word === 'false') return { value: word === 'true' };
    if (word === 'null') return { value: null };
    if (!this.#sign('(')) return undefined;
    const list = this.#list(')');
    if (word === 'array' || word === 'tuple') return list;
    if (word.startsWith('emptyarray')) return list?.value.length === 0 ? list : undefined;
    return word === 'map' && list && list.value.length % 2 === 0 ? mapOf(list.value) : undefined;
  }

  #list(close: string): { readonly value: readonly unknown[] } | undefined {
    const value: unknown[] = [];
    if (this.#sign(close)) return { value };
    for (;;) {
      const one = this.value();
      if (one === undefined) return undefined;
      value.push(one.value);
      if (this.#sign(close)) return { value };
      if (!this.#sign(',')) return undefined;
    }
  }

  #sign(wanted: string): boolean {
    const before = this.#at;
    if (this.#next()?.[4] === wanted) return true;
    this.#at = before;
    return false;
  }

  #next(): RegExpExecArray | undefined {
    TOKEN.lastIndex = this.#at;
    const token = TOKEN.exec(this.#text);
    if (token) this.#at = TOKEN.lastIndex;
    return token ?? undefined;
  }
}

function mapOf(list: readonly unknown[]): Literal {
  const entries: [string, unknown][] = [];
  for (let i = 0; i < list.length; i += 2) entries.push([String(list[i]), list[i + 1]]);
  return { value: Object.fromEntries(entries) };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', 0: '\0', b: '\b', f: '\f' };

const unquote = (quoted: string): string =>
  quoted
    .slice(1, -1)
    .replace(/''|\\(.)/gs, (_, escaped: string | undefined) =>
      escaped === undefined ? "'" : (ESCAPES[escaped] ?? escaped),
    );
