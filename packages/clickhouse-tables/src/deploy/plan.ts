import { quoteIdentifier } from '@proj/clickhouse-types/sql';
import { checkDefinition } from '../check-definition.js';
import { createTableStatement } from '../create-table.js';
import type { TableDefinition } from '../definition.js';
import type { TableServer } from '../table-server.js';
import { compareTable } from './compare-table.js';
import type { DeployPlan, DeployStep, RefusedChange } from './deploy-plan.js';
import { asClickHousePrints, liveDatabases, liveTables } from './live-tables.js';
import { fullName, removeDifference } from './remove-difference.js';

/**
 * Compares tables with their definitions and says what to do. Changes nothing. Missing databases
 * and tables are created and missing columns added; every other difference is refused.
 *
 * Rejects with the server's error when ClickHouse cannot be asked, and with an `UnsafeSqlError`
 * when SQL of a definition would not stay in its place.
 */
export async function planDeploy(server: TableServer, definitions: readonly TableDefinition[]): Promise<DeployPlan> {
  for (const table of definitions) checkDefinition(table);
  const [databases, live] = await Promise.all([liveDatabases(server), liveTables(server, definitions)]);
  const steps: DeployStep[] = [];
  const refused: RefusedChange[] = [];

  for (const database of new Set(definitions.map((one) => one.database))) {
    if (databases.has(database)) continue;
    const sql = `CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(database)}`;
    steps.push({ kind: 'create-database', table: database, sql });
  }
  for (const table of definitions) {
    const references = referencesOf(table);
    const secrets = references.length === 0 ? {} : { references };
    const existing = live.get(fullName(table));
    if (!existing) {
      const sql = createTableStatement(table);
      steps.push({ kind: 'create-table', table: fullName(table), sql, ...secrets });
      continue;
    }
    const wanted = await asClickHousePrints(server, table, references);
    for (const difference of compareTable(table, existing, wanted)) {
      const decision = removeDifference(table, difference);
      if ('step' in decision) steps.push({ ...decision.step, ...secrets });
      else refused.push(decision.refused);
    }
  }
  return { steps, refused };
}

/** The secrets in a table's engine, as they stand in the file. */
const referencesOf = ({ engine }: TableDefinition): readonly string[] => [
  ...new Set(Object.values((engine.references ?? {}) as Readonly<Record<string, string>>)),
];
