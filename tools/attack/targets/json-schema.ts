import type { FuzzTarget } from '../fuzz/fuzz-target.js';
import { decodeFramed } from '../support/framed-message.js';

/** JSON in the registry's frame. Its schema is not needed to read it, and must do no harm. */
export const target: FuzzTarget = {
  name: 'json-schema',
  corpus: ['tools/attack/corpus/json-schema'],
  dictionary: ['{"$ref":"#"}', '"type":', '"properties":', '\n\0\n', '\0\0\0\0\u0001', '\u0001', '{', '}', '[', ']', '"', ',', ':', '1e400', '\\u0000', '__proto__'],
  run: (input) => decodeFramed('json_with_schema', 'JSON', input),
}; // prettier-ignore
