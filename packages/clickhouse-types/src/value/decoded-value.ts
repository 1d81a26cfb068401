/**
 * What a codec makes of a message, and a mapping takes: **a decoded value** is one of
 *
 * - an object (plain: its own enumerable members count, nothing inherited), an array, a string, a
 *   boolean, null, a number: what `JSON.parse` gives. `__proto__` and `constructor` are members
 *   like any other. `undefined` in place of a message is a tombstone; inside of one it counts as
 *   missing;
 * - `bigint`: an integer that a double does not hold;
 * - {@link ExactNumber}: any other number that a double does not hold as it was written;
 * - `Uint8Array`: bytes that are not text;
 * - {@link Timestamp}, {@link CalendarDate}, {@link TimeOfDay}: dates and times of formats that
 *   have types for them.
 *
 * A codec gives `bigint` and `ExactNumber` only where they are needed, so that the usual number
 * costs nothing more than a number. As numbers, `NaN` and infinities stand for what is beyond all
 * types, as `1e400` in JSON, and no column takes them; those that a message does hold (Avro,
 * Protobuf) are the texts `NaN`, `Infinity` and `-Infinity`, which columns of floats take.
 */
export type DecodedValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | readonly DecodedValue[]
  | { readonly [name: string]: DecodedValue }
  | Uint8Array
  | DecodedScalar;

/** What the classes below have in common: values that are objects only for JavaScript. */
export abstract class DecodedScalar {
  /** A text that a person can read, and that a String column stores. */
  abstract toString(): string;
}

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * A decimal number, exactly: `unscaled` × 10^-`scale`.
 *
 * @example
 * const price = ExactNumber.parse('12345678901234567.250');
 * price?.unscaled; // => 12345678901234567250n
 * price?.scale; // => 3
 * String(price); // => '12345678901234567.250'
 * String(new ExactNumber(1n, -400)); // => '1e400'
 */
export class ExactNumber extends DecodedScalar {
  readonly unscaled: bigint;
  /** Digits after the point; below zero: zeros before it. */
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    super();
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /** Reads a number as JSON writes it; undefined for any other text. */
  static parse(text: string): ExactNumber | undefined {
    const [, sign, whole, fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
    if (sign === undefined || whole === undefined) return undefined;
    const scale = fraction.length - Number(exponent);
    return Number.isSafeInteger(scale) ? new ExactNumber(BigInt(sign + whole + fraction), scale) : undefined;
  }

  /** The number as JSON writes it, with all its digits. */
  override toString(): string {
    const { unscaled, scale } = this;
    if (scale === 0) return unscaled.toString();
    // Avoids printing a long run of zeros that the message did not contain.
    if (scale < 0 || scale > MOST_ZEROS) return `${unscaled}e${-scale}`;
    const sign = unscaled < 0n ? '-' : '';
    const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
    return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  }

  /** The nearest double; infinite beyond the range of doubles. */
  toNumber(): number {
    return Number(`${this.unscaled}e${-this.scale}`);
  }
}

const MOST_ZEROS = 1_000;

/** Digits of a second that a format counts in. */
export type TickPrecision = 0 | 3 | 6 | 9;

/**
 * A date and a time.
 *
 * @example
 * String(new Timestamp(1769854830123, 3)); // => '2026-01-31T10:20:30.123Z'
 * String(new Timestamp(1769854830123456789n, 9, 'local')); // => '2026-01-31T10:20:30.123456789'
 */
export class Timestamp extends DecodedScalar {
  /**
   * Since 1970-01-01 00:00:00, in units of 10^-precision seconds. A number where a double holds it.
   */
  readonly ticks: number | bigint;
  readonly precision: TickPrecision;
  /**
   * `instant`: a point in time, counted from 1970 in UTC. `local`: what a clock showed, wherever it
   * hangs.
   */
  readonly kind: 'instant' | 'local';

  constructor(ticks: number | bigint, precision: TickPrecision, kind: 'instant' | 'local' = 'instant') {
    super();
    this.ticks = ticks;
    this.precision = precision;
    this.kind = kind;
  }

  /** ISO 8601; a year beyond four digits with its sign. */
  override toString(): string {
    const { whole, fraction } = splitTicks(this.ticks, this.precision);
    const date = new Date(whole * 1000);
    if (Number.isNaN(date.getTime())) return `${this.ticks}e-${this.precision}`;
    return `${date.toISOString().slice(0, -5)}${fraction}${this.kind === 'instant' ? 'Z' : ''}`;
  }
}

/**
 * A day, without a time.
 *
 * @example
 * String(new CalendarDate(20484)); // => '2026-01-31'
 */
export class CalendarDate extends DecodedScalar {
  /** Since 1970-01-01, a whole number. */
  readonly days: number;

  constructor(days: number) {
    super();
    this.days = days;
  }

  /** ISO 8601. */
  override toString(): string {
    const date = new Date(this.days * 86_400_000);
    return Number.isNaN(date.getTime()) ? String(this.days) : date.toISOString().slice(0, -14);
  }
}

/**
 * A time of day, without a date.
 *
 * @example
 * String(new TimeOfDay(37230123, 3)); // => '10:20:30.123'
 */
export class TimeOfDay extends DecodedScalar {
  /** Since midnight, in units of 10^-precision seconds. */
  readonly ticks: number | bigint;
  readonly precision: TickPrecision;

  constructor(ticks: number | bigint, precision: TickPrecision) {
    super();
    this.ticks = ticks;
    this.precision = precision;
  }

  /** ISO 8601. */
  override toString(): string {
    const negative = this.ticks < 0;
    const { whole, fraction } = splitTicks(negative ? -this.ticks : this.ticks, this.precision);
    const two = (n: number): string => String(n).padStart(2, '0');
    const clock = `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
    return `${negative ? '-' : ''}${clock}${fraction}`;
  }
}

/** Whole seconds (rounded down) and the rest as `.123`. */
function splitTicks(ticks: number | bigint, precision: TickPrecision): { whole: number; fraction: string } {
  const unit = 10n ** BigInt(precision);
  const all = BigInt(ticks);
  const rest = ((all % unit) + unit) % unit;
  const fraction = precision === 0 ? '' : `.${rest.toString().padStart(precision, '0')}`;
  return { whole: Number((all - rest) / unit), fraction };
}
