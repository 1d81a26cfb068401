import { printType } from '@proj/clickhouse-types';
import { checkDefaultExpression, checkSqlPart, UnsafeSqlError, type SqlPartOptions } from '@proj/clickhouse-types/sql';
import type { ColumnDefinition, IndexDefinition, TableDefinition } from './definition.js';

/**
 * Checks every piece of SQL in a definition before it becomes part of a statement. Datafiles have
 * passed stricter checks by then, but definitions can come from elsewhere.
 *
 * Throws an {@link UnsafeSqlError}, which names the part and never quotes it.
 */
export function checkDefinition(table: TableDefinition): void {
  const of = `of table ${table.database}.${table.name}`;
  checkName(table.database, 'The database');
  checkName(table.name, 'The name');
  for (const column of table.columns) checkColumn(column, of);
  for (const index of table.indexes ?? []) checkIndex(index, of);
  checkEngine(table.engine, of);
}

/** A piece that is one element of a list, not several. */
const ONE: SqlPartOptions = { list: false };

function checkColumn({ name, type, defaultExpression, codec }: ColumnDefinition, of: string): void {
  checkName(name, `The name of a column ${of}`);
  checkSqlPart(printType(type), `The type of column ${name} ${of}`, { list: false, words: false });
  if (defaultExpression !== undefined) checkDefaultExpression(name, defaultExpression, of);
  if (codec === undefined) return;
  const inner = /^CODEC\s*\(([\s\S]*)\)$/i.exec(codec)?.[1] ?? codec;
  checkSqlPart(inner, `The codec of column ${name} ${of}`);
}

function checkIndex({ name, expression, type, granularity }: IndexDefinition, of: string): void {
  checkName(name, `The name of an index ${of}`);
  checkSqlPart(expression, `The expression of index ${name} ${of}`, ONE);
  checkSqlPart(type, `The type of index ${name} ${of}`, ONE);
  if (granularity !== undefined && !Number.isSafeInteger(granularity))
    throw new UnsafeSqlError(`The granularity of index ${name} ${of}`, 'it is not a whole number');
}

const LISTS = {
  sortingKey: 'sorting key',
  partitionKey: 'partition key',
  primaryKey: 'primary key',
  ttl: 'TTL',
} as const;

function checkEngine(engine: TableDefinition['engine'], of: string): void {
  // The path and replica of Replicated engines are in brackets, as texts.
  if (engine.name !== undefined && !/^[A-Za-z]\w*$/.test(engine.name))
    throw new UnsafeSqlError(`The engine ${of}`, 'it is not a name');
  for (const one of engine.arguments ?? []) checkSqlPart(one, `An argument of the engine ${of}`, ONE);
  for (const [part, words] of Object.entries(LISTS) as [keyof typeof LISTS, string][]) {
    const text = engine[part];
    if (text !== undefined) checkSqlPart(text, `The ${words} ${of}`);
  }
  if (engine.samplingKey !== undefined) checkSqlPart(engine.samplingKey, `The sampling key ${of}`, ONE);
  for (const setting of engine.settings ?? []) checkSetting(setting, of);
}

function checkSetting({ name, value }: { readonly name: string; readonly value: string }, of: string): void {
  if (!/^\w+$/.test(name)) throw new UnsafeSqlError(`A setting ${of}`, 'its name is not a name');
  // Only literals: the value could otherwise define a disk, for example, anywhere on the server.
  if (!/^(?:'[\s\S]*'|- *[\w.]+|[\w.]+(?:e[+-]\d+)?)$/i.test(value))
    throw new UnsafeSqlError(`The setting ${name} ${of}`, 'it is not a literal');
  checkSqlPart(value, `The setting ${name} ${of}`, ONE);
}

/** Names are quoted, whatever they are; only what no statement can hold is refused. */
function checkName(name: string, what: string): void {
  if (name.includes('\0')) throw new UnsafeSqlError(what, 'it holds a NUL character');
}
