/**
 * A text as bytes (UTF-8), with the place in the text where each byte comes from. A view in which
 * escapes were undone still points to the text as it was written.
 */
export interface TextView {
  readonly bytes: Uint8Array;
  /** Of each byte the first UTF-16 code unit it stands for; one more at the end. */
  readonly starts: Uint32Array;
}

/** How texts are wrapped into other texts. */
export type Wrapping = 'percent' | 'backslash' | 'entity';

/** The text itself. */
export function plainView(text: string): TextView {
  const view = new ViewBuilder(3 * text.length);
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at) ?? 0;
    view.add(code, at);
    at += code > 0xffff ? 2 : 1;
  }
  return view.build(text.length);
}

/** A view in which one layer of a wrapping is undone; undefined when the text has none. */
export function unwrap(view: TextView, wrapping: Wrapping): TextView | undefined {
  const { bytes, starts } = view;
  const mark = MARKS[wrapping];
  let at = bytes.indexOf(mark);
  if (at < 0) return undefined;
  // No escape is shorter than what it stands for.
  const unwrapped = new ViewBuilder(bytes.length);
  unwrapped.copy(view, 0, at);
  let found = false;
  while (at < bytes.length) {
    const escape = bytes[at] === mark ? readEscape[wrapping](bytes, at) : undefined;
    if (escape === undefined) {
      unwrapped.addByte(bytes[at] as number, starts[at] as number);
      at++;
    } else {
      found = true;
      if (escape.byte) unwrapped.addByte(escape.code, starts[at] as number);
      else unwrapped.add(escape.code, starts[at] as number);
      at += escape.length;
    }
  }
  return found ? unwrapped.build(starts[bytes.length] as number) : undefined;
}

const PERCENT = 0x25;
const BACKSLASH = 0x5c;
const AMPERSAND = 0x26;
const MARKS: Readonly<Record<Wrapping, number>> = { percent: PERCENT, backslash: BACKSLASH, entity: AMPERSAND };

interface Escape {
  /** A code point, or a byte of UTF-8. */
  readonly code: number;
  readonly byte?: boolean;
  readonly length: number;
}

const readEscape: Readonly<Record<Wrapping, (bytes: Uint8Array, at: number) => Escape | undefined>> = {
  percent(bytes, at) {
    const code = numberAt(bytes, at + 1, 2, 16);
    return code === undefined ? undefined : { code, byte: true, length: 3 };
  },
  backslash(bytes, at) {
    const letter = bytes[at + 1];
    if (letter === undefined) return undefined;
    if (letter === 0x75) return unicodeEscape(bytes, at);
    if (letter === 0x78) {
      const code = numberAt(bytes, at + 2, 2, 16);
      if (code !== undefined) return { code, byte: true, length: 4 };
    }
    // The first byte of a longer character says nothing about the rest, which follows as it is.
    return letter > 0x7f ? undefined : { code: LETTERS.get(letter) ?? letter, length: 2 };
  },
  entity(bytes, at) {
    // The longest is &#x10FFFF; with some zeros.
    const end = bytes.subarray(at, at + 16).indexOf(0x3b);
    if (end < 0) return undefined;
    const name = String.fromCharCode(...bytes.subarray(at + 1, at + end));
    const number = /^#(?:[xX]([0-9a-fA-F]+)|(\d+))$/.exec(name);
    const code = number ? Number.parseInt(number[1] ?? number[2] ?? '', number[1] ? 16 : 10) : ENTITIES.get(name);
    return code === undefined || code > 0x10ffff ? undefined : { code, length: end + 1 };
  },
};

/** `\u0041`, two of them for one character, or `\u{41}`. */
function unicodeEscape(bytes: Uint8Array, at: number): Escape | undefined {
  if (bytes[at + 2] === 0x7b) {
    const digits = bytes.subarray(at + 3, at + 12).indexOf(0x7d);
    const code = digits < 1 ? undefined : numberAt(bytes, at + 3, digits, 16);
    return code === undefined || code > 0x10ffff ? undefined : { code, length: digits + 4 };
  }
  const high = numberAt(bytes, at + 2, 4, 16);
  if (high === undefined) return undefined;
  if (high >= 0xd800 && high <= 0xdbff && bytes[at + 6] === BACKSLASH && bytes[at + 7] === 0x75) {
    const low = numberAt(bytes, at + 8, 4, 16);
    if (low !== undefined && low >= 0xdc00 && low <= 0xdfff) {
      return { code: 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), length: 12 };
    }
  }
  return { code: high, length: 6 };
}

const LETTERS: ReadonlyMap<number, number> = new Map(
  Object.entries({ n: 10, r: 13, t: 9, b: 8, f: 12, v: 11, a: 7, e: 27, '0': 0 }).map(([letter, code]) => [
    letter.charCodeAt(0),
    code,
  ]),
);

const ENTITIES: ReadonlyMap<string, number> = new Map(
  Object.entries({ amp: 0x26, lt: 0x3c, gt: 0x3e, quot: 0x22, apos: 0x27 }),
);

function numberAt(bytes: Uint8Array, at: number, digits: number, base: number): number | undefined {
  if (at + digits > bytes.length) return undefined;
  let value = 0;
  for (let i = at; i < at + digits; i++) {
    const digit = Number.parseInt(String.fromCharCode(bytes[i] as number), base);
    if (Number.isNaN(digit)) return undefined;
    value = value * base + digit;
  }
  return value;
}

class ViewBuilder {
  readonly #bytes: Uint8Array;
  readonly #starts: Uint32Array;
  #length = 0;

  constructor(most: number) {
    this.#bytes = new Uint8Array(most);
    this.#starts = new Uint32Array(most + 1);
  }

  addByte(byte: number, start: number): void {
    this.#bytes[this.#length] = byte;
    this.#starts[this.#length++] = start;
  }

  /** A code point as UTF-8; halves of characters too, each for itself. */
  add(code: number, start: number): void {
    if (code < 0x80) return this.addByte(code, start);
    if (code < 0x800) this.addByte(0xc0 | (code >> 6), start);
    else {
      if (code < 0x10000) this.addByte(0xe0 | (code >> 12), start);
      else {
        this.addByte(0xf0 | (code >> 18), start);
        this.addByte(0x80 | ((code >> 12) & 0x3f), start);
      }
      this.addByte(0x80 | ((code >> 6) & 0x3f), start);
    }
    this.addByte(0x80 | (code & 0x3f), start);
  }

  copy({ bytes, starts }: TextView, from: number, to: number): void {
    this.#bytes.set(bytes.subarray(from, to), this.#length);
    this.#starts.set(starts.subarray(from, to), this.#length);
    this.#length += to - from;
  }

  build(end: number): TextView {
    this.#starts[this.#length] = end;
    return { bytes: this.#bytes.subarray(0, this.#length), starts: this.#starts.subarray(0, this.#length + 1) };
  }
}
