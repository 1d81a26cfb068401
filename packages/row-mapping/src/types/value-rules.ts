/**
 * Rules for reading values of every type that may surprise a user, in Markdown. The documentation
 * is generated from them.
 */
export const valueRules: readonly string[] = [
  'Numbers arrive as the codec decodes them. In JSON every number of up to 1,000 characters is exact, so Decimals and integers keep every digit. Floats take the nearest number: `1e-400` becomes 0 and `-1e-400` becomes -0. (In a Decimal, `1e-400` is 0 because digits beyond the scale are cut.) `1e400` is not a number of any type; only String accepts it.',
  'Fractions of a second finer than the column’s precision, and decimal places beyond the scale of a Decimal, are cut, not rounded.',
  'When a key repeats in an object, the last one counts. `__proto__`, `constructor` and the like are ordinary members, and missing unless the message itself has them.',
  'Keys of a Map that differ in the message can be equal as values of K (`{"1":"a","01":"b"}` in Map(UInt8, String)). Both are stored in the order of the message, as ClickHouse does with equal keys; names that are array positions (`"0"`, `"1"` …) come first, in ascending order. `map[1]` returns the first.',
  'A lone surrogate in a string becomes U+FFFD, because UTF-8 cannot represent it (a part of the message stored as String keeps its escape). JSON columns refuse it.',
  "A column without a time zone is in UTC, regardless of the server’s zone; write `DateTime('Europe/Berlin')` in the SCHEMA for another (`kafka-ingest run` warns at startup when the server’s zone is not UTC). A time that clocks show twice is the first of the two. A time that clocks skip (02:30 when 02:00 becomes 03:00) is read as ClickHouse reads it: an hour earlier, 01:30.",
  'The offsets of time zones come from Node’s data. Before 1970, ClickHouse’s data differs for a fifth of the zones (for six of them, such as America/Tijuana and Asia/Tehran, until 1978). The stored point in time follows Node’s data, and a query may show it with another clock time. From 1979 to 2299 both agree in every zone. Times with `Z` or an offset, Unix times and columns in UTC are not affected.',
  'Unix times of other lengths are ambiguous (`20260131`) and therefore rejected.',
  'When a path that can find several values finds none (`$.a[0:1]` where `a` is `[]`, `$..b`), the value is missing. Only `[:]` and `[*]` on an empty array yield an empty array.',
];
