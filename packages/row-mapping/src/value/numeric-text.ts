import { ExactNumber } from '@proj/clickhouse-types/decoded-value';

/** A number as texts have it: with a sign, without digits before or after the point. */
const NUMERIC = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,6})?$/;

/** Longer texts are not numbers: parsing a megabyte of digits must not take seconds. */
const MAX_LENGTH = 1_000;

const PARTS = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;

/** Whether it is a number, in any of the spellings. */
export const isNumeric = (text: string): boolean => text.length <= MAX_LENGTH && NUMERIC.test(text);

/** Reads every digit of a number in a text; undefined if the text is not a number. */
export function readNumber(text: string): ExactNumber | undefined {
  if (!isNumeric(text)) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = PARTS.exec(text) ?? [];
  const digits = BigInt(`${whole}${fraction}`);
  return new ExactNumber(sign === '-' ? -digits : digits, fraction.length - Number(exponent));
}
