import { nearestName } from '@proj/diagnostics';

/** Names that were found to exist. There are about six hundred, so this stays small. */
const known = new Set<string>(['UTC']);

/**
 * Whether ClickHouse can load this time zone. It takes names as the tz database spells them, while
 * `Intl` takes any case, and offsets (`+03:00`) that ClickHouse does not know.
 */
export function isTimeZone(name: string): boolean {
  if (known.has(name)) return true;
  if (!/^[A-Za-z]/.test(name)) return false;
  let canonical: string;
  try {
    canonical = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return false;
  }
  // Some names are resolved to others (US/Eastern to America/New_York); of those the case cannot be
  // compared.
  const wrongCase = canonical === name ? false : canonical.toLowerCase() === name.toLowerCase() || isOneCase(name);
  if (!wrongCase) known.add(name);
  return !wrongCase;
}

/** `us/eastern`. No region is written so; names without a region (`GMT`, `PRC`) are. */
const isOneCase = (name: string): boolean =>
  name === name.toLowerCase() || (name.includes('/') && /^[A-Z_]+\/[A-Z_]+$/.test(name) && !name.startsWith('US/'));

/** The time zone that was probably meant. */
export const nearestTimeZone = (name: string): string | undefined =>
  nearestName(name, ['UTC', ...Intl.supportedValuesOf('timeZone')]);
