import { printType } from '@proj/clickhouse-types';
import { sqlProblem, type SqlPartOptions } from '@proj/clickhouse-types/sql';
import { IngestError } from '@proj/diagnostics';
import type { ColumnDefinition, TableDefinition } from '../contract.js';

/** A definition holds SQL that would not stay in its place in a statement. Nothing was sent. */
export class UnsafeSqlError extends IngestError {
  override readonly name = 'UnsafeSqlError';

  constructor(what: string, problem: string) {
    super('clickhouse-sink/unsafe-sql', `${what} cannot become part of a statement: ${problem}.`, {
      retryable: false,
      hint: 'It must be complete SQL by itself: quotes and brackets closed, no comment, no other clause.',
    });
  }
}

/**
 * The one place where SQL of a definition is looked at before it becomes part of a statement. Datafiles have been checked
 * more strictly by then; definitions may also come from elsewhere.
 *
 * Throws an {@link UnsafeSqlError}, which names the part and never quotes it.
 */
export function checkDefinition(table: TableDefinition): void {
  const of = `of table ${table.database}.${table.name}`;
  checkName(table.database, 'The database');
  checkName(table.name, 'The name');
  for (const column of table.columns) checkColumn(column, of);
  for (const { name, expression, type, granularity } of table.indexes ?? []) {
    checkName(name, `The name of an index ${of}`);
    checkSql(expression, `The expression of index ${name} ${of}`, ONE);
    checkSql(type, `The type of index ${name} ${of}`, ONE);
    if (granularity !== undefined && !Number.isSafeInteger(granularity))
      throw new UnsafeSqlError(`The granularity of index ${name} ${of}`, 'it is not a whole number');
  }
  const { engine } = table;
  // Replicated engines have their path and replica in brackets, which are texts.
  if (engine.name !== undefined && !/^[A-Za-z]\w*$/.test(engine.name))
    throw new UnsafeSqlError(`The engine ${of}`, 'it is not a name');
  for (const one of engine.arguments ?? []) checkSql(one, `An argument of the engine ${of}`, ONE);
  const keys = {
    sortingKey: 'sorting key',
    partitionKey: 'partition key',
    primaryKey: 'primary key',
    ttl: 'TTL',
  } as const;
  for (const [part, words] of Object.entries(keys) as [keyof typeof keys, string][]) {
    const text = engine[part];
    if (text !== undefined) checkSql(text, `The ${words} ${of}`);
  }
  if (engine.samplingKey !== undefined) checkSql(engine.samplingKey, `The sampling key ${of}`, ONE);
  for (const { name, value } of engine.settings ?? []) {
    if (!/^\w+$/.test(name)) throw new UnsafeSqlError(`A setting ${of}`, 'its name is not a name');
    // A value is a literal: a disk, for example, could also be made here, anywhere on the server.
    if (!/^(?:'[\s\S]*'|- *[\w.]+|[\w.]+(?:e[+-]\d+)?)$/i.test(value))
      throw new UnsafeSqlError(`The setting ${name} ${of}`, 'it is not a literal');
    checkSql(value, `The setting ${name} ${of}`, ONE);
  }
}

const ONE: SqlPartOptions = { list: false };

function checkColumn({ name, type, defaultExpression, codec }: ColumnDefinition, of: string): void {
  checkName(name, `The name of a column ${of}`);
  checkSql(printType(type), `The type of column ${name} ${of}`, { list: false, words: false });
  if (defaultExpression !== undefined) checkSql(defaultExpression, `The DEFAULT of column ${name} ${of}`, ONE);
  if (codec === undefined) return;
  const inner = /^CODEC\s*\(([\s\S]*)\)$/i.exec(codec)?.[1] ?? codec;
  checkSql(inner, `The codec of column ${name} ${of}`);
}

/** SQL of a DEFAULT where it is evaluated by an insert. */
export function checkDefault(name: string, expression: string): void {
  checkSql(expression, `The DEFAULT of column ${name}`, ONE);
}

function checkSql(text: string, what: string, options?: SqlPartOptions): void {
  const found = sqlProblem(text, options);
  if (found) throw new UnsafeSqlError(what, found.problem);
}

/** Names are quoted, whatever they are; what a statement cannot hold at all is refused. */
function checkName(name: string, what: string): void {
  if (name.includes('\0')) throw new UnsafeSqlError(what, 'it holds a NUL character');
}
