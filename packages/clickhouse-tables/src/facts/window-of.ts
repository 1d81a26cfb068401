import type { DeduplicationFacts } from './table-facts.js';

const PLAIN = 'non_replicated_deduplication_window';
const REPLICATED = 'replicated_deduplication_window';
const SECONDS = 'replicated_deduplication_window_seconds';

/** The settings that say how many inserts a table remembers. */
export const WINDOW_SETTINGS: readonly string[] = [PLAIN, REPLICATED, SECONDS];

/**
 * How a table recognises repeated inserts; undefined for engines that cannot.
 *
 * @param engine its name
 * @param settings those of the table
 * @param defaults what holds where the table says nothing
 */
export function windowOf(
  engine: string,
  settings: ReadonlyMap<string, string>,
  defaults: ReadonlyMap<string, number>,
): DeduplicationFacts | undefined {
  if (!engine.endsWith('MergeTree')) return undefined;
  const valueOf = (name: string): number => {
    const own = settings.get(name);
    return own === undefined ? (defaults.get(name) ?? 0) : Number(own.replaceAll("'", ''));
  };
  if (!/^(?:Replicated|Shared)/.test(engine)) return { setting: PLAIN, window: valueOf(PLAIN) };
  return { setting: REPLICATED, window: valueOf(REPLICATED), seconds: valueOf(SECONDS) };
}
