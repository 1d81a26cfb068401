import { parseType, printType, typesEqual } from '@proj/clickhouse-types';
import type { FuzzTarget } from '../fuzz/fuzz-target.js';

/** The reader of ClickHouse's types. */
export const target: FuzzTarget = {
  name: 'types',
  corpus: ['tools/attack/corpus/types'],
  dictionary: [
    'Array(', 'Map(', 'Tuple(', 'Nested(', 'Nullable(', 'LowCardinality(', "Enum8('a' = 1", 'Decimal(', 'DateTime(', 'DateTime64(', 'JSON(', 'Dynamic(', 'Variant(', 'AggregateFunction(',
    'SimpleAggregateFunction(', 'QBit(', 'FixedString(', 'Int8', 'String', 'INT UNSIGNED', 'SKIP ', 'REGEXP ', 'max_types=', 'sum', '(', ')', ', ', ' = ', '-', '.', "'", '`', '"', '\\', '1e5', '99999999999999999999',
    '/*', '*/', '--', '\n', '\u202E', '\uD800', '\0', 'constructor', '__proto__',
  ],
  run: (bytes) => {
    const text = bytes.toString();
    const { type, problems } = parseType(text);
    for (const { span, message } of problems) {
      if (message === '') throw new Error('a problem says nothing');
      if (span.start < 0 || span.start > span.end || span.end > text.length) throw new Error('a place outside of the text');
    }
    if ((type === undefined) !== problems.length > 0) throw new Error('neither a type nor a problem, or both');
    if (!type) return 'rejected';
    for (const canonical of [true, false]) {
      const again = parseType(printType(type, { canonical })).type;
      if (!again || !typesEqual(again, type)) throw new Error('it does not mean the same after printing');
    }
    return 'accepted';
  },
}; // prettier-ignore
