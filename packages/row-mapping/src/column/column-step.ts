import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import { DecodedScalar, ExactNumber } from '@proj/clickhouse-types/decoded-value';
import { writerOf, type Coercion, type Put } from '../coerce/contract/coercion.js';
import type { Literal } from './default-literal.js';
import { findJson, type NameStep, type Place } from '../path/find-json.js';
import type { CompiledPath } from '../path/compile-path.js';

/**
 * Writes the column's value of a message; returns false and writes nothing if the value is not of
 * its type.
 */
export type ColumnStep = (value: unknown, bytes: Uint8Array, start: number, end: number) => boolean;

/** Where a column's value comes from, and how it is written. */
export interface Source {
  readonly path: CompiledPath;
  readonly coercion: Coercion;
}

/** `json:$` on String: the message as it came. */
export function bindRaw(writer: ColumnWriter): ColumnStep {
  const target = writerOf(writer, 'text');
  return (_value, bytes, start, end) => {
    if (start >= 0) target.addBytes(bytes, start, end);
    else if (target.nullable) target.addNull();
    else return false;
    return true;
  };
}

/** A path to one value on String: a text as it is, everything else as the message wrote it. */
export function bindText(writer: ColumnWriter, { path, coercion }: Source, names: readonly NameStep[]): ColumnStep {
  const target = writerOf(writer, 'text');
  const put = coercion.bind(writer);
  const { get, many } = path;
  const place: Place = { start: 0, end: 0 };
  return (value, bytes, start, end) => {
    const found = get(value);
    if (typeof found === 'string' && !many) {
      target.addText(found);
      return true;
    }
    if (found === undefined || found === null) return put(found);
    if (many && !Array.isArray(found)) return false;
    // An exact number keeps the digits, not where the message has the point and the exponent.
    const decoded = found instanceof DecodedScalar && !(found instanceof ExactNumber);
    if (start < 0 || decoded || !findJson(bytes, start, end, names, place)) return put(found);
    target.addBytes(bytes, place.start, place.end);
    return true;
  };
}

export function bindValue(writer: ColumnWriter, { path, coercion }: Source, literal: Literal | undefined): ColumnStep {
  const { get, many } = path;
  const put = coercion.bind(writer);
  const { begins } = coercion;
  if (begins === undefined) {
    // If a path that selects many values finds something other than an array, no type accepts it.
    return many ? (value) => putUnlessSingle(get(value), put) : (value) => put(get(value));
  }
  return (value) => {
    let found = get(value);
    if (found === undefined || found === null) {
      if (literal === undefined) return put(found);
      found = literal.value;
    } else if (many && !Array.isArray(found)) return false;
    if (put(found)) return true;
    if (begins(found)) writer.undo();
    return false;
  };
}

const putUnlessSingle = (found: unknown, put: Put): boolean =>
  (Array.isArray(found) || found === undefined || found === null) && put(found);
