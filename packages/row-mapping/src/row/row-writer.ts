import type { ColumnWriter } from '@proj/clickhouse-types/column-writer';
import type { CompiledColumn } from '../column/compile-column.js';
import type { ColumnStep } from '../column/column-step.js';
import { foundText } from '../column/found-text.js';
import type { MessageForm, Rejection, RowWriter } from '../contract/mapping.js';
import { rejectionOf } from './rejection.js';

/** Binds columns to their writers: one per column, in that order. */
export function bindRow(
  columns: readonly CompiledColumn[],
  messages: MessageForm,
  writers: readonly ColumnWriter[],
): RowWriter {
  if (writers.length !== columns.length) {
    throw new Error(`${columns.length} column writers were needed, ${writers.length} were bound.`);
  }
  const steps: readonly ColumnStep[] = columns.map((column, i) => column.bind(writers[i]!));

  /**
   * Takes back what the columns before the first bad one have written, and asks those after it as
   * well.
   */
  const reject = (
    first: number,
    value: unknown,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): readonly Rejection[] => {
    const rejections: Rejection[] = [];
    for (const [i, step] of steps.entries()) {
      const written = i < first || (i > first && step(value, bytes, start, end));
      if (written) writers[i]?.undo();
      else rejections.push(rejectColumn(columns[i]!, messages, value, bytes, start, end));
    }
    return rejections;
  };

  return {
    write(value, bytes, start, end) {
      for (let i = 0; i < steps.length; i++) {
        if (!steps[i]!(value, bytes, start, end)) return reject(i, value, bytes, start, end);
      }
      return undefined;
    },
  };
}

/** Why a column has no value in a message; it has been tried. */
export function rejectColumn(
  column: CompiledColumn,
  messages: MessageForm,
  value: unknown,
  bytes: Uint8Array,
  start: number,
  end: number,
): Rejection {
  const found = column.raw ? undefined : column.path.get(value);
  return rejectionOf(column, messages, found, foundText(column, messages, value, bytes, start, end) ?? '');
}
