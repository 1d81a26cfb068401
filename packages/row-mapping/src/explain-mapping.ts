import { compileMapping, type MappingOptions } from './compile-mapping.js';
import type { ColumnExplanation, MappedColumn } from './contract/mapping.js';

/**
 * Shows what columns make of one decoded message, by the very code that writes rows.
 *
 * @param value the decoded message; `undefined` for a tombstone
 * @param bytes the message's own bytes
 * @throws Error when the columns have problems: `compileMapping` reports them
 *
 * @example
 * const { type } = parseType('DateTime');
 * const bytes = new TextEncoder().encode('{"at":1767225600}');
 * const [at] = explainMapping([{ name: 'at', type: type!, path: '$.at' }], { at: 1767225600 }, bytes);
 * at?.found; // => '1767225600'
 * at?.outcome; // => { kind: 'value', text: '2026-01-01 00:00:00' }
 */
export function explainMapping(
  columns: readonly MappedColumn[],
  value: unknown,
  bytes: Uint8Array,
  options: MappingOptions = {},
): readonly ColumnExplanation[] {
  const { mapping, problems } = compileMapping(columns, options);
  if (!mapping) throw new Error(`The columns have ${problems.length} problems: ${problems[0]?.diagnostic.message}`);
  const start = value === undefined ? -1 : 0;
  return mapping.explain(value, bytes, start, value === undefined ? -1 : bytes.length);
}
