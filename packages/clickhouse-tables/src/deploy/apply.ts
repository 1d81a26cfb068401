import { IngestError } from '@proj/diagnostics';
import type { TableServer } from '../table-server.js';
import type { DeployPlan, RefusedChange } from './deploy-plan.js';
import { typeSettings } from './live-tables.js';

/**
 * Tables differ from their definitions in ways that a deployment does not change. Nothing was
 * changed.
 */
export class DeployRefusedError extends IngestError {
  override readonly name = 'DeployRefusedError';
  readonly refused: readonly RefusedChange[];

  constructor(refused: readonly RefusedChange[]) {
    const list = refused.map((one) => `${one.table}: ${one.message}`).join('\n');
    // Codes are stable: this one is older than the package.
    super('clickhouse-sink/deploy-refused', `The tables cannot be changed as asked; nothing was changed.\n${list}`, {
      retryable: false,
      hint: 'Change the datafile back, or the table by hand.',
    });
    this.refused = refused;
  }
}

/**
 * Does what a plan says, step by step. Can be repeated: a step that was already done does nothing.
 *
 * Rejects with a {@link DeployRefusedError} when the plan has refused changes, before anything is
 * changed, and with the server's error when a statement fails. The steps before that one stay done.
 */
export async function applyDeploy(server: TableServer, plan: DeployPlan): Promise<void> {
  if (plan.refused.length > 0) throw new DeployRefusedError(plan.refused);
  for (const { sql, references } of plan.steps) {
    await server.command(sql, {
      database: '',
      settings: typeSettings,
      ...(references ? { secretReferences: references } : {}),
    });
  }
}
