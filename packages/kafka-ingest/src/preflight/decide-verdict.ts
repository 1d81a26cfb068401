import { tableKey, type ServerFacts, type TableFacts, type TableName } from '@proj/clickhouse-tables';
import type { JudgedTable, Verdict, VerdictNote, VerdictReason } from './verdict.js';

/** What the Kafka side contributes to a verdict. */
export interface KafkaFacts {
  /** Partitions of the topic. Absent when it is not known: one is assumed then. */
  readonly partitions?: number;
  /** Whether the broker keeps the metadata of committed offsets. Absent when it is not known. */
  readonly keepsMetadata?: boolean;
}

/** What a verdict is about. */
export interface JudgedDatasource {
  readonly datasource: string;
  readonly landing: TableName;
  readonly quarantine: TableName;
}

/** Inserts of one partition that may pass while another one repeats its own. */
const BATCHES_IN_BETWEEN = 20;
const SMALLEST_WINDOW = 1_000;
/** ClickHouse refuses blocks that touch more. */
const MOST_TABLE_PARTITIONS = 100;

/** Judges a data source by what is known about its tables and its topic. Pure. */
export function decideVerdict(judged: JudgedDatasource, server: ServerFacts, kafka: KafkaFacts): Verdict {
  const reasons: VerdictReason[] = [];
  const notes: VerdictNote[] = [];
  if (kafka.keepsMetadata === false) reasons.push({ code: 'no-metadata' });
  for (const [setting, value] of Object.entries<string | undefined>({ ...server.overrides }))
    if (value === 'disable') reasons.push({ code: 'deduplication-off', setting, value });
  for (const root of [judged.landing, judged.quarantine]) {
    const reached = reachedFrom(root, server);
    for (const one of reached.tables) {
      reasons.push(...reasonsOf(one, kafka.partitions ?? 1));
      if (one.table.via === undefined) notes.push(...readingBack(one, reasons));
    }
    for (const view of reached.hidden) reasons.push({ code: 'target-hidden', view });
    if (reached.views.length > 0) notes.push({ code: 'views', views: reached.views, repeated: repeated(reached) });
  }
  return { datasource: judged.datasource, guarantee: guaranteeOf(reasons), reasons, notes };
}

function guaranteeOf(reasons: readonly VerdictReason[]): Verdict['guarantee'] {
  if (reasons.length === 0) return 'exactly-once';
  return reasons.every(({ code }) => code === 'table-missing') ? 'unknown' : 'at-least-once';
}

interface ReachedTable {
  readonly table: JudgedTable;
  /** Absent when it does not exist. */
  readonly facts?: TableFacts;
}

interface Reached {
  readonly tables: readonly ReachedTable[];
  readonly views: readonly string[];
  /** Views whose target is not known. */
  readonly hidden: readonly string[];
}

/** A table, and all that gets its rows through views. */
function reachedFrom(root: TableName, server: ServerFacts): Reached {
  const tables = new Map<string, ReachedTable>();
  const views = new Set<string>();
  const hidden = new Set<string>();
  const visit = (name: TableName, via?: string): void => {
    const key = tableKey(name);
    if (tables.has(key)) return;
    const facts = server.tables.get(key);
    const table = { database: name.database, name: name.name, ...(via === undefined ? {} : { via }) };
    tables.set(key, { table, ...(facts ? { facts } : {}) });
    for (const view of facts?.views ?? []) {
      const shown = `${view.database}.${view.name}`;
      views.add(shown);
      if (view.target) visit(view.target, shown);
      else hidden.add(shown);
    }
  };
  visit(root);
  return { tables: [...tables.values()], views: [...views], hidden: [...hidden] };
}

function reasonsOf({ table, facts }: ReachedTable, kafkaPartitions: number): readonly VerdictReason[] {
  if (!facts) return [{ code: 'table-missing', table }];
  const { deduplication } = facts;
  if (!deduplication) return [{ code: 'engine', table, engine: facts.engine }];
  const { setting, window } = deduplication;
  const tablePartitions = Math.min(Math.max(facts.recentPartitions, 1), MOST_TABLE_PARTITIONS);
  const needed = Math.max(SMALLEST_WINDOW, BATCHES_IN_BETWEEN * kafkaPartitions * tablePartitions);
  if (window === 0) return [{ code: 'no-window', table, setting, needed }];
  if (window < needed)
    return [{ code: 'small-window', table, setting, window, needed, kafkaPartitions, tablePartitions }];
  const because = table.via === undefined ? whyNotReadable(facts) : undefined;
  const { seconds } = deduplication;
  if (because === undefined || seconds === undefined) return [];
  return [{ code: 'forgets', table, engine: facts.engine, seconds, because }];
}

/** Only for tables that are fine while their window lasts. */
function readingBack({ table, facts }: ReachedTable, reasons: readonly VerdictReason[]): readonly VerdictNote[] {
  const because = facts && whyNotReadable(facts);
  if (!facts?.deduplication || because === undefined) return [];
  if (reasons.some((one) => 'table' in one && one.table === table)) return [];
  return [{ code: 'not-read-back', table, engine: facts.engine, window: facts.deduplication.window, because }];
}

/** Why rows that were stored may be missing in a table. */
function whyNotReadable({ engine, ttl }: TableFacts): 'engine' | 'ttl' | undefined {
  if (!/^(?:Replicated|Shared)?MergeTree$/.test(engine)) return 'engine';
  // Days after a row was written nothing is read back any more: that is how quarantine tables end.
  return ttl === undefined || ttl.startsWith('insertion_date + ') ? undefined : 'ttl';
}

/** The targets that get their rows again with each repetition. */
const repeated = ({ tables }: Reached): readonly string[] =>
  tables
    .filter(({ table, facts }) => table.via !== undefined && facts && (facts.deduplication?.window ?? 0) === 0)
    .map(({ table }) => `${table.database}.${table.name}`);
