/** Where a text has no value here, or another one, though ClickHouse's strict cast makes something of it. */
export interface StricterRule {
  readonly name: string;
  /** Which types. */
  readonly types: RegExp;
  /** Which values, as the message writes them. */
  readonly json: RegExp;
  /** What ClickHouse makes of it. @default anything */
  readonly makes?: RegExp;
  /** Whether we take it, with another meaning; else it is refused. */
  readonly agrees: boolean;
  /** As the documentation says it. */
  readonly why: string;
}

/** Texts that nobody could take for anything else: none of them may be refused. */
const PLAIN_DATE = String.raw`20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])`;
const PLAIN_TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?`;
const PLAIN_ZONE = String.raw`(?:Z|[-+](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?`;
const not = (text: string): RegExp => new RegExp(`^(?!"${text}"$)`);

const rule = (
  name: string,
  types: RegExp,
  json: RegExp,
  why: string,
  more: Partial<StricterRule> = {},
): StricterRule => ({
  name,
  types,
  json,
  agrees: false,
  why,
  ...more,
});

export const stricterThanClickHouse: readonly StricterRule[] = [
  rule(
    'a plus sign',
    /^U?Int/,
    /^"\+/,
    'No message needs it, and a text that has one may be something else, a telephone number.',
  ),
  rule('wide integers out of range', /^U?Int(?:128|256)$/, /^"?-?\d+"?$/, 'ClickHouse wraps them around, silently.'),
  rule('overflow of floats', /Float/, /\d/, 'The number would become infinity, silently.', { makes: /^-?inf$/ }),
  rule(
    'digits before the point',
    /^Decimal/,
    /^"?[-+]?[\d.]+(?:[eE][-+]?\d+)?"?$/,
    'Decimal(P, S) is said to have P digits; ClickHouse looks at the bits of its storage only.',
    { makes: /^-?[1-9]\d*/ },
  ),
  rule(
    'other spellings of true and false',
    /^Bool$/,
    /^"?[a-zA-Z01]*"?$/,
    'Of yes, on, t and their like nobody knows whether they are meant so.',
  ),
  rule(
    'dates in other forms',
    /^Date(?:32)?$/,
    not(PLAIN_DATE),
    'What is no YYYY-MM-DD could be several days, or is none; a date beyond the range becomes the last one, silently.',
  ),
  rule(
    'dates and times in other forms',
    /^DateTime/,
    not(`${PLAIN_DATE}[ T]${PLAIN_TIME}${PLAIN_ZONE}`),
    'Short Unix times, missing parts and parts out of range are guessed or wrapped around.',
  ),
  rule(
    'times in other forms',
    /^Time/,
    not(PLAIN_TIME),
    'Two parts could be hours and minutes; parts out of range are carried over.',
  ),
  rule(
    'numbers with a second point',
    /^Decimal/,
    /^"[-+]?\d*\.\d*\./,
    'ClickHouse reads what is before it, and leaves out the rest.',
  ),
  rule('numbers without a digit', /^Decimal/, /^"[-+.]*"$/, 'ClickHouse takes them for 0.'),
  rule(
    'other values than texts',
    /^FixedString/,
    /^[^"]/,
    'Binary keys and codes are texts; a number whose JSON text happens to fit is a mistake.',
  ),
  rule('leading zeros in an address', /^IPv[46]$/, /\b0\d/, 'Some programs read such a number as octal.'),
  rule(
    ':: that stands for nothing',
    /^IPv6$/,
    /^"(?:[^:"]*:+){8,}[^:"]*"$/,
    'It stands for at least one group of zeros (RFC 4291).',
  ),
];
