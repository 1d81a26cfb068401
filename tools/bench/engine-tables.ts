import type { Column } from '../messages/column.js';
import { metaColumns } from './cases.js';

/**
 * The columns that the Kafka engine parses, and the expression that derives each landing column
 * from them.
 */
export interface EngineTables {
  readonly format: 'JSONEachRow' | 'JSONAsString';
  /** Definitions for CREATE TABLE. */
  readonly columns: readonly string[];
  /** `expression AS name` for the materialized view. */
  readonly select: readonly string[];
}

/**
 * Translates json paths into columns of the Kafka engine: a member of the message is a column,
 * members of a member are a named tuple, the whole message is one string.
 */
export function engineTables(columns: readonly Column[]): EngineTables {
  const meta = metaColumns.map((name) => `${name.slice(1)} AS ${name}`);
  const [first] = columns;
  if (first && columns.length === 1 && first.path === '$') {
    return { format: 'JSONAsString', columns: [`${first.name} String`], select: [first.name, ...meta] };
  }
  const members = new Map<string, { type: string } | { fields: string[] }>();
  const select: string[] = [];
  for (const { name, type, path } of columns) {
    const [member = '', field, ...deeper] = path.replace(/^\$\.|\[:\]$/g, '').split('.');
    if (member === '' || deeper.length > 0) throw new Error(`The bench cannot express ${path} for the Kafka engine.`);
    if (field === undefined) {
      members.set(member, { type });
      select.push(member === name ? name : `${member} AS ${name}`);
      continue;
    }
    const found = members.get(member);
    const fields = found && 'fields' in found ? found.fields : [];
    members.set(member, { fields: [...fields, `${field} ${type}`] });
    select.push(`${member}.${field} AS ${name}`);
  }
  return {
    format: 'JSONEachRow',
    columns: [...members].map(([name, what]) =>
      'type' in what ? `${name} ${what.type}` : `${name} Tuple(${what.fields.join(', ')})`,
    ),
    select: [...select, ...meta],
  };
}
