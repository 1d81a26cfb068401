import { quoteString } from '@proj/clickhouse-types/sql';
import { splitEngine, splitSettings } from '../deploy/engine-clauses.js';
import type { TableServer } from '../table-server.js';
import { systemRows as rows } from './system-rows.js';
import { tableKey, type InsertOverrides, type ServerFacts, type TableFacts, type TableName } from './table-facts.js';
import { isRefreshed, viewTarget, type LiveView } from './view-target.js';
import { windowOf, WINDOW_SETTINGS } from './window-of.js';

/** Views can feed tables with views. No chain is this long unless it is a circle. */
const LONGEST_CHAIN = 32;

/**
 * Reads what decides how often a row can end up in these tables and in all that they feed through
 * materialized views. Only reads system tables; a few queries, however many tables there are.
 *
 * Rejects as `server.query` does.
 */
export async function readTableFacts(
  server: Pick<TableServer, 'query'>,
  tables: readonly TableName[],
): Promise<ServerFacts> {
  const [columns, defaults, overrides] = await Promise.all([
    rows<{ readonly name: string }>(
      server,
      "SELECT name FROM system.columns WHERE database = 'system' AND table = 'tables'",
    ),
    serverDefaults(server),
    insertOverrides(server),
  ]);
  const knowsTarget = columns.some(({ name }) => name === 'target_table');
  const found = new Map<string, LiveObject>();
  let wanted = tables;
  for (let depth = 0; wanted.length > 0 && depth < LONGEST_CHAIN; depth++) {
    const level = await liveObjects(server, wanted, knowsTarget);
    for (const one of level) found.set(tableKey(one), one);
    wanted = level.flatMap((one) => reached(one)).filter((one) => !found.has(tableKey(one)));
  }
  const partitions = await recentPartitions(server, [...found.values()]);
  const facts = [...found.values()].filter((one) => one.engine !== VIEW);
  return {
    tables: new Map(facts.map((one) => [tableKey(one), factsOf(one, { found, defaults, partitions })])),
    overrides,
  };
}

const VIEW = 'MaterializedView';

interface LiveObject extends TableName, LiveView {
  readonly engine: string;
  readonly engine_full: string;
  readonly partition_key: string;
  readonly dependencies_database: readonly string[];
  readonly dependencies_table: readonly string[];
}

/** The views that read from it, and where it writes if it is one itself. */
function reached(one: LiveObject): readonly TableName[] {
  const target = one.engine === VIEW ? viewTarget(one) : undefined;
  return [...dependents(one), ...(target ? [target] : [])];
}

const dependents = (one: LiveObject): readonly TableName[] =>
  one.dependencies_table.map((name, i) => ({ database: one.dependencies_database[i] ?? one.database, name }));

interface Context {
  readonly found: ReadonlyMap<string, LiveObject>;
  readonly defaults: ReadonlyMap<string, number>;
  readonly partitions: ReadonlyMap<string, number>;
}

function factsOf(one: LiveObject, { found, defaults, partitions }: Context): TableFacts {
  const { database, name, engine } = one;
  const clauses = splitEngine(one.engine_full);
  const ttl = clauses.get('TTL');
  const deduplication = windowOf(engine, splitSettings(clauses.get('SETTINGS') ?? ''), defaults);
  const isPartitioned = one.partition_key !== '' && one.partition_key !== 'tuple()';
  const views = dependents(one)
    .map((view) => found.get(tableKey(view)))
    .filter((view) => view?.engine === VIEW && !isRefreshed(view)) as readonly LiveObject[];
  return {
    database,
    name,
    engine,
    ...(deduplication ? { deduplication } : {}),
    ...(ttl === undefined ? {} : { ttl }),
    ...(isPartitioned ? { partitionKey: one.partition_key } : {}),
    recentPartitions: partitions.get(tableKey(one)) ?? 0,
    views: views.map((view) => {
      const target = viewTarget(view);
      const seen = target && found.has(tableKey(target));
      return { database: view.database, name: view.name, ...(seen ? { target } : {}) };
    }),
  };
}

const liveObjects = (
  server: Pick<TableServer, 'query'>,
  wanted: readonly TableName[],
  knowsTarget: boolean,
): Promise<readonly LiveObject[]> =>
  rows<LiveObject>(
    server,
    `SELECT database, name, toString(uuid) AS uuid, engine, engine_full, partition_key, create_table_query,
       dependencies_database, dependencies_table${knowsTarget ? ', target_database, target_table' : ''}
     FROM system.tables WHERE (database, name) IN (${listOf(wanted)})`,
  );

async function recentPartitions(
  server: Pick<TableServer, 'query'>,
  tables: readonly TableName[],
): Promise<ReadonlyMap<string, number>> {
  if (tables.length === 0) return new Map();
  const found = await rows<TableName & { readonly partitions: number }>(
    server,
    `SELECT database, table AS name, toUInt32(uniqExact(partition_id)) AS partitions FROM system.parts
     WHERE active AND modification_time > now() - INTERVAL 1 DAY AND (database, table) IN (${listOf(tables)}) GROUP BY database, table`,
  );
  return new Map(found.map((one) => [tableKey(one), one.partitions]));
}

/** What a table has whose settings do not say otherwise: the server's configuration may differ. */
async function serverDefaults(server: Pick<TableServer, 'query'>): Promise<ReadonlyMap<string, number>> {
  const names = WINDOW_SETTINGS.map(quoteString).join(', ');
  const found = await rows<{ readonly name: string; readonly value: string }>(
    server,
    `SELECT name, value FROM system.merge_tree_settings WHERE name IN (${names}) AND name NOT LIKE 'replicated%'
     UNION ALL SELECT name, value FROM system.replicated_merge_tree_settings WHERE name IN (${names}) AND name LIKE 'replicated%'`,
  );
  return new Map(found.map(({ name, value }) => [name, Number(value)]));
}

async function insertOverrides(server: Pick<TableServer, 'query'>): Promise<InsertOverrides> {
  const found = await rows<{ readonly name: string; readonly value: string }>(
    server,
    "SELECT name, value FROM system.settings WHERE name IN ('deduplicate_insert', 'deduplicate_insert_select')",
  );
  return Object.fromEntries(found.map(({ name, value }) => [name, value]));
}

const listOf = (tables: readonly TableName[]): string =>
  tables.map(({ database, name }) => `(${quoteString(database)}, ${quoteString(name)})`).join(', ');
