const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  0: '\0',
  a: '\u0007',
  v: '\v',
  e: '\u001B',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '`': '`',
};

/**
 * Escapes other than these stay as they are, backslash included; so does ClickHouse. `\x` gives
 * bytes of UTF-8.
 */
const ESCAPE = /((?:\\x[0-9A-Fa-f]{2})+)|\\([\s\S])|(''|``|"")/g;

/** The text between quotes, with escapes and doubled quotes resolved. */
export function unquote(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(ESCAPE, (all, bytes?: string, escape?: string) => {
    if (bytes !== undefined) return decodeBytes(bytes);
    if (escape !== undefined) return ESCAPES[escape] ?? all;
    return all.startsWith(quoted.charAt(0)) ? all.slice(1) : all;
  });
}

function decodeBytes(escapes: string): string {
  const bytes = escapes
    .slice(2)
    .split('\\x')
    .map((hex) => Number.parseInt(hex, 16));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

const MUST_ESCAPE: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\0': '\\0',
  '\\': '\\\\',
};
const escapeCommon = (text: string): string => text.replaceAll(/[\b\f\n\r\t\0\\]/g, (one) => MUST_ESCAPE[one] ?? one);

/**
 * A text as a string literal, as ClickHouse prints it.
 *
 * @example
 * quoteString("it's"); // => "'it\\'s'"
 */
export const quoteString = (text: string): string => `'${escapeCommon(text).replaceAll("'", String.raw`\'`)}'`;

/** Words that ClickHouse puts in back-ticks although they look like plain names. */
const QUOTED_WORDS = new Set(['null', 'distinct', 'all', 'table', 'select', 'from', 'values']);

/** A name as ClickHouse prints it: in back-ticks only where it needs them. */
export function quoteName(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name) && !QUOTED_WORDS.has(name.toLowerCase())) return name;
  return `\`${escapeCommon(name).replaceAll('`', '\\`')}\``;
}

/**
 * A name as it stands in a statement: always in back-ticks, whatever it is.
 *
 * @example
 * quoteIdentifier('order by'); // => '`order by`'
 */
export const quoteIdentifier = (name: string): string => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
