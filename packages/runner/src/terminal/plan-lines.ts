import { printable } from '@proj/diagnostics';
import type { DeployPlan } from '@proj/clickhouse-tables';

/** What a deployment does or did, one line per step. */
export function planLines(plan: DeployPlan): readonly string[] {
  if (plan.steps.length === 0 && plan.refused.length === 0)
    return ['Nothing to change: the tables are as the datafiles say.'];
  return [
    ...plan.steps.map(
      (step) => `${step.kind.padEnd(15)} ${step.table}${step.detail === undefined ? '' : `  ${step.detail}`}`,
    ),
    ...plan.refused.map((change) => `refused         ${change.table}  ${change.message}`),
  ].map(printable);
}
