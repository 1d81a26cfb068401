/** What most texts are made of: they are handed back at once. */
const PLAIN = /^[\x20-\x7E]*$/;

/**
 * Control characters, halves of characters, line separators, annotation anchors, and whatever is
 * drawn as nothing. U+200C and U+200D belong to the spelling of several languages and U+FE00 to
 * U+FE0F choose how a character is drawn: those stay.
 */
const FORBIDDEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFF9-\uFFFB]|(?![\u200C\u200D\uFE00-\uFE0F])\p{Default_Ignorable_Code_Point}/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text from outside as it may be shown on a terminal or in one line of a log: nothing in it can
 * move the cursor, start a line, change the direction of writing or hide.
 *
 * - Line feed, carriage return and tab become `\n`, `\r`, `\t`; every other control character
 *   (C0, DEL and C1) becomes `\x1B`.
 * - Bidirectional controls, line and paragraph separators, lone surrogates and characters that are
 *   drawn as nothing (zero-width space, byte order mark, soft hyphen, fillers, tags) become
 *   `\u{202E}`.
 * - Everything else stays, letters of all scripts, combining marks and emoji included.
 *
 * Backslashes are not doubled: this is for people to read, and cannot be undone. Made printable
 * twice, a text is the same as made printable once.
 *
 * @example
 * printable('orders\u001B[2J\nINFO all is well'); // => 'orders\\x1B[2J\\nINFO all is well'
 */
export function printable(text: string): string {
  return PLAIN.test(text) ? text : text.replace(FORBIDDEN, escapeOf);
}

/**
 * The same for a text that is JSON: what {@link printable} would escape becomes `\u202e` in it,
 * which stands for the same character to a parser. Line feeds and other blanks between values stay.
 *
 * @example
 * printableJson(JSON.stringify(['a\u009Bb'])); // => '["a\\u009bb"]'
 */
export function printableJson(json: string): string {
  return PLAIN.test(json)
    ? json
    : json.replace(FORBIDDEN, (character) => (BLANKS.has(character) ? character : jsonEscapeOf(character)));
}

/** JSON has them raw between its values only. */
const BLANKS: ReadonlySet<string> = new Set(['\n', '\r', '\t']);

/** JSON names UTF-16 code units. */
const jsonEscapeOf = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16).toUpperCase();
  return NAMED[character] ?? (code < 0x100 && code !== 0xad ? `\\x${digits.padStart(2, '0')}` : `\\u{${digits}}`);
}
