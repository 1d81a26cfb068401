import { shapeOf, storedType, type ClickHouseType } from '@proj/clickhouse-types';

/** A value that was written down, as a message could have it. */
export interface Literal {
  readonly value: unknown;
}

/**
 * Reads the DEFAULT of an array or map where nothing but one value can be meant: an empty one
 * (`[]`, `array()`, `map()`, `emptyArrayString()`, `'[]'`), and lists of integers, texts, true,
 * false and NULL in a type of the very same kind. Every other literal is left to ClickHouse, whose
 * SQL reads it by rules of its own: in `[256]` of UInt8 it wraps around, in `[1769854830123]` of
 * DateTime64(3) it is seconds, in `[1.10]` of Decimal it has been a Float64.
 *
 * @returns undefined for every other expression
 */
export function readLiteral(expression: string, type: ClickHouseType): Literal | undefined {
  const stored = shapeOf(storedType(type));
  if (EMPTY_MAP.test(expression)) return stored.kind === 'Map' ? { value: {} } : undefined;
  // A vector is never empty, and ClickHouse makes its numbers of what it made of the list.
  if (stored.kind !== 'Array' || storedType(type).kind === 'QBit') return undefined;
  if (EMPTY_ARRAY.test(expression)) return { value: [] };
  const reader = new Reader(expression);
  const literal = reader.value(stored);
  return literal !== undefined && reader.atEnd() ? literal : undefined;
}

const EMPTY_MAP = /^\s*map\s*\(\s*\)\s*$/i;
const EMPTY_ARRAY = /^\s*(?:\[\s*\]|'\[\]'|(?:array|emptyArray\w+)\s*\(\s*\))\s*$/i;

// Of escapes only those that are the same everywhere; of numbers only integers, and none that SQL
// could take for a Float64.
const TOKEN = /\s*(?:(-?(?:0|[1-9]\d{0,19})(?![\w.]))|('(?:[^'\\]|\\[ntr0bf\\']|'')*')|([A-Za-z_]\w*)|([[\](),]))/sy;

const MIN_INTEGER = -(2n ** 63n);
const MAX_INTEGER = 2n ** 64n - 1n;

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#text.slice(this.#at).trim() === '';
  }

  value(type: ClickHouseType): Literal | undefined {
    const stored = storedType(type);
    const inner = stored.kind === 'Nullable' ? storedType(stored.inner) : stored;
    const [, number, text, word, sign] = this.#next() ?? [];
    if (number !== undefined) return integer(BigInt(number), inner);
    if (text !== undefined) return inner.kind === 'String' ? { value: unquote(text) } : undefined;
    if (sign === '[') return inner.kind === 'Array' ? this.#list(inner.element, ']') : undefined;
    switch (word?.toLowerCase()) {
      case 'true':
      case 'false':
        return inner.kind === 'Bool' ? { value: word?.toLowerCase() === 'true' } : undefined;
      case 'null':
        return stored.kind === 'Nullable' ? { value: null } : undefined;
      case 'array':
        return inner.kind === 'Array' && this.#sign('(') ? this.#list(inner.element, ')') : undefined;
      default:
        return undefined;
    }
  }

  #list(element: ClickHouseType, close: string): Literal | undefined {
    const value: unknown[] = [];
    if (this.#sign(close)) return { value };
    for (;;) {
      const one = this.value(element);
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

function integer(value: bigint, { kind }: ClickHouseType): Literal | undefined {
  const [, unsigned, bits] = /^(U?)Int(\d+)$/.exec(kind) ?? [];
  if (bits === undefined || value < MIN_INTEGER || value > MAX_INTEGER) return undefined;
  const kept = unsigned === 'U' ? BigInt.asUintN(Number(bits), value) : BigInt.asIntN(Number(bits), value);
  return kept === value ? { value } : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', 0: '\0', b: '\b', f: '\f' };

const unquote = (quoted: string): string =>
  quoted
    .slice(1, -1)
    .replace(/''|\\(.)/gs, (_, escaped: string | undefined) =>
      escaped === undefined ? "'" : (ESCAPES[escaped] ?? escaped),
    );
