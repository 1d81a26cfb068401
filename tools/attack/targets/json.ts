import { isUtf8 } from 'node:buffer';
import { jsonCodec, packField } from '@proj/codecs';
import type { FuzzTarget } from '../fuzz/fuzz-target.js';

/** The codec of JSON, which must take what `JSON.parse` takes and nothing else. */
export const target: FuzzTarget = {
  name: 'json',
  corpus: ['tools/attack/corpus/json'],
  dictionary: [
    '{', '}', '[', ']', ',', ':', '"', '\\', '\\u0000', '\\uD800', '\\"', '-', '0', '1', '.5', 'e', 'E+', '1e400', '-0', '12345678901234567890', '0.1234567890123456789', 'true', 'false', 'null', 'NaN', 'Infinity', '"__proto__":', '"a":', '\uFEFF', '\u2028', ' ', '\n', '\t', '\v', '//', '/*',
  ],
  run: (bytes) => {
    // Between two neighbours, because a message must not be read beyond its ends.
    const field = packField(['[1', bytes, '2]']);
    for (const need of ['value', 'validity'] as const) {
      const { failures } = jsonCodec.decode(field, need);
      if (!failures?.has(0) || !failures.has(2)) throw new Error('a broken neighbour was taken');
      const failure = failures.get(1);
      if (failure?.code === 'codecs/too-deep') continue;
      if ((failure === undefined) !== isJson(bytes)) throw new Error(`${need}: ${failure?.code ?? 'taken'}, where JSON.parse says otherwise`);
      if (failure && (failure.message === '' || failure.message.length > 500)) throw new Error('not a reason to show');
    }
    return isJson(bytes) ? 'accepted' : 'rejected';
  },
}; // prettier-ignore

function isJson(bytes: Buffer): boolean {
  // Decoding would drop a byte-order mark, and repair what is not UTF-8.
  if (!isUtf8(bytes) || bytes.subarray(0, 3).equals(Buffer.from('\uFEFF'))) return false;
  try {
    JSON.parse(bytes.toString());
    return true;
  } catch {
    return false;
  }
}
