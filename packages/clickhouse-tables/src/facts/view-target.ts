import type { TableName } from './table-facts.js';

/** A materialized view as `system.tables` describes it. */
export interface LiveView extends TableName {
  readonly uuid: string;
  readonly create_table_query: string;
  /** Absent on servers that do not list it. */
  readonly target_database?: string;
  readonly target_table?: string;
}

const NO_UUID = '00000000-0000-0000-0000-000000000000';
const NAME = '(`(?:[^`\\\\]|\\\\.)+`|\\w+)';
/** As ClickHouse prints a view that writes into a table of its own name. */
const TO_TABLE = new RegExp(`^CREATE MATERIALIZED VIEW ${NAME}\\.${NAME}(?: ON CLUSTER \\S+)? TO ${NAME}\\.${NAME} `);

const REFRESHED = new RegExp(`^CREATE MATERIALIZED VIEW ${NAME}\\.${NAME}(?: ON CLUSTER \\S+)? REFRESH `);

/** Whether a view runs by the clock and not by inserts. */
export const isRefreshed = (view: LiveView): boolean => REFRESHED.test(view.create_table_query);

/** The table that a materialized view writes into: one that it names, or one that belongs to it. */
export function viewTarget(view: LiveView): TableName {
  if (view.target_table !== undefined && view.target_table !== '')
    return { database: view.target_database ?? view.database, name: view.target_table };
  const named = TO_TABLE.exec(view.create_table_query);
  if (named) return { database: unquoted(named[3]), name: unquoted(named[4]) };
  return { database: view.database, name: view.uuid === NO_UUID ? `.inner.${view.name}` : `.inner_id.${view.uuid}` };
}

const unquoted = (name = ''): string => (name.startsWith('`') ? name.slice(1, -1).replace(/\\(.)/gs, '$1') : name);
