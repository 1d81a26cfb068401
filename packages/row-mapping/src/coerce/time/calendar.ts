/** What {@link readDate} returns for a text that is not a date. */
export const NO_DATE = 0x7fffffff;

const DAYS_BEFORE_1970 = 719_468;
const DASH = 0x2d;

/**
 * The date at the begin of a text, `YYYY-MM-DD`, as days since 1970-01-01 in the Gregorian
 * calendar. Looks at the first ten characters only; {@link NO_DATE} if they are not a date.
 */
export function readDate(text: string): number {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return NO_DATE;
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month))) return NO_DATE;
  // Years begin in March, so that the leap day is the last one; 153 days are five months of 31, 30,
  // 31, 30, 31.
  const y = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - DAYS_BEFORE_1970;
}

function daysOfMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The number two digits spell; NOT_DIGITS if either is not a digit. */
export function twoDigits(text: string, at: number): number {
  const high = text.charCodeAt(at) - 0x30;
  const low = text.charCodeAt(at + 1) - 0x30;
  return high >= 0 && high <= 9 && low >= 0 && low <= 9 ? high * 10 + low : NOT_DIGITS;
}

/** Far enough below zero that no sum with digits reaches zero. */
export const NOT_DIGITS = -1_000_000;
