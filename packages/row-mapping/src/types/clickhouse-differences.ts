/**
 * A value that a mapping reads differently from ClickHouse, on purpose.
 */
export interface ClickHouseDifference {
  /** What is special in the value. */
  readonly name: string;
  /** What the mapping does. */
  readonly we: 'refuse' | 'accept' | 'read otherwise';
  /** For which types, in Markdown. */
  readonly types: string;
  /** What ClickHouse does, or why we do not, in Markdown. */
  readonly why: string;
}

type Difference = readonly [name: string, types: string, why: string];

const refused: readonly Difference[] = [
  ['a plus sign', 'integers', 'No message needs it, and a text that has one may be something else, such as a telephone number.'],
  ['integers out of range', 'integers, Interval', 'ClickHouse silently wraps them around: its strict cast those of 128 and 256 bits, JSONEachRow all of them.'],
  ['empty texts and words for numbers', 'numbers', 'In a message, ClickHouse takes `""` for 0 and `"true"` for 1.'],
  ['overflow of floats', 'floats', 'The number would silently become infinity.'],
  ['digits before the point', 'Decimal', 'Decimal(P, S) promises P digits; ClickHouse only checks whether the value fits its storage.'],
  ['numbers with a second point', 'Decimal', 'ClickHouse reads the part before it and drops the rest.'],
  ['numbers without a digit', 'Decimal', 'ClickHouse reads them as 0.'],
  ['other spellings of true and false', 'Bool', 'It is not certain that `yes`, `on`, `t` and the like mean true or false.'],
  ['dates in other forms', 'Date, Date32', 'Anything but `YYYY-MM-DD` is ambiguous or not a date; ClickHouse silently replaces a date out of range with the last one in range.'],
  ['dates and times in other forms', 'DateTime, DateTime64', 'ClickHouse guesses the meaning of short Unix times and missing parts, and wraps parts that are out of range.'],
  ['times in other forms', 'Time, Time64', 'Two parts could be hours and minutes or minutes and seconds; ClickHouse carries parts that are out of range over.'],
  ['values that are not texts', 'FixedString', 'Binary keys and codes are texts; a number whose JSON text happens to fit is a mistake.'],
  ['leading zeros in an address', 'IPv4, IPv6', 'Some programs read such a number as octal.'],
  [':: that stands for nothing', 'IPv6', 'It stands for at least one group of zeros (RFC 4291).'],
  ['numbers of an Enum as texts', 'Enum', 'A text is a name. ClickHouse takes `"1"` for the value 1 where no name is `1`.'],
  ['numbers beyond those of an Enum', 'Enum', 'ClickHouse wraps them around, and the result may be one of the values.'],
  ['null in what cannot be NULL', 'containers, LowCardinality', 'ClickHouse stores 0 or an empty value inside containers, regardless of its settings for null.'],
]; // prettier-ignore

const accepted: readonly Difference[] = [
  ['lone surrogates', 'String', 'JSON allows them, UTF-8 does not: each becomes U+FFFD. ClickHouse refuses some and stores others as bytes that are not UTF-8.'],
  ['integers with a point or an exponent', 'integers, Bool, Enum, Interval, Date, DateTime', '`5.0` and `1e3` are integers just as 5 and 1000 are: many programs write every number this way.'],
  ['true and false as 1 and 0', 'integers, floats', 'As ClickHouse reads them in JSON; its cast of texts does not.'],
  ['digits that an exponent moves', 'Decimal', '`608918009000e-12` is 0.608918009: the value counts, not the number of digits in its spelling. ClickHouse counts digits first.'],
  ['numbers of days, Unix times', 'Date, Date32, DateTime, DateTime64', 'Days in a Date; seconds to nanoseconds by the number of digits, as the table of types says. ClickHouse accepts some of them in some formats.'],
  ['numbers of seconds, digits that are cut', 'Time, Time64', 'A number is a number of seconds, with or without a fraction, and fractions finer than the column’s precision are cut. ClickHouse accepts few numbers, depending on the format.'],
  ['minus zero', 'unsigned integers', 'It is 0.'],
  ['texts for true and false', 'Bool', 'ClickHouse accepts them in its text formats, but not in JSON.'],
  ['arrays for named tuples', 'Tuple', 'By position, as tuples are written in SQL; ClickHouse reads named ones from objects only.'],
  ['dates and times in ISO 8601', 'Date, DateTime, DateTime64', 'Many programs write them. ClickHouse accepts fewer of these forms, and nothing after the day in a Date.'],
  ['null in a Dynamic', 'Dynamic', 'Stored as NULL, regardless of ClickHouse’s settings for null.'],
  ['blanks in arrays and tuples as keys', 'Map', 'The key is read as JSON, where blanks mean nothing.'],
]; // prettier-ignore

const otherwise: readonly Difference[] = [
  ['lone surrogates', 'String, Variant, Dynamic', 'As above.'],
  ['minus zero', 'JSON', '`-0.0` is the integer 0 here, because every number without a fraction is an integer.'],
  ['numbers without a fraction', 'JSON, Dynamic', '`1.0` and `1e2` are integers here, because JSON has only one kind of number. ClickHouse reads those with a point or an exponent as Float64. Where a query needs one type for a member (`v.a.:Float64` is NULL where it is an Int64), give the path that type: `JSON(a Float64)`.'],
  ['numbers as texts', 'String', 'Inside arrays, maps and tuples they are rewritten: `1.50` becomes the text `1.5`, `1e-400` becomes `0`. ClickHouse keeps the spelling.'],
  ['Unix times', 'DateTime, DateTime64', 'ClickHouse reads a number as a count of the column’s smallest unit (1769854830 in DateTime64(3) is in January 1970), and replaces one that is too large with the end of its range. Here the number of digits determines the unit.'],
  ['the order of keys', 'Map', 'Keys that are array positions (`"0"`, `"17"`) come first, in ascending order. ClickHouse keeps the order of the message.'],
  ['the type in a Variant', 'Variant, Geometry', 'ClickHouse takes the first type, in an order of its own, that can read the value: 0 as Bool, `"1e3"` as a number.'],
  ['the type in a Dynamic', 'Dynamic', 'ClickHouse infers Tuples from objects, times from texts, and arrays of Dynamic.'],
  ['numbers for a Time64', 'Time64', 'ClickHouse reads an integer as a count of the smallest unit; here every number is in seconds.'],
]; // prettier-ignore

const all = (we: ClickHouseDifference['we'], differences: readonly Difference[]): readonly ClickHouseDifference[] =>
  differences.map(([name, types, why]) => ({ name, we, types, why }));

/**
 * All known differences, each covered by tests that compare with a real server. The documentation
 * is generated from them.
 */
export const clickhouseDifferences: readonly ClickHouseDifference[] = [
  ...all('refuse', refused),
  ...all('accept', accepted),
  ...all('read otherwise', otherwise),
];
