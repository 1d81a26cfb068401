import { createBlockBuilder, type Block, type BlockBuilder } from '@proj/clickhouse-sink';
import type { RowWriter } from '@proj/row-mapping';
import type { PackedBatch } from '../packed-batch.js';
import type { Pipeline } from '../pipeline.js';
import type { DecodedRun, MessageRun } from './decode-run.js';
import { metaWriter, type MetaWriter } from './meta-writers.js';
import { isOverLimit, overLimit, sizeOf } from './over-limit.js';
import { rejectionBeforeMapping } from './rejection-before-mapping.js';
import type { QuarantineReason } from './quarantine-reason.js';
import { RowOffsets } from './row-offsets.js';
import { QuarantineRows, sentQuarantineColumns } from './quarantine-rows.js';

/** A message that went to quarantine, for events and statistics. */
export interface QuarantinedMessage {
  readonly offset: number;
  readonly reasons: readonly QuarantineReason[];
}

const REASONS_KEPT = 5;

/**
 * One batch on its way from messages to blocks: the landing block, and the quarantine block when a
 * message does not become a row. It is reused, and keeps its memory.
 */
export class BatchEncoder {
  readonly pipeline: Pipeline;
  readonly #landing: BlockBuilder;
  readonly #row: RowWriter;
  readonly #meta: readonly MetaWriter[];
  #quarantine: { readonly builder: BlockBuilder; readonly rows: QuarantineRows } | undefined;
  #lastReasons: QuarantinedMessage[] = [];
  #broken: Error | undefined;
  #mostBytes = 0;
  readonly #rowOffsets = new RowOffsets();
  #quarantinedOffsets: number[] = [];
  #skip: ReadonlySet<number> | undefined;

  constructor(pipeline: Pipeline) {
    this.pipeline = pipeline;
    const { mapping, landing } = pipeline;
    const meta = landing.metaColumns.filter((one) => one.name !== '__value' || pipeline.storeRawValue);
    const unsent = landing.metaColumns.filter((one) => !meta.includes(one));
    this.#landing = createBlockBuilder(
      [...mapping.blockColumns, ...meta],
      [...(landing.otherColumns ?? []), ...unsent],
    );
    const { writers } = this.#landing;
    this.#row = mapping.bind(writers.slice(0, mapping.blockColumns.length));
    this.#meta = meta.map((column, i) => {
      const writer = writers[mapping.blockColumns.length + i];
      if (!writer) throw new Error(`the landing block has no column ${column.name}`);
      return metaWriter(column.name, writer, pipeline);
    });
  }

  get rows(): number {
    return this.#landing.rows;
  }
  get quarantined(): number {
    return this.#quarantine?.builder.rows ?? 0;
  }
  get byteLength(): number {
    return this.#landing.byteLength + (this.#quarantine?.builder.byteLength ?? 0);
  }
  /** The most it ever held, in bytes: buffers only grow, so they take that and some spare room. */
  get retainedBytes(): number {
    return Math.max(this.#mostBytes, this.byteLength);
  }
  /** The last few quarantined messages. */
  get lastReasons(): readonly QuarantinedMessage[] {
    return this.#lastReasons;
  }

  /** Offsets of the first and the last appended message. */
  firstOffset: number | undefined;
  lastOffset: number | undefined;

  /** The messages of these offsets are left out: their rows are in the tables already. */
  skip(offsets: ReadonlySet<number> | undefined): void {
    this.#skip = offsets;
  }

  /** The offsets of the messages that the rows of the landing block were made from. */
  offsetsOfRows(): Float64Array {
    return this.#rowOffsets.all();
  }
  /** The same for the quarantine block. */
  offsetsOfQuarantined(): Float64Array {
    return Float64Array.from(this.#quarantinedOffsets);
  }

  /** Each message becomes exactly one row, here or in quarantine. */
  append({ batch, from, to }: MessageRun, decoded: DecodedRun): void {
    this.firstOffset ??= batch.offset[from];
    this.lastOffset = batch.offset[to - 1];
    this.#rowOffsets.add(batch.offset.subarray(from, to));
    try {
      for (let i = from; i < to; i++) this.#message(batch, i, i - from, decoded);
    } catch (error) {
      // A bug in a mapping or a writer: a row may be half written. Nothing of this batch may be
      // sent.
      this.#broken ??= error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }

  #message(batch: PackedBatch, i: number, n: number, decoded: DecodedRun): void {
    if (this.#skip?.has(batch.offset[i] ?? -1)) return this.#rowOffsets.withoutRow(n);
    const { values, keys } = decoded;
    const start = batch.valueStart[i] ?? -1;
    const end = batch.valueEnd[i] ?? -1;
    const { mapping, maxMessageBytes } = this.pipeline;
    const over = isOverLimit(batch, i, maxMessageBytes) ? overLimit(sizeOf(batch, i), maxMessageBytes) : undefined;
    const rejection = rejectionBeforeMapping(mapping, start < 0, over, values, keys, n);
    if (rejection) return this.reject(batch, i, n, decoded, rejection.reasons, rejection.decoded);
    const rejections = this.#row.write(values.values[n], batch.bytes, values.start?.[n] ?? start, end);
    if (rejections) return this.reject(batch, i, n, decoded, rejections, true);
    for (const write of this.#meta) write(batch, i, keys, n);
    this.#landing.endRow();
  }

  /**
   * Message `i` of a batch goes to quarantine: number `n` of the decoded run.
   *
   * @param found whether to show the values that the columns' paths find in it
   */
  reject(
    batch: PackedBatch,
    i: number,
    n: number,
    decoded: DecodedRun,
    reasons: readonly QuarantineReason[],
    found: boolean,
  ): void {
    if (!this.#quarantine) {
      const builder = createBlockBuilder(sentQuarantineColumns(this.pipeline));
      this.#quarantine = { builder, rows: new QuarantineRows(this.pipeline, builder) };
    }
    this.#rowOffsets.withoutRow(n);
    this.#quarantinedOffsets.push(batch.offset[i] ?? 0);
    this.#quarantine.rows.add(batch, i, n, decoded, reasons, found);
    this.#lastReasons.push({
      offset: batch.offset[i] ?? 0,
      reasons: reasons.map(({ column, code, message }) => ({ column, code, message })),
    });
    if (this.#lastReasons.length > REASONS_KEPT) this.#lastReasons.shift();
  }

  /** @throws what broke it, if an `append` failed half way */
  finish(): { readonly landing: Block | undefined; readonly quarantine: Block | undefined } {
    if (this.#broken !== undefined) throw this.#broken;
    return {
      landing: this.rows > 0 ? this.#landing.finish() : undefined,
      quarantine: this.quarantined > 0 ? this.#quarantine?.builder.finish() : undefined,
    };
  }

  /** Empties it. Call only when the blocks are no longer needed: they are slices of its memory. */
  reset(): void {
    this.#mostBytes = this.retainedBytes;
    this.#landing.reset();
    this.#quarantine?.builder.reset();
    this.#lastReasons = [];
    this.#rowOffsets.clear();
    this.#quarantinedOffsets = [];
    this.#skip = undefined;
    this.firstOffset = undefined;
    this.lastOffset = undefined;
  }

  /** Whether it may be reused. */
  get sound(): boolean {
    return this.#broken === undefined;
  }
}
