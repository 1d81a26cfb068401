import type { InsertFailureAction } from '../contract.js';
import { failedView, type Failure } from './failure.js';
import { actionByCode, actionByStatus } from './failure-table.js';

const TOO_MANY_PARTS = 252;

/**
 * What to do about a failed insert. ClickHouse's own code decides if there is one, then the HTTP
 * status. A connection that failed or broke is always retried: the outcome is unknown, and the
 * token makes a repetition harmless.
 *
 * When a materialized view failed, the rows may be in the table already, under the token of their
 * block. Only the same block with the same token then completes the view and doubles nothing.
 * Therefore no row of it is looked for, and it is not split: it is held until the view is mended.
 *
 * @example
 * classifyError({ clickhouseCode: 60, text: 'Table shop.events does not exist' }); // => 'hold'
 */
export function classifyError(failure: Failure): InsertFailureAction {
  const action = actionOf(failure);
  const passes = action === 'retry' && failure.clickhouseCode !== undefined && actionByCode.has(failure.clickhouseCode);
  return failedView(failure.text) === undefined || passes ? action : 'hold';
}

function actionOf({ clickhouseCode: code, httpStatus: status, text }: Failure): InsertFailureAction {
  if (code !== undefined) {
    // One code, two meanings: merges fall behind, or this one block would be cut into too many
    // parts.
    if (code === TOO_MANY_PARTS && /too many partitions/i.test(text)) return 'split';
    const action = actionByCode.get(code);
    if (action) return action;
  }
  return (status === undefined ? undefined : actionByStatus.get(status)) ?? 'retry';
}
