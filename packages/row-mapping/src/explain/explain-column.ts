import { isNullable } from '@proj/clickhouse-types';
import type { CompiledColumn } from '../column/compile-column.js';
import { foundText } from '../column/found-text.js';
import type { ColumnExplanation, MessageForm } from '../contract/mapping.js';
import { rejectColumn } from '../row/row-writer.js';
import { showingWriter } from './showing-writer.js';

/**
 * What a column makes of a message: its own step is run, into a writer that shows what it is given.
 */
export function explainColumn(
  compiled: CompiledColumn,
  messages: MessageForm,
  value: unknown,
  bytes: Uint8Array,
  start: number,
  end: number,
): ColumnExplanation {
  const { column, blockType } = compiled;
  const { name, path, type } = column;
  const found = foundText(compiled, messages, value, bytes, start, end);
  const { writer, shown } = showingWriter(blockType);
  const isNull = !compiled.raw && compiled.path.get(value) === null;
  const absence = found === null ? { absence: isNull ? ('null' as const) : ('missing' as const) } : {};
  const explained = { column: name, path, type, found, ...absence };
  if (!compiled.bind(writer)(value, bytes, start, end)) {
    const rejection = rejectColumn(compiled, messages, value, bytes, start, end);
    return { ...explained, outcome: { kind: 'rejected', rejection } };
  }
  const text = shown();
  if (text !== undefined) return { ...explained, outcome: { kind: 'value', text } };
  return { ...explained, outcome: { kind: isNullable(type) ? 'null' : 'default' } };
}
