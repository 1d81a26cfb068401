/**
 * What may be unexpected in how values are read, whatever their type: in Markdown. The
 * documentation is generated from it.
 */
export const valueRules: readonly string[] = [
  'Numbers come as the codec decodes them. In JSON a number of 16 digits and more is exact whatever it is; a shorter one is what was written, too. So Decimals and integers keep every digit. Floats take the nearest number: `1e-400` is 0 (in Decimals as well, where digits that are too far behind the point are cut), and so is `-1e-400` -0. `1e400` is no number of any type and accepted by String only.',
  'Digits of a second that the column does not have, and digits behind the point that a Decimal does not have, are cut, not rounded.',
  'Of keys that repeat in an object the last one counts. `__proto__`, `constructor` and their like are members like any other, and missing unless the message has them itself.',
  'Keys of a Map that differ in the message can be equal as K (`{"1":"a","01":"b"}` in Map(UInt8, String)): both are stored, in the order of the message (names that are positions of an array, `"0"`, `"1"` …, come first, in ascending order), as ClickHouse stores equal ones, too. `map[1]` gives the first.',
  'A lone surrogate in a string becomes U+FFFD, as it has no UTF-8 (a part of the message on String keeps its escape). JSON columns refuse it.',
  "A column without a time zone is in UTC, whatever the server’s zone: `DateTime('Europe/Berlin')` in the SCHEMA says otherwise (`kafka-ingest run` warns at its start when the server’s zone is another). A time that clocks show twice is the first of the two; one that they skip (02:30 when 02:00 becomes 03:00) is what ClickHouse makes of it: an hour earlier, 01:30.",
  'Offsets of time zones are those of Node’s data. ClickHouse’s own has others before 1970 for a fifth of the zones (for six of them, such as America/Tijuana and Asia/Tehran, until 1978), and shows such times by these: the point in time that is stored is the one that Node’s data tells, its clock time in a query may be another. From 1979 to 2299 both are the same in every zone. Times with `Z` or an offset, Unix times and columns in UTC have no such difference.',
  'Unix times of other lengths could mean several things (`20260131`): rejected.',
  'A path that can find several values and finds none (`$.a[0:1]` where `a` is `[]`, `$..b`) has found nothing: the value is missing. Only `[:]` and `[*]` of an empty array give an empty array.',
];
