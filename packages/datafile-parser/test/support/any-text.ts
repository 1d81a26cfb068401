import fc from 'fast-check';

import { settingsTable } from '../../src/index.js';

/** Pieces that mean something, so that random texts come near real files. */
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...settingsTable.map((one) => one.name)) },
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      '\n', '\r\n', '\r', '\n    ', '\n\t', ' ', ' >\n', ' > ', '>', ',', ',\n', '`', '`json:$.a`', '`a`', '"', "'", '(', ')', '[', ']', '{', '}',
      '{{', '}}', '{{ tb_secret("A") }}', "{{ tb_secret('A', 'b') }}", '{{ tb_secret(', '{%', '%}', '#', ' # c', '--', ' -- c', 'String', 'Array(', 'Map(String, ',
      'DEFAULT', 'CODEC', 'TYPE', 'GRANULARITY', 'TTL', 'NULL', 'id', 'a.b', '1', '\\', '\uFEFF', '\u00A0', '\u2028', '\uD800', 'kafka', 'READ', '$', '->',
    ), // prettier-ignore
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

/** Token soup, and now and then anything at all. */
export const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

export const anyPath = fc.constantFrom('a.datasource', 'a.connection', 'a.incl', 'a.pipe');
