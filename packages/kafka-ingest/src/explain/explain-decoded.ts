import { printType } from '@proj/clickhouse-types';
import type { DatasourceFile } from '@proj/datafile-parser';
import type { ColumnExplanation } from '@proj/row-mapping';
import { decodeRun, type DecodingPipeline } from '../encode/decode-run.js';
import { isOverLimit, overLimit, sizeOf } from '../encode/over-limit.js';
import type { QuarantineReason } from '../encode/quarantine-reason.js';
import { rejectionBeforeMapping } from '../encode/rejection-before-mapping.js';
import { MessagePacker } from '../kafka/readers/pack-messages.js';
import { noteOnShape } from './note-on-shape.js';
import { unmappedColumns, type UnmappedColumn } from './unmapped-columns.js';

/** A column and what it makes of a message. */
export interface ExplainedColumn extends Omit<ColumnExplanation, 'type'> {
  /** As the user wrote it. */
  readonly type: string;
  /** The SQL of its DEFAULT, if it has one. */
  readonly defaultExpression?: string;
}

/** What a data source makes of a message. */
export interface MessageExplanation {
  readonly datasource: string;
  /** The table where the message would end up: the data source's own, or its quarantine table. */
  readonly destination: 'landing' | 'quarantine';
  /**
   * Why it would be quarantined, as the quarantine table would say: one entry per bad column. Empty
   * for a row.
   */
  readonly reasons: readonly QuarantineReason[];
  /**
   * How the message differs in shape from what the data source expects, such as an array instead of
   * an object.
   */
  readonly note?: string;
  /**
   * The columns with a json path, in the order of the schema. Empty when the message has no value
   * to look into.
   */
  readonly columns: readonly ExplainedColumn[];
  /** The columns without a json path, in the order of the schema. */
  readonly otherColumns: readonly UnmappedColumn[];
}

/** The value and the key of a message; null where it has none. */
export interface MessageParts {
  readonly value: Uint8Array | null;
  readonly key: Uint8Array | null;
}

/**
 * Packs, decodes and judges a message as the engine does, then explains its columns instead of
 * writing them.
 */
export async function explainDecoded(
  file: DatasourceFile,
  pipeline: DecodingPipeline,
  message: MessageParts,
): Promise<MessageExplanation> {
  const { mapping, maxMessageBytes } = pipeline;
  const batch = packed(message, maxMessageBytes);
  const { values, keys } = await decodeRun(pipeline, { batch, from: 0, to: 1 });
  const over = isOverLimit(batch, 0, maxMessageBytes) ? overLimit(sizeOf(batch, 0), maxMessageBytes) : undefined;
  const unmapped = rejectionBeforeMapping(mapping, message.value === null, over, values, keys, 0);
  const datasource = file.name;
  const otherColumns = unmappedColumns(file);
  if (unmapped) return { datasource, destination: 'quarantine', reasons: unmapped.reasons, columns: [], otherColumns };
  const [value] = values.values;
  const start = values.start?.[0] ?? batch.valueStart[0] ?? -1;
  const columns = mapping.explain(value, batch.bytes, start, batch.valueEnd[0] ?? -1);
  const reasons = columns.flatMap(({ outcome }) => (outcome.kind === 'rejected' ? [outcome.rejection] : []));
  const note = noteOnShape(value, columns);
  return {
    datasource,
    destination: reasons.length > 0 ? 'quarantine' : 'landing',
    reasons,
    ...(note === undefined ? {} : { note }),
    otherColumns,
    columns: columns.map((one) => withDefault(one, file)),
  };
}

const TOPIC = 'explained';

function packed({ value, key }: MessageParts, maxMessageBytes: number) {
  const packer = new MessagePacker(new Map([[TOPIC, { maxMessageBytes, withHeaders: false }]]));
  return packer.pack([{ topic: TOPIC, partition: 0, offset: 0, value: asBuffer(value), key: asBuffer(key) }]);
}

const asBuffer = (bytes: Uint8Array | null): Buffer | null =>
  bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function withDefault(column: ColumnExplanation, file: DatasourceFile): ExplainedColumn {
  const explained = { ...column, type: printType(column.type) };
  const expression = file.columns.find(({ name }) => name === column.column)?.defaultExpression?.value;
  return expression === undefined ? explained : { ...explained, defaultExpression: expression };
}
