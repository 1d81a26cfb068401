import { compileColumn, type CompiledColumn } from './column.js';
import type { MappedColumn, MappingProblem, RowMapping } from './mapping.js';
import { textOf } from './rejection.js';
import { bindRow } from './row-writer.js';

/** What {@link compileMapping} could make, and what is wrong. */
export interface CompiledMapping {
  /** Absent if and only if there are problems. */
  readonly mapping?: RowMapping;
  /** All mistakes of all columns. */
  readonly problems: readonly MappingProblem[];
}

/**
 * Compiles columns to a function from decoded message to row. What is wrong with paths and types is told here, once;
 * what is wrong with a message, by `write`.
 *
 * @example
 * const { type } = parseType('UInt8');
 * compileMapping([{ name: 'age', type: type!, path: '$.user.age' }]).mapping?.need; // => 'value'
 * compileMapping([{ name: 'age', type: type!, path: 'user.age' }]).problems[0]?.diagnostic.hint; // => 'Write $.user.age.'
 */
export function compileMapping(columns: readonly MappedColumn[]): CompiledMapping {
  const compiled: CompiledColumn[] = [];
  const problems: MappingProblem[] = [];
  for (const column of columns) {
    const result = compileColumn(column);
    if ('problems' in result) problems.push(...result.problems);
    else compiled.push(result.compiled);
  }
  return problems.length > 0 ? { problems } : { mapping: mappingOf(compiled), problems };
}

function mappingOf(columns: readonly CompiledColumn[]): RowMapping {
  return {
    blockColumns: columns.map(({ column, blockType }) => ({ name: column.name, type: blockType })),
    need: columns.every(({ raw }) => raw) ? 'validity' : 'value',
    acceptsTombstone: columns.every(({ optional }) => optional),
    bind: (writers) => bindRow(columns, writers),
    found: (value, bytes, start, end) =>
      columns.map(({ raw, find }) => (raw ? messageText(bytes, start, end) : textOf(find(value)))),
  };
}

function messageText(bytes: Uint8Array, start: number, end: number): string | null {
  return start < 0 ? null : Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}
