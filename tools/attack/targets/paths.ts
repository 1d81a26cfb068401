import { parseType } from '@proj/clickhouse-types';
import { jsonCodec, packField } from '@proj/codecs';
import { compileMapping } from '@proj/row-mapping';
import type { FuzzTarget } from '../fuzz/fuzz-target.js';

const types = ['String', 'Array(Nullable(String))', 'Nullable(Int64)'].map((text) => parseType(text).type!);

/**
 * A JSONPath in the first line and a message in the others: compiles the path and applies it to the
 * message.
 */
export const target: FuzzTarget = {
  name: 'paths',
  corpus: ['tools/attack/corpus/paths'],
  dictionary: [
    '$', '.', '..', '[', ']', '[*]', '[:]', '[0]', '[-1]', '[1:2]', "['", "']", '["', '"]', '.*', '^', '~', '@', '?(', '[?(@.a==1)]', '[?(@.constructor', '()', '`', '@string()', '[(', '[(@.length-1)]', '__proto__', 'constructor', 'prototype', 'length',
    '\n', '{"a":', '[', ']', '{', '}', ',', '"', '\\u0061', '1e400', '123456789012345678901', 'null', '\u2028', '\0',
  ],
  run: (bytes) => {
    const text = bytes.toString();
    const end = text.indexOf('\n');
    const path = end < 0 ? text : text.slice(0, end);
    const message = Buffer.from(end < 0 ? '{}' : text.slice(end + 1));
    const { mapping, problems } = compileMapping(types.map((type, i) => ({ name: `c${i}`, type, path })));
    for (const { diagnostic } of problems) if (diagnostic.message === '') throw new Error('a problem says nothing');
    if (!mapping) return 'rejected';
    const { values, failures } = jsonCodec.decode(packField([message]), 'value');
    if (failures) return 'rejected';
    mapping.found(values[0], message, 0, message.length);
    for (const { outcome } of mapping.explain(values[0], message, 0, message.length)) {
      if (outcome.kind === 'rejected' && outcome.rejection.message.length > 2_000 + 2 * path.length) throw new Error('a reason without end');
    }
    if (({} as Record<string, unknown>)['polluted'] !== undefined) throw new Error('the prototype of all objects was changed');
    return 'accepted';
  },
}; // prettier-ignore
