import { clickhouseDifferences, type ClickHouseDifference } from '@proj/row-mapping/reference';

/** How a difference from ClickHouse is known: the values that it is about. */
export interface DifferenceRule {
  /** As in the table of differences. */
  readonly name: string;
  readonly we: ClickHouseDifference['we'];
  /** Which types, as the column has them. */
  readonly types: RegExp;
  /** Which values, as the message writes them. */
  readonly json: RegExp;
  /** What ClickHouse makes of it. @default anything */
  readonly makes?: RegExp;
}

function rule(we: DifferenceRule['we'], name: string, types: RegExp, json: RegExp, makes?: RegExp): DifferenceRule {
  if (!clickhouseDifferences.some((one) => one.we === we && one.name === name))
    throw new Error(`not in the table: ${we} ${name}`);
  return { name, we, types, json, ...(makes ? { makes } : {}) };
}

/** Texts that nobody could take for anything else: none of them may be refused. */
const PLAIN_DATE = String.raw`20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])`;
const PLAIN_TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?`;
const PLAIN_ZONE = String.raw`(?:Z|[-+](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?`;
const not = (text: string): RegExp => new RegExp(`^(?!"${text}"$)`);

/** Beside the strict cast of texts to single values. */
export const besideCast: readonly DifferenceRule[] = [
  rule('refuse', 'a plus sign', /^U?Int/, /^"\+/),
  rule('refuse', 'integers out of range', /^U?Int(?:128|256)$/, /^"?-?\d+"?$/),
  rule('refuse', 'overflow of floats', /Float/, /\d/, /^-?inf$/),
  rule('refuse', 'digits before the point', /^Decimal/, /^"?[-+]?[\d.]+(?:[eE][-+]?\d+)?"?$/, /^-?[1-9]\d*/),
  rule('refuse', 'other spellings of true and false', /^Bool$/, /^"?[a-zA-Z01]*"?$/),
  rule('refuse', 'dates in other forms', /^Date(?:32)?$/, not(PLAIN_DATE)),
  rule('refuse', 'dates and times in other forms', /^DateTime/, not(`${PLAIN_DATE}[ T]${PLAIN_TIME}${PLAIN_ZONE}`)),
  rule('refuse', 'times in other forms', /^Time/, not(PLAIN_TIME)),
  rule('refuse', 'numbers with a second point', /^Decimal/, /^"[-+]?\d*\.\d*\./),
  rule('refuse', 'numbers without a digit', /^Decimal/, /^"[-+.]*(?:[eE][-+]?\d*)?"$/),
  rule('refuse', 'values that are not texts', /^FixedString/, /^[^"]/),
  rule('refuse', 'leading zeros in an address', /^IPv[46]$/, /\b0\d/),
  rule('refuse', ':: that stands for nothing', /^IPv6$/, /^"(?:[^:"]*:+){8,}[^:"]*"$/),
  rule('accept', 'integers with a point or an exponent', /^(?:U?Int|Bool|Date)/, /\d(?:\.\d*)?[eE]|\d\.\d/),
  rule('accept', 'minus zero', /^UInt/, /^\s*-0/),
  rule('accept', 'true and false as 1 and 0', /^(?:U?Int|B?Float)/, /^\s*(?:true|false)\s*$/),
  rule('accept', 'digits that an exponent moves', /^Decimal/, /\d[eE]/),
  rule('accept', 'numbers of days, Unix times', /^Date/, /^\s*"?-?\d+(?:\.\d+)?"?\s*$/),
  rule('accept', 'dates and times in ISO 8601', /^Date/, /\d[Tt ]\d/),
  rule('accept', 'numbers of seconds, digits that are cut', /^Time/, /\d/),
];

const SURROGATE = /\\ud[89a-f]|[\ud800-\udfff]/i;

/** Beside the JSONEachRow of ClickHouse, for what holds values or wraps a type. */
export const besideJson: readonly DifferenceRule[] = [
  rule('refuse', 'integers out of range', /Int|Interval/, /\d{3}|-\d/),
  rule('refuse', 'a plus sign', /Int/, /"\+/),
  rule('refuse', 'empty texts and words for numbers', /Int|Float|Decimal/, /""|"(?:true|false)"/),
  rule('refuse', 'null in what cannot be NULL', /^(?!Nullable)/, /null/),
  rule('refuse', 'overflow of floats', /Float|Dynamic/, /\d[eE]\d/),
  rule('refuse', 'numbers with a second point', /Decimal/, /"[-+]?\d*\.\d*\./),
  rule('refuse', 'leading zeros in an address', /IPv4/, /\b0\d/),
  rule('refuse', 'numbers of an Enum as texts', /Enum/, /"-?\d+"/),
  rule('refuse', 'numbers beyond those of an Enum', /Enum/, /\d{3}/),
  rule('refuse', 'dates in other forms', /Date/, /\d|true|false|""/),
  rule('refuse', 'times in other forms', /Time64/, /\d|true|false|""/),
  rule('accept', 'lone surrogates', /String/, SURROGATE),
  rule('accept', 'integers with a point or an exponent', /Int|Enum|Interval|Date|Bool/, /\d(?:\.\d*)?[eE]|\d\.\d/),
  rule('accept', 'minus zero', /UInt/, /-0/),
  rule('accept', 'texts for true and false', /Bool/, /"(?:true|false|1|0)"/),
  rule('accept', 'arrays for named tuples', /Tuple\(\w+ \w/, /\[/),
  rule('accept', 'dates and times in ISO 8601', /Date/, /\d/),
  rule('accept', 'numbers of seconds, digits that are cut', /Time64/, /\d/),
  rule('accept', 'digits that an exponent moves', /Decimal/, /\d[eE]/),
  rule('accept', 'null in a Dynamic', /Dynamic/, /null/),
  rule('accept', 'blanks in arrays and tuples as keys', /Map\((?:Array|Tuple)/, /"\s|\s[\]"]/),
  rule('read otherwise', 'lone surrogates', /String|Dynamic/, SURROGATE),
  rule('read otherwise', 'minus zero', /JSON/, /-0/),
  rule('read otherwise', 'the type in a Variant', /Variant|Geometry/, /./),
  rule('read otherwise', 'the type in a Dynamic', /Dynamic/, /./),
  rule('read otherwise', 'numbers for a Time64', /Time64/, /^\s*-?\d/),
];
