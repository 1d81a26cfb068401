import type { Retrying } from '../delivery/protocol.js';
import type { Pipeline } from '../pipeline.js';

/** What failed and will be tried again, and what that means for the messages. */
export function retryText(what: Retrying['what'], partition: string, { datasource, landing }: Pipeline): string {
  const table = `${landing.database}.${landing.table}`;
  const texts = {
    append: `messages of ${partition} could not be decoded; they are kept.`,
    insert: `an insert into ${table} or its quarantine table failed; the batch is kept.`,
    commit: `the progress of ${partition} could not be written down; nothing is lost.`,
  };
  return `Data source ${datasource}: ${texts[what]}`;
}
