import { plainView, unwrap, type TextView, type Wrapping } from './encoded-view.js';
import { patternsOf, type SecretPattern } from './secret-patterns.js';

/** What stands in the place of a secret. */
const REDACTED = '[redacted]';

const WRAPPINGS: readonly Wrapping[] = ['percent', 'backslash', 'entity'];

/** How many layers of escaping are undone: JSON in JSON in a URL. */
const MOST_LAYERS = 3;

/**
 * Makes the function that takes secrets out of a text of foreign origin: a server's answer,
 * a broker's message, an error of a library. Each becomes `[redacted]`, in every form in which a
 * text gets into others:
 *
 * - as it is, and trimmed; of several lines (a PEM key) also each line of 8 characters or more;
 * - escaped, wholly or in part, up to three times over: `%2F` (and `+` for a space), `\n`, `\"`,
 *   `\u002F`, `\x2F`, `&quot;`, `&#47;`;
 * - in Base64 and Base64 for URLs, with anything before and after it, as in the header of basic
 *   authentication; in hexadecimal.
 *
 * A secret of fewer than 4 characters is not looked for, and one of fewer than 8 as a whole word
 * only: they are parts of ordinary words. What is not found: a secret that was cut in two,
 * encrypted, compressed, or turned around.
 *
 * The time grows with the length of the text, and not with the number of secrets.
 *
 * @example
 * const redact = createRedactor(['p&ss word']);
 * redact('no user app with p%26ss+word'); // => 'no user app with [redacted]'
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const index = indexOf(secrets.flatMap(patternsOf));
  if (index.size === 0) return (text) => text;
  return (text) => {
    const found: Range[] = [];
    search(plainView(text), index, MOST_LAYERS, found);
    return found.length === 0 ? text : without(text, found);
  };
}

/** Code units of the text, without the last. */
type Range = readonly [start: number, end: number];

/** Patterns by their first four bytes as one number: each place of a text is looked up once. */
type PatternIndex = ReadonlyMap<number, readonly SecretPattern[]>;

function indexOf(patterns: readonly SecretPattern[]): PatternIndex {
  const index = new Map<number, SecretPattern[]>();
  for (const pattern of patterns) {
    const [a = 0, b = 0, c = 0, d = 0] = pattern.bytes;
    const key = (a << 24) | (b << 16) | (c << 8) | d;
    const others = index.get(key);
    if (others) others.push(pattern);
    else index.set(key, [pattern]);
  }
  return index;
}

function search(view: TextView, index: PatternIndex, layers: number, found: Range[]): void {
  const { bytes, starts } = view;
  let key = 0;
  for (let last = 0; last < bytes.length; last++) {
    key = (key << 8) | (bytes[last] as number);
    const at = last - 3;
    for (const pattern of (at < 0 ? undefined : index.get(key)) ?? []) {
      const range = matchAt(bytes, at, pattern);
      if (range) found.push([starts[range[0]] as number, starts[range[1]] as number]);
    }
  }
  if (layers === 0) return;
  for (const wrapping of WRAPPINGS) {
    const inner = unwrap(view, wrapping);
    if (inner) search(inner, index, layers - 1, found);
  }
}

/** Which bytes hold the secret, when it begins here. */
function matchAt(
  bytes: Uint8Array,
  at: number,
  { bytes: wanted, wholeWord, sharesLetter }: SecretPattern,
): Range | undefined {
  const end = at + wanted.length;
  if (end > bytes.length) return undefined;
  for (let i = 4; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return undefined;
  if (wholeWord && (joined(bytes, at) || joined(bytes, end))) return undefined;
  if (!sharesLetter) return [at, end];
  const before = sharesLetter.before && isBase64(bytes[at - 1]) ? 1 : 0;
  const after = sharesLetter.after && isBase64(bytes[end]) ? 1 : 0;
  return [at - before, end + after];
}

/** Whether a word goes on from one byte to the next. */
const joined = (bytes: Uint8Array, at: number): boolean => isWord(bytes[at - 1]) && isWord(bytes[at]);

/** Letters, digits, `_`, and whatever is not ASCII. */
const isWord = (byte: number | undefined): boolean =>
  byte !== undefined && (byte > 0x7f || byte === 0x5f || isLetterOrDigit(byte));

const isBase64 = (byte: number | undefined): boolean =>
  byte !== undefined && (isLetterOrDigit(byte) || byte === 0x2b || byte === 0x2f || byte === 0x2d || byte === 0x5f);

const isLetterOrDigit = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);

function without(text: string, found: Range[]): string {
  found.sort(([a], [b]) => a - b);
  const parts: string[] = [];
  let written = 0;
  for (let i = 0; i < found.length;) {
    const [start, first] = found[i] as Range;
    let end = first;
    for (i++; i < found.length && (found[i] as Range)[0] <= end; i++) end = Math.max(end, (found[i] as Range)[1]);
    parts.push(text.slice(written, start), REDACTED);
    written = end;
  }
  return parts.join('') + text.slice(written);
}
