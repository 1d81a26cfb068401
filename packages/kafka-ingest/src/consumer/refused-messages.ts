import { IngestError } from '@proj/diagnostics';
import type { BatchEncoder } from '../encode/batch-encoder.js';
import { decodeRun } from '../encode/decode-run.js';
import type { EncoderPool } from '../encode/encoder-pool.js';
import type { QuarantineReason } from '../encode/quarantine-reason.js';
import type { Pipeline } from '../pipeline.js';
import type { MessageSource, TopicPartition } from '../ports.js';
import type { RefusedMessage } from './insert-pieces.js';

/**
 * Reads messages again whose rows ClickHouse has refused, and makes quarantine rows of them. The
 * messages were not kept: memory is for rows, and this is rare.
 *
 * @returns nothing when none of them exists any more
 * @throws when the broker or a schema registry does not answer
 */
export async function quarantineRefused(
  messages: readonly RefusedMessage[],
  where: TopicPartition,
  {
    source,
    pipeline,
    pool,
  }: { readonly source: MessageSource; readonly pipeline: Pipeline; readonly pool: EncoderPool },
): Promise<BatchEncoder | undefined> {
  const errors = new Map(messages.map((one) => [one.offset, one.error]));
  const batch = await source.readAgain(where, [...errors.keys()]);
  if (batch.count === 0) return undefined;
  batch.retain();
  const decoded = await decodeRun(pipeline, { batch, from: 0, to: batch.count });
  const encoder = pool.take();
  for (let i = 0; i < batch.count; i++) {
    const error = errors.get(batch.offset[i] ?? -1);
    if (error !== undefined) encoder.reject(batch, i, i, decoded, [reasonOf(error)], true);
  }
  return encoder;
}

const reasonOf = (error: unknown): QuarantineReason => ({
  column: '__value',
  code: 'ingest/refused-row',
  message: `ClickHouse does not accept the row. ${error instanceof IngestError ? error.message : String(error)}`,
});
