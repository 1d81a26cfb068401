import type { BlockBuilder } from '@proj/clickhouse-sink';
import { quarantineColumns, type QuarantineColumn } from '@proj/clickhouse-tables';
import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import type { MetaColumnName } from '@proj/datafile-parser';
import { headLength, RAW_VALUE_LIMIT } from '../message-limits.js';
import type { MessageSize, PackedBatch } from '../packed-batch.js';
import type { Pipeline } from '../pipeline.js';
import type { DecodedRun } from './decode-run.js';
import { metaWriter, type MetaWriter } from './meta-writers.js';
import type { QuarantineReason } from './quarantine-reason.js';

/**
 * The columns that rows are sent with. The other two are left to their defaults, NULL and now().
 */
export const sentQuarantineColumns = ({
  mapping,
  landing,
}: Pick<Pipeline, 'mapping' | 'landing'>): readonly QuarantineColumn[] =>
  quarantineColumns(mapping.blockColumns, landing.metaColumns).filter(
    ({ holds }) => holds !== 'import-id' && holds !== 'insertion-date',
  );

/** Writes rows of the quarantine table into a builder of `sentQuarantineColumns`. */
export class QuarantineRows {
  readonly #pipeline: Pipeline;
  readonly #builder: BlockBuilder;
  readonly #errorColumns: TextArray;
  readonly #errors: TextArray;
  readonly #schema: readonly TextColumn[];
  readonly #value: TextColumn;
  readonly #meta: readonly MetaWriter[];
  readonly #metaNames: ReadonlySet<MetaColumnName>;

  constructor(pipeline: Pipeline, builder: BlockBuilder) {
    this.#pipeline = pipeline;
    this.#builder = builder;
    const columns = sentQuarantineColumns(pipeline).map((column, i) => ({ ...column, writer: builder.writers[i] }));
    const only = (holds: QuarantineColumn['holds']) => columns.filter((one) => one.holds === holds);
    this.#errorColumns = textArray(only('error-columns')[0]?.writer);
    this.#errors = textArray(only('errors')[0]?.writer);
    this.#schema = only('found').map(({ writer }) => textColumn(writer));
    this.#value = textColumn(only('message')[0]?.writer);
    this.#metaNames = new Set(only('meta').map(({ name }) => name as MetaColumnName));
    this.#meta = only('meta').map(({ name, writer }) => {
      if (!writer) throw new Error(`the quarantine block has no column ${name}`);
      return metaWriter(name as MetaColumnName, writer, pipeline);
    });
  }

  /** @param found whether to show the columns' values: only if the message was decoded */
  add(
    batch: PackedBatch,
    i: number,
    n: number,
    { values: decoded, keys }: DecodedRun,
    reasons: readonly QuarantineReason[],
    found: boolean,
  ): void {
    const start = batch.valueStart[i] ?? -1;
    const end = batch.valueEnd[i] ?? -1;
    const from = decoded.start?.[n] ?? start;
    const cuts: QuarantineCut[] = [];
    const values = found ? this.#pipeline.mapping.found(decoded.values[n], batch.bytes, from, end) : [];
    for (const [c, writer] of this.#schema.entries()) {
      const cut = addText(writer, values[c] ?? null);
      if (cut) cuts.push({ ...cut, column: this.#pipeline.mapping.blockColumns[c]?.name ?? '' });
    }
    const size = batch.oversized?.get(i);
    const kept = headLength(batch.bytes, start, end, RAW_VALUE_LIMIT);
    cutTo(cuts, '__value', kept, size?.value ?? end - start);
    if (size) this.#cutsOfMeta(cuts, batch, i, size);
    addAll(this.#errorColumns, [...reasons.map((one) => one.column), ...cuts.map((one) => one.column)]);
    addAll(this.#errors, [
      ...reasons.map((one) => one.message),
      ...cuts.map(({ column, kept, of, what = 'bytes' }) => `${column} holds the first ${kept} of ${of} ${what}`),
    ]);
    if (start >= 0) this.#value.addBytes(batch.bytes, start, start + kept);
    else if (this.#value.nullable) this.#value.addNull();
    else this.#value.addBytes(batch.bytes, 0, 0);
    // The key of a message over a limit was not decoded.
    for (const write of this.#meta) write(batch, i, size ? undefined : keys, n);
    this.#builder.endRow();
  }

  #cutsOfMeta(cuts: QuarantineCut[], batch: PackedBatch, i: number, size: MessageSize): void {
    if (this.#metaNames.has('__key')) cutTo(cuts, '__key', (batch.keyEnd[i] ?? 0) - (batch.keyStart[i] ?? 0), size.key);
    if (this.#metaNames.has('__headers')) cutTo(cuts, '__headers', batch.headers(i).length, size.headers, 'headers');
  }
}

/** A field that holds only the beginning of its value. */
interface QuarantineCut {
  readonly column: string;
  readonly kept: number;
  /** What it had. */
  readonly of: number;
  /** @default 'bytes' */
  readonly what?: string;
}

function cutTo(cuts: QuarantineCut[], column: string, kept: number, of: number, what = 'bytes'): void {
  if (kept < of) cuts.push({ column, kept, of, what });
}

/** Writes a text. @returns what was cut off one that is too long */
function addText(writer: TextColumn, value: string | null): Omit<QuarantineCut, 'column'> | undefined {
  if (value === null) writer.addNull();
  // A UTF-16 code unit has at most three bytes.
  else if (value.length * 3 <= RAW_VALUE_LIMIT || Buffer.byteLength(value) <= RAW_VALUE_LIMIT) writer.addText(value);
  else {
    const bytes = Buffer.from(value);
    const kept = headLength(bytes, 0, bytes.length, RAW_VALUE_LIMIT);
    writer.addBytes(bytes, 0, kept);
    return { kept, of: bytes.length };
  }
  return undefined;
}

type TextColumn = Extract<ColumnWriter, { form: 'text' }>;
type TextArray = Extract<ColumnWriter, { form: 'array' }> & { readonly element: TextColumn };

function textColumn(writer: ColumnWriter | undefined): TextColumn {
  if (writer?.form !== 'text') throw new Error('a column of the quarantine block is not text');
  return writer;
}

function textArray(writer: ColumnWriter | undefined): TextArray {
  if (writer?.form !== 'array' || writer.element.form !== 'text')
    throw new Error('the errors of the quarantine block are not arrays of text');
  return writer as TextArray;
}

function addAll(writer: TextArray, values: readonly string[]): void {
  writer.begin();
  for (const value of values) writer.element.addText(value);
  writer.end();
}
