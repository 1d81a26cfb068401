// Where the two models say the same in different ways, both are normalised. Nothing else is left
// out of the comparison.

/** SQL and types: blanks do not count, except inside quotes. */
export function sqlForm(text: string): string {
  return text.replace(/'(?:\\.|''|[^'\\])*'|"[^"]*"|`[^`]*`|\s+/g, (piece) => (/^\s/.test(piece) ? '' : piece));
}

/** `Tuple` and `Tuple()` are one type. */
export const typeForm = (text: string): string => sqlForm(text).replaceAll('()', '');

/** Texts of several lines: indentation and blanks at the end of a line do not count. */
export function linesForm(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Engine parameters are one line or a block: line breaks are blanks. */
export function engineForm(text: string): string {
  return sqlForm(text.trim());
}

/** Brackets around the whole of a codec are part of its syntax: `CODEC(ZSTD(1))` is `ZSTD(1)`. */
export function codecForm(text: string): string {
  const bare = sqlForm(text);
  return bare.startsWith('(') && bare.endsWith(')') ? bare.slice(1, -1) : bare;
}

/** Settings that both know by two names. */
export function settingName(name: string): string {
  const upper = name.toUpperCase();
  if (upper === 'GCS_ACCESS_ID' || upper === 'GCS_SECRET') return upper.replace('GCS_', 'GCS_HMAC_');
  return upper === 'ENGINE_SUMMING_COLUMNS' ? 'ENGINE_COLUMNS' : upper;
}

/** The original lower-cases formats and parses JSON; both mean the same file. */
export function settingForm(name: string, value: string): string {
  if (name === 'IMPORT_FORMAT') return value.toLowerCase();
  if (name === 'KAFKA_SSL_CA_PEM') return linesForm(value);
  return value;
}

/** Old settings without effect in both. */
export const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'PARTITION_KEY',
  'SORTING_KEY',
  'PRIMARY_KEY',
  'SAMPLING_KEY',
  'TTL',
  'TAGS',
]);
