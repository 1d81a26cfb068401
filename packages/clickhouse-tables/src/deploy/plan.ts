import { IngestError } from '@proj/diagnostics';
import type { ClickHouse } from '../client/clickhouse.js';
import type { TableDefinition } from '../contract.js';
import { checkDefinition } from '../tables/check-definition.js';
import { createTableStatement } from '../tables/create-table.js';
import { quoteIdentifier } from '../tables/identifier.js';
import type { DeployPlan, DeployStep, RefusedChange } from './deploy-plan.js';
import { compareTable } from './compare-table.js';
import { hidingSecrets, referencesOf } from './hidden-error.js';
import { asClickHousePrints, liveDatabases, liveTables, typeSettings } from './live-tables.js';

/** The tables differ from their definitions in a way that needs another tool. Nothing was changed. */
export class DeployRefusedError extends IngestError {
  override readonly name = 'DeployRefusedError';
  readonly refused: readonly RefusedChange[];

  constructor(refused: readonly RefusedChange[]) {
    const list = refused.map((one) => `${one.table}: ${one.message}`).join('\n');
    super('clickhouse-sink/deploy-refused', `The tables cannot be changed as asked; nothing was changed.\n${list}`, {
      retryable: false,
      hint: 'Change the datafile back, or the table by hand.',
    });
    this.refused = refused;
  }
}

/**
 * Compares tables with their definitions and says what to do. Changes nothing. Missing databases and tables are
 * made, missing columns added; every other difference is refused.
 *
 * Rejects with a {@link QueryError} when ClickHouse cannot be asked, and with an {@link UnsafeSqlError} when SQL of a
 * definition would not stay in its place.
 */
export async function planDeploy(clickhouse: ClickHouse, definitions: readonly TableDefinition[]): Promise<DeployPlan> {
  for (const table of definitions) checkDefinition(table);
  const [databases, live] = await Promise.all([liveDatabases(clickhouse), liveTables(clickhouse, definitions)]);
  const steps: DeployStep[] = [];
  const refused: RefusedChange[] = [];

  for (const database of new Set(definitions.map((one) => one.database))) {
    if (databases.has(database)) continue;
    const sql = `CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(database)}`;
    steps.push({ kind: 'create-database', table: database, sql });
  }
  for (const table of definitions) {
    const existing = live.get(`${table.database}.${table.name}`);
    if (!existing) {
      const sql = createTableStatement(table);
      steps.push({ kind: 'create-table', table: `${table.database}.${table.name}`, sql, ...secretsIn(table) });
      continue;
    }
    const wanted = await hidingSecrets(referencesOf(table), () => asClickHousePrints(clickhouse, table));
    const compared = compareTable(table, existing, wanted);
    steps.push(...compared.steps.map((step) => ({ ...step, ...secretsIn(table) })));
    refused.push(...compared.refused);
  }
  return { steps, refused };
}

/**
 * Does what a plan says, step by step. Can be repeated: a step that was done already does nothing.
 *
 * Rejects with a {@link DeployRefusedError}, before anything is changed, when the plan has refused changes, and
 * with a {@link QueryError} when a statement fails; the steps before that one stay done.
 */
export async function applyDeploy(clickhouse: ClickHouse, plan: DeployPlan): Promise<void> {
  if (plan.refused.length > 0) throw new DeployRefusedError(plan.refused);
  for (const step of plan.steps) {
    await hidingSecrets(step.references ?? [], () =>
      clickhouse.command(step.sql, { database: '', settings: typeSettings }),
    );
  }
}

function secretsIn(table: TableDefinition): Pick<DeployStep, 'references'> {
  const references = referencesOf(table);
  return references.length === 0 ? {} : { references };
}
