import type { Codec, DecodedField, PackedField } from '@proj/codecs';
import type { PackedBatch } from '../packed-batch.js';
import type { Pipeline } from '../pipeline.js';

/** Consecutive messages of one partition in a packed batch: the indices `from` (included) to `to` (not included). */
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

/**
 * Decodes the values and, where there is a codec for them, the keys. A promise only when a codec answers with one.
 * Messages over the limit are not shown to the codec.
 *
 * @throws what the codec throws: something outside is down, nothing is wrong with the messages
 */
export function decodeRun(pipeline: Pipeline, run: MessageRun): DecodedRun | Promise<DecodedRun> {
  const { valueCodec, keyCodec, mapping } = pipeline;
  const valueField = withHeaders(valueCodec, run, valuesOf(run, pipeline.maxMessageBytes));
  const values = valueCodec.decode(valueField, mapping.need);
  if (!keyCodec) return values instanceof Promise ? values.then((one) => ({ values: one })) : { values };
  // A text is stored as it is; of anything else one is made.
  const keyField = withHeaders(keyCodec, run, keysOf(run));
  const decodeKeys = () => keyCodec.decode(keyField, keyCodec.messages === 'json' ? 'validity' : 'value');
  // Together: neither may reject while nobody listens.
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

function valuesOf({ batch, from, to }: MessageRun, maxBytes: number): PackedField {
  let start = batch.valueStart.subarray(from, to);
  const end = batch.valueEnd.subarray(from, to);
  for (let i = 0; i < start.length; i++) {
    if ((end[i] ?? 0) - (start[i] ?? 0) <= maxBytes) continue;
    if (start.buffer === batch.valueStart.buffer) start = start.slice();
    start[i] = -1;
  }
  return { count: to - from, bytes: batch.bytes, start, end };
}

const withHeaders = ({ usesHeaders }: Codec, { batch, from }: MessageRun, field: PackedField): PackedField =>
  usesHeaders ? { ...field, headers: (i) => batch.headers(from + i) } : field;

const keysOf = ({ batch, from, to }: MessageRun): PackedField => ({
  part: 'key',
  count: to - from,
  bytes: batch.bytes,
  start: batch.keyStart.subarray(from, to),
  end: batch.keyEnd.subarray(from, to),
});
