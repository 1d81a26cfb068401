import { quoteIdentifier } from '@proj/clickhouse-types/sql';
import { columnClause, qualifiedName } from '../create-table.js';
import type { TableDefinition } from '../definition.js';
import type { DeployStep, RefusedChange } from './deploy-plan.js';
import { refusalText } from './difference-text.js';
import type { DeduplicationWindowDifference, MissingColumnDifference, TableDifference } from './difference.js';

/** What a deployment does about a difference. */
export type Decision = { readonly step: DeployStep } | { readonly refused: RefusedChange };

/**
 * Decides about one difference: a statement that removes it while the table is in use, or a
 * refusal.
 */
export function removeDifference(table: TableDefinition, difference: TableDifference): Decision {
  switch (difference.kind) {
    case 'missing-column':
      return { step: addColumn(table, difference) };
    case 'deduplication-window':
      return { step: setWindow(table, difference) };
    case 'extra-column':
    case 'column-type':
    case 'column-default':
    case 'column-codec':
    case 'engine-clause':
    case 'engine-setting':
    case 'engine-settings':
    case 'missing-index':
    case 'index':
      return { refused: { table: fullName(table), difference, message: refusalText(difference) } };
    default:
      return difference satisfies never;
  }
}

/** Rows that are there already get the column's default. */
function addColumn(table: TableDefinition, { column, after }: MissingColumnDifference): DeployStep {
  const place = after === undefined ? 'FIRST' : `AFTER ${quoteIdentifier(after)}`;
  return {
    kind: 'add-column',
    table: fullName(table),
    detail: columnClause(column).replaceAll('`', ''),
    sql: `ALTER TABLE ${qualifiedName(table)} ADD COLUMN IF NOT EXISTS ${columnClause(column)} ${place}`,
  };
}

function setWindow(table: TableDefinition, difference: DeduplicationWindowDifference): DeployStep {
  const { setting, should, reference } = difference;
  return {
    kind: 'modify-setting',
    table: fullName(table),
    detail: `${setting} = ${reference ?? should}`,
    sql: `ALTER TABLE ${qualifiedName(table)} MODIFY SETTING ${setting} = ${should}`,
  };
}

/** For people and as a key; statements have {@link qualifiedName}. */
export const fullName = ({ database, name }: TableDefinition): string => `${database}.${name}`;
