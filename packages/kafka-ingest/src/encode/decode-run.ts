import type { Codec, DecodedField, PackedField } from '@proj/codecs';
import type { PackedBatch } from '../packed-batch.js';
import type { Pipeline } from '../pipeline.js';
import { isOverLimit } from './over-limit.js';

/**
 * Consecutive messages of one partition in a packed batch: the indices `from` (included) to `to`
 * (not included).
 */
export interface MessageRun {
  readonly batch: PackedBatch;
  readonly from: number;
  readonly to: number;
}

/** What the codecs made of a run; the first message of the run has index 0. */
export interface DecodedRun {
  readonly values: DecodedField;
  /** Absent when the pipeline has no codec for keys. */
  readonly keys?: DecodedField;
}

/** The parts of a pipeline that decoding needs. */
export type DecodingPipeline = Pick<Pipeline, 'valueCodec' | 'keyCodec' | 'mapping' | 'maxMessageBytes'>;

/**
 * Decodes the values and, where there is a codec for them, the keys. A promise only when a codec
 * answers with one. The codec does not see messages over a limit.
 *
 * @throws what the codec throws when a service is down; nothing is wrong with the messages then
 */
export function decodeRun(pipeline: DecodingPipeline, run: MessageRun): DecodedRun | Promise<DecodedRun> {
  const { valueCodec, keyCodec, mapping } = pipeline;
  const over = overLimitIn(run, pipeline.maxMessageBytes);
  const valueField = withHeaders(valueCodec, run, valuesOf(run, over));
  const values = valueCodec.decode(valueField, mapping.need);
  if (!keyCodec) return values instanceof Promise ? values.then((one) => ({ values: one })) : { values };
  // JSON is stored as it came; anything else is turned into text.
  const keyField = withHeaders(keyCodec, run, keysOf(run, over));
  const decodeKeys = () => keyCodec.decode(keyField, keyCodec.messages === 'json' ? 'validity' : 'value');
  // Together: neither may reject unhandled.
  if (values instanceof Promise) return both(values, Promise.resolve().then(decodeKeys));
  const keys = decodeKeys();
  return keys instanceof Promise ? both(values, keys) : { values, keys };
}

async function both(
  values: DecodedField | Promise<DecodedField>,
  keys: DecodedField | Promise<DecodedField>,
): Promise<DecodedRun> {
  const [one, other] = await Promise.all([values, keys]);
  return { values: one, keys: other };
}

/** Which messages of a run are over a limit, counted from its first one. */
function overLimitIn({ batch, from, to }: MessageRun, maxMessageBytes: number): readonly number[] {
  const over: number[] = [];
  for (let i = from; i < to; i++) if (isOverLimit(batch, i, maxMessageBytes)) over.push(i - from);
  return over;
}

function without(start: Int32Array, indices: readonly number[]): Int32Array {
  if (indices.length === 0) return start;
  const rest = start.slice();
  for (const i of indices) rest[i] = -1;
  return rest;
}

const valuesOf = ({ batch, from, to }: MessageRun, over: readonly number[]): PackedField => ({
  count: to - from,
  bytes: batch.bytes,
  start: without(batch.valueStart.subarray(from, to), over),
  end: batch.valueEnd.subarray(from, to),
});

const withHeaders = ({ usesHeaders }: Codec, { batch, from }: MessageRun, field: PackedField): PackedField =>
  usesHeaders ? { ...field, headers: (i) => batch.headers(from + i) } : field;

const keysOf = ({ batch, from, to }: MessageRun, over: readonly number[]): PackedField => ({
  part: 'key',
  count: to - from,
  bytes: batch.bytes,
  start: without(batch.keyStart.subarray(from, to), over),
  end: batch.keyEnd.subarray(from, to),
});
