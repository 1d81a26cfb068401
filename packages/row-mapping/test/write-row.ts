import { parseType, printType } from '@proj/clickhouse-types';
import { expectedOf } from '../src/row/expected.js';
import { compileMapping, type MappedColumn, type Rejection, type RowMapping } from '../src/index.js';
import { record } from './recording-writer.js';

export interface ColumnText extends Omit<MappedColumn, 'type' | 'name' | 'path'> {
  readonly name?: string;
  readonly type: string;
  readonly path?: string;
}

export function columnOf({ name = 'c', type, path = '$.v', ...rest }: ColumnText): MappedColumn {
  const parsed = parseType(type);
  if (!parsed.type) throw new Error(`${type}: ${parsed.problems[0]?.message}`);
  return { name, type: parsed.type, path, ...rest };
}

export function mappingOf(...columns: readonly ColumnText[]): RowMapping {
  const { mapping, problems } = compileMapping(columns.map(columnOf));
  if (!mapping) throw new Error(problems.map(({ diagnostic }) => diagnostic.message).join('\n'));
  return mapping;
}

export interface Written {
  /** By column, one per row that was written. */
  readonly columns: readonly (readonly unknown[])[];
  readonly rejections: readonly (readonly Rejection[] | undefined)[];
}

/** Writes decoded messages (a string is what a `json:$` column finds as bytes, too). */
export function writeRows(mapping: RowMapping, messages: readonly unknown[]): Written {
  const recordings = mapping.blockColumns.map(({ type }) => record(type));
  const row = mapping.bind(recordings.map(({ writer }) => writer));
  const rejections = messages.map((message) => {
    // Not what was decoded: a column that wants the message's own text finds nothing in it, and
    // takes the value.
    const bytes = Buffer.from(typeof message === 'string' ? message : 'x');
    return message === undefined ? row.write(undefined, bytes, -1, -1) : row.write(message, bytes, 0, bytes.length);
  });
  return { columns: recordings.map(({ values }) => values), rejections };
}

/** The value that one message leaves in a column of that type, or the text of its rejection. */
export function put(type: string, value: unknown, more: Omit<ColumnText, 'type'> = {}): unknown {
  const { columns, rejections } = writeRows(mappingOf({ type, ...more }), [{ v: value }]);
  const [rejection] = rejections;
  if (rejection === undefined) return columns[0]?.[0];
  if (columns[0]?.length !== 0) throw new Error('a rejected row left a value behind');
  return `rejected: ${rejection.map(({ message }) => message).join('; ')}`;
}

export const rejected = (type: string, value: string, name = 'c'): string => {
  const parsed = columnOf({ type }).type;
  const expected = expectedOf(parsed);
  const tail = expected === undefined ? '' : `, expected ${expected}`;
  return `rejected: value '${value}' on column '${name}' is not ${printType(parsed)}${tail}`;
};
