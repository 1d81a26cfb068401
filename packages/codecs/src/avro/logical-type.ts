import type { AvroType } from './schema.js';

/**
 * The type that a `logicalType` makes of the type below it. `undefined` when it makes none: as the
 * specification asks, a logical type that is not known, or that does not fit, is left out of
 * account.
 */
export function logicalType(json: Readonly<Record<string, unknown>>, type: AvroType): AvroType | undefined {
  switch (json['logicalType']) {
    case 'decimal':
      return decimal(json, type);
    case 'uuid':
      // On a string it is that string.
      return type.kind === 'fixed' && type.size === 16 ? { kind: 'uuid-bytes' } : undefined;
    case 'date':
      return type.kind === 'int' ? { kind: 'date' } : undefined;
    case 'time-millis':
      return type.kind === 'int' ? { kind: 'time', precision: 3 } : undefined;
    case 'time-micros':
      return type.kind === 'long' ? { kind: 'time', precision: 6 } : undefined;
    case 'timestamp-millis':
      return timestamp(type, 3, 'instant');
    case 'timestamp-micros':
      return timestamp(type, 6, 'instant');
    case 'timestamp-nanos':
      return timestamp(type, 9, 'instant');
    case 'local-timestamp-millis':
      return timestamp(type, 3, 'local');
    case 'local-timestamp-micros':
      return timestamp(type, 6, 'local');
    case 'local-timestamp-nanos':
      return timestamp(type, 9, 'local');
    case 'duration':
      return type.kind === 'fixed' && type.size === 12 ? { kind: 'duration' } : undefined;
    default:
      return undefined;
  }
}

const timestamp = (type: AvroType, precision: 3 | 6 | 9, clock: 'instant' | 'local'): AvroType | undefined =>
  type.kind === 'long' ? { kind: 'timestamp', precision, clock } : undefined;

function decimal({ precision, scale = 0 }: Readonly<Record<string, unknown>>, type: AvroType): AvroType | undefined {
  if (type.kind !== 'bytes' && type.kind !== 'fixed') return undefined;
  if (!Number.isSafeInteger(precision) || !Number.isSafeInteger(scale)) return undefined;
  const [digits, after] = [precision as number, scale as number];
  if (digits <= 0 || after < 0 || after > digits) return undefined;
  const size = type.kind === 'fixed' ? type.size : undefined;
  // A fixed too small for that many digits is not a decimal of that precision.
  if (size !== undefined && digits > Math.floor(Math.log10(2) * (8 * size - 1))) return undefined;
  return { kind: 'decimal', precision: digits, scale: after, size };
}
