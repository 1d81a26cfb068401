import { compileColumn, type CompiledColumn } from './column/compile-column.js';
import { explainColumn } from './explain/explain-column.js';
import { foundText } from './column/found-text.js';
import type { MappedColumn, MappingProblem, MessageForm, RowMapping } from './contract/mapping.js';
import { bindRow } from './row/row-writer.js';

/** What {@link compileMapping} could make, and what is wrong. */
export interface CompiledMapping {
  /** Absent if and only if there are problems. */
  readonly mapping?: RowMapping;
  /** All mistakes of all columns. */
  readonly problems: readonly MappingProblem[];
}

/** What {@link compileMapping} has to know besides the columns. */
export interface MappingOptions {
  /** What the messages' bytes are. @default 'json' */
  readonly messages?: MessageForm;
}

/**
 * Compiles columns to a function from decoded message to row. Mistakes in paths and types are
 * reported here, once; what is wrong with a message is reported by `write`.
 *
 * @example
 * const { type } = parseType('UInt8');
 * compileMapping([{ name: 'age', type: type!, path: '$.user.age' }]).mapping?.need; // => 'value'
 * compileMapping([{ name: 'age', type: type!, path: 'user.age' }]).problems[0]?.diagnostic.hint; // => 'Write $.user.age.'
 */
export function compileMapping(columns: readonly MappedColumn[], options: MappingOptions = {}): CompiledMapping {
  const { messages = 'json' } = options;
  const compiled: CompiledColumn[] = [];
  const problems: MappingProblem[] = [];
  for (const column of columns) {
    const result = compileColumn(column, messages);
    if ('problems' in result) problems.push(...result.problems);
    else compiled.push(result.compiled);
  }
  return problems.length > 0 ? { problems } : { mapping: mappingOf(compiled, messages), problems };
}

function mappingOf(columns: readonly CompiledColumn[], messages: MessageForm): RowMapping {
  return {
    blockColumns: columns.map(({ column, blockType, blockDefault }) => ({
      name: column.name,
      type: blockType,
      ...(blockDefault === undefined ? {} : { defaultExpression: blockDefault }),
    })),
    need: columns.every(({ raw }) => raw) ? 'validity' : 'value',
    acceptsTombstone: columns.every(({ optional }) => optional),
    bind: (writers) => bindRow(columns, messages, writers),
    found: (value, bytes, start, end) => columns.map((one) => foundText(one, messages, value, bytes, start, end)),
    explain: (value, bytes, start, end) =>
      columns.map((column) => explainColumn(column, messages, value, bytes, start, end)),
  };
}
