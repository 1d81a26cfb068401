import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { DecodedScalar } from '@proj/clickhouse-types/decoded-value';
import type { DecodedField } from '@proj/codecs';
import type { MetaColumnName } from '@proj/datafile-parser';
import { jsonText } from '@proj/row-mapping';
import type { PackedBatch } from '../packed-batch.js';
import type { Pipeline } from '../pipeline.js';

/**
 * Writes one meta column of message `i`, straight from the packed arrays. Its key is decoded key
 * `n`, where keys are decoded.
 */
export type MetaWriter = (batch: PackedBatch, i: number, keys?: DecodedField, n?: number) => void;

/**
 * @throws Error for a column type that cannot hold this: our bug, or that of a pipeline built by
 * hand
 */
export function metaWriter(
  name: MetaColumnName,
  writer: ColumnWriter,
  { topic, keyCodec }: Pick<Pipeline, 'topic' | 'keyCodec'>,
): MetaWriter {
  switch (name) {
    case '__value':
      return slice(text(name, writer), (batch, i) => [batch.valueStart[i] ?? -1, batch.valueEnd[i] ?? -1]);
    case '__key':
      return keyWriter(text(name, writer), keyCodec?.messages === 'json');
    case '__topic': {
      const bytes = new TextEncoder().encode(topic);
      const column = text(name, writer);
      return () => column.addBytes(bytes, 0, bytes.length);
    }
    case '__partition': {
      const add = integer(name, writer);
      return (batch, i) => add(batch.partition[i] ?? 0);
    }
    case '__offset': {
      const add = integer(name, writer);
      return (batch, i) => add(batch.offset[i] ?? 0);
    }
    case '__timestamp':
      return timestamp(writer);
    case '__headers':
      return headers(writer);
    default:
      return name satisfies never;
  }
}

function text(name: string, writer: ColumnWriter): Extract<ColumnWriter, { form: 'text' }> {
  if (writer.form !== 'text') throw unfit(name, writer);
  return writer;
}

function integer(name: string, writer: ColumnWriter): (value: number) => void {
  if (writer.form === 'number') return (value) => writer.add(value);
  if (writer.form === 'wide') return (value) => writer.addNumber(value);
  throw unfit(name, writer);
}

/**
 * Bytes as they are: a ClickHouse String holds any. Null becomes NULL if the column is Nullable,
 * otherwise empty.
 */
function slice(
  writer: Extract<ColumnWriter, { form: 'text' }>,
  where: (batch: PackedBatch, i: number) => readonly [number, number],
): MetaWriter {
  const { nullable } = writer;
  return (batch, i) => {
    const [start, end] = where(batch, i);
    if (start >= 0) writer.addBytes(batch.bytes, start, end);
    else if (nullable) writer.addNull();
    else writer.addBytes(batch.bytes, 0, 0);
  };
}

/** A decoded key as text; the bytes of a key that has no text or was not decoded. */
function keyWriter(writer: Extract<ColumnWriter, { form: 'text' }>, isJson: boolean): MetaWriter {
  const raw = slice(writer, (batch, i) => [batch.keyStart[i] ?? -1, batch.keyEnd[i] ?? -1]);
  return (batch, i, keys, n = 0) => {
    if (!keys || (batch.keyStart[i] ?? -1) < 0 || keys.failures?.has(n)) return raw(batch, i);
    if (isJson) return writer.addBytes(batch.bytes, keys.start?.[n] ?? batch.keyStart[i] ?? 0, batch.keyEnd[i] ?? 0);
    const key = keys.values[n];
    if (key instanceof Uint8Array) return writer.addBytes(key, 0, key.length);
    const found = typeof key === 'string' ? key : key instanceof DecodedScalar ? key.toString() : jsonText(key);
    return found === undefined ? raw(batch, i) : writer.addText(found);
  };
}

const LAST_DATETIME_S = 0xffff_ffff;

/** 2299-12-31 23:59:59.999, where DateTime64 ends; counted in nanoseconds, 64 bits end in 2262. */
const LAST_DATETIME64_MS = 10_413_791_999_999;
const LAST_NANOSECONDS_MS = 9_223_372_036_854;

/**
 * What lies outside of what the type holds (DateTime: 1970 to 2106) becomes the nearest it can
 * hold, a missing one 0 or NULL.
 */
function timestamp(writer: ColumnWriter): MetaWriter {
  if (writer.form === 'number') {
    return (batch, i) => {
      const ms = batch.timestamp[i] ?? -1;
      if (ms < 0 && writer.nullable) writer.addNull();
      else writer.add(Math.min(LAST_DATETIME_S, Math.max(0, Math.floor(ms / 1_000))));
    };
  }
  const type = writer.type.kind === 'Nullable' ? writer.type.inner : writer.type;
  if (writer.form !== 'wide' || type.kind !== 'DateTime64') throw unfit('__timestamp', writer);
  const { precision } = type;
  const last = precision === 9 ? LAST_NANOSECONDS_MS : LAST_DATETIME64_MS;
  const ticksPerMs = 10 ** Math.max(0, precision - 3);
  const msPerTick = 10 ** Math.max(0, 3 - precision);
  return (batch, i) => {
    const given = batch.timestamp[i] ?? -1;
    const ms = Math.min(last, Math.max(0, given));
    if (given < 0 && writer.nullable) writer.addNull();
    else if (precision > 3) writer.addScaled(ms, ticksPerMs, 0);
    else writer.addNumber(Math.floor(ms / msPerTick));
  };
}

/**
 * A Map has each key once: of repeated header keys the last value wins, at the place of the first.
 */
function headers(writer: ColumnWriter): MetaWriter {
  if (writer.form !== 'map') throw unfit('__headers', writer);
  const key = text('__headers', writer.key);
  const value = text('__headers', writer.value);
  return (batch, i) => {
    const all = batch.headers(i);
    writer.begin();
    if (all.length > 0) {
      const last = new Map(all.map((header) => [header.key, header.value]));
      for (const [name, bytes] of last) {
        key.addText(name);
        value.addBytes(bytes, 0, bytes.length);
      }
    }
    writer.end();
  };
}

const unfit = (name: string, writer: ColumnWriter): Error =>
  new Error(`${name} cannot be stored as ${writer.type.kind}`);
