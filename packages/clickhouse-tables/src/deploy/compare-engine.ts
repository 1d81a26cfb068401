import { DEDUPLICATION_WINDOW } from '../create-table.js';
import type { EngineReferences, TableDefinition } from '../definition.js';
import { withoutParentheses } from '../top-level.js';
import type { EngineClause, TableDifference } from './difference.js';
import { splitEngine, splitSettings, type EngineClauses } from './engine-clauses.js';

const CLAUSES: readonly (readonly [string, EngineClause, keyof EngineReferences])[] = [
  ['ENGINE', 'engine', 'arguments'],
  ['PARTITION BY', 'partition-key', 'partitionKey'],
  ['PRIMARY KEY', 'primary-key', 'primaryKey'],
  ['ORDER BY', 'sorting-key', 'sortingKey'],
  ['SAMPLE BY', 'sampling-key', 'samplingKey'],
  ['TTL', 'ttl', 'ttl'],
];

/**
 * Lists how an engine differs from its definition.
 *
 * @param engine the definition
 * @param live the engine as it is, printed by ClickHouse
 * @param wanted the engine as it should be, printed by ClickHouse
 */
export function compareEngine(engine: TableDefinition['engine'], live: string, wanted: string): TableDifference[] {
  const is = splitEngine(live);
  const should = splitEngine(wanted);
  return [...clauses(is, should, engine.references ?? {}), ...settings(engine, is, should)];
}

function* clauses(is: EngineClauses, should: EngineClauses, references: EngineReferences): Iterable<TableDifference> {
  for (const [word, clause, part] of CLAUSES) {
    const [before, after] = [is.get(word), should.get(word)];
    if (plain(before) === plain(after)) continue;
    // A primary key that the definition leaves out is the sorting key.
    if (clause === 'primary-key' && after === undefined && plain(before) === plain(is.get('ORDER BY'))) continue;
    const reference = references[part] ?? (clause === 'primary-key' ? references.sortingKey : undefined);
    if (reference === undefined) yield { kind: 'engine-clause', clause, is: before, should: after };
    else yield { kind: 'engine-clause', clause, reference };
  }
}

/** `MergeTree()` is `MergeTree`, `(id)` is `id`. */
const plain = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : withoutParentheses(text).replace(/\(\)$/, '');

/** Only the settings of the definition are compared: ClickHouse and people add others. */
function* settings(
  engine: TableDefinition['engine'],
  liveClauses: EngineClauses,
  wantedClauses: EngineClauses,
): Iterable<TableDifference> {
  const live = splitSettings(liveClauses.get('SETTINGS') ?? '');
  const wanted = splitSettings(wantedClauses.get('SETTINGS') ?? '');
  const reference = engine.references?.settings;
  const changed = [...wanted].filter(
    ([name, should]) => name !== DEDUPLICATION_WINDOW.name && live.get(name) !== should,
  );
  if (reference !== undefined && changed.length > 0) yield { kind: 'engine-settings', reference };
  else {
    for (const [setting, should] of changed) yield { kind: 'engine-setting', setting, is: live.get(setting), should };
  }
  yield* window(engine, live, wanted);
}

/** Tables that were made elsewhere remember no inserts, and without that a retry doubles rows. */
function* window(
  engine: TableDefinition['engine'],
  live: ReadonlyMap<string, string>,
  wanted: ReadonlyMap<string, string>,
): Iterable<TableDifference> {
  const setting = DEDUPLICATION_WINDOW.name;
  const [is, should] = [live.get(setting), wanted.get(setting)];
  if (should === undefined || is === should) return;
  const given = engine.settings?.some(({ name }) => name === setting) === true;
  // Another value may have been chosen on purpose, and ours is only the default.
  if (is !== undefined && !given) return;
  const reference = given ? engine.references?.settings : undefined;
  yield { kind: 'deduplication-window', setting, is, should, ...(reference === undefined ? {} : { reference }) };
}
