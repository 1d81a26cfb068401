import { isAscii, isUtf8 } from 'node:buffer';
import type { Codec, DecodedField, DecodeFailure, DecodeNeed, PackedField } from '../contract/codec.js';
import { explainJsonFailure } from './json-failure.js';
import { mayBeTooDeep, scanJson, WELL_FORMED, wordsOf } from './json-scan.js';
import { findExactNumber } from './exact-number.js';
import { parseExact } from './parse-exact.js';
import { continuesCharacter } from './utf8.js';

/**
 * The codec of `json_without_schema`: each message is one JSON text in UTF-8.
 *
 * Answers at once, without a promise. Numbers of 16 digits and more that a double does not hold are
 * `bigint` where they are integral, else `ExactNumber`; what has more than 1000 digits is NaN. Of
 * keys that repeat in an object the last one wins. Failures: `codecs/empty`, `codecs/invalid-utf8`,
 * `codecs/byte-order-mark`, `codecs/json-syntax`, `codecs/too-deep` (more than 1000 levels of
 * objects and arrays).
 *
 * @example
 * const { values, failures } = jsonCodec.decode(packField(['{"id":9007199254740993}', '{"id":']), 'value');
 * values[0]; // => { id: 9007199254740993n }
 * failures?.get(1)?.message; // => 'not JSON: the message ends too early, after byte 6'
 */
export const jsonCodec: JsonCodec = { format: 'json_without_schema', messages: 'json', decode };

/** A {@link Codec} that needs no I/O. */
export interface JsonCodec extends Codec {
  decode(field: PackedField, need: DecodeNeed): DecodedField;
}

/**
 * Slicing methods that Node has had on every Buffer since its beginnings, and its type declarations
 * lack.
 */
interface SlicingBuffer extends Buffer {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
}

/**
 * How sure we are of a batch's text before looking at single messages: one pass over all of its
 * bytes, at memory speed, saves a check for each message.
 */
type Encoding = 'ascii' | 'utf8' | 'unknown';

function decode(field: PackedField, need: DecodeNeed): DecodedField {
  const { count, start, end } = field;
  const bytes = asBuffer(field.bytes);
  const encoding = encodingOf(field, bytes);
  const words = wordsOf(bytes);
  const text = (from: number, to: number): string => textOf(bytes, from, to, encoding);
  const values = new Array<unknown>(count).fill(undefined);
  let failures: Map<number, DecodeFailure> | undefined;
  for (let i = 0; i < count; i++) {
    const from = start[i]!;
    if (from < 0) continue;
    const to = end[i]!;
    if (encoding === 'ascii' || isMessageUtf8(bytes, from, to, encoding)) {
      if (need === 'validity') {
        if (scanJson(bytes, from, to) === WELL_FORMED) continue;
      } else if (!mayBeTooDeep(bytes, from, to, words) || scanJson(bytes, from, to) === WELL_FORMED) {
        try {
          const exact = findExactNumber(bytes, from, to);
          values[i] = exact < 0 ? (JSON.parse(text(from, to)) as unknown) : parseExact(bytes, from, to, exact, text);
          continue;
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
        }
      }
    }
    (failures ??= new Map()).set(i, explainJsonFailure(bytes, from, to));
  }
  return failures === undefined ? { values } : { values, failures };
}

const textOf = (bytes: SlicingBuffer, from: number, to: number, encoding: Encoding): string =>
  encoding === 'ascii' ? bytes.latin1Slice(from, to) : bytes.utf8Slice(from, to);

function asBuffer(bytes: Uint8Array): SlicingBuffer {
  return (
    Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  ) as SlicingBuffer;
}

function encodingOf({ count, start, end }: PackedField, bytes: Buffer): Encoding {
  let first = bytes.length;
  let last = 0;
  for (let i = 0; i < count; i++) {
    const from = start[i]!;
    if (from < 0) continue;
    if (from < first) first = from;
    if (end[i]! > last) last = end[i]!;
  }
  if (first >= last) return 'ascii';
  const used = bytes.subarray(first, last);
  return isAscii(used) ? 'ascii' : isUtf8(used) ? 'utf8' : 'unknown';
}

/**
 * In well-formed text a part is well-formed unless it cuts a character in two, at its begin or at
 * its end.
 */
function isMessageUtf8(bytes: Buffer, from: number, to: number, encoding: Encoding): boolean {
  const cutsNothing =
    encoding === 'utf8' &&
    (from === to || !continuesCharacter(bytes[from]!)) &&
    (to === bytes.length || !continuesCharacter(bytes[to]!));
  return cutsNothing || isUtf8(bytes.subarray(from, to));
}
