import type { ClickHouseType } from '@proj/clickhouse-types';
import { ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { readNumber } from '../../value/numeric-text.js';

/** Whether a type would take a value and drop a part of it. */
export function cuts(type: ClickHouseType, value: unknown): boolean {
  switch (type.kind) {
    case 'Decimal':
      return cutsDigits(type.scale, value);
    case 'Date':
    case 'Date32':
      return typeof value === 'string' && value.length > DATE_LENGTH;
    case 'DateTime':
    case 'Time':
      return digitsOfSecond(value) > 0;
    case 'DateTime64':
    case 'Time64':
      return digitsOfSecond(value) > type.precision;
    default:
      return false;
  }
}

function cutsDigits(kept: number, value: unknown): boolean {
  const exact = value instanceof ExactNumber ? value : readNumber(String(value));
  if (exact === undefined || exact.unscaled === 0n || exact.scale <= kept) return false;
  const cut = exact.scale - kept;
  return cut > exact.unscaled.toString().length || exact.unscaled % 10n ** BigInt(cut) !== 0n;
}

const DATE_LENGTH = 'YYYY-MM-DD'.length;

/**
 * How many digits of a second a time has, without zeros at the end: after a point, or of Unix time
 * those after the tenth.
 */
function digitsOfSecond(value: unknown): number {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return (/(?:\.|^-?\d{10}(?=\d))(\d*?)0*(?!\d)/.exec(text)?.[1] ?? '').length;
}
