import { certainName, nearestName } from '@proj/diagnostics';

/**
 * A table engine: which ENGINE_* settings it uses, and which it requires.
 */
export interface EngineDefinition {
  readonly name: string;
  /** In addition to those that every engine of its family takes. */
  readonly settings: readonly string[];
  readonly required: readonly string[];
  readonly family: 'MergeTree' | 'other';
}

const mergeTree = (
  prefix: string,
  settings: readonly string[] = [],
  required: readonly string[] = [],
): EngineDefinition => ({
  name: `${prefix}MergeTree`,
  settings: [...MERGE_TREE_SETTINGS, ...settings],
  required,
  family: 'MergeTree',
});

const other = (name: string, settings: readonly string[] = []): EngineDefinition => ({
  name,
  settings,
  required: [],
  family: 'other',
});

/** What every engine of the MergeTree family takes. */
const MERGE_TREE_SETTINGS = [
  'ENGINE_SORTING_KEY', 'ENGINE_PARTITION_KEY', 'ENGINE_PRIMARY_KEY', 'ENGINE_SAMPLING_KEY', 'ENGINE_TTL', 'ENGINE_SETTINGS',
] as const; // prettier-ignore

const SUMS = ['ENGINE_SUMMING_COLUMNS', 'ENGINE_COLUMNS'] as const;

/** The engines that a data source can have. */
export const ENGINES: readonly EngineDefinition[] = [
  mergeTree(''),
  mergeTree('Replacing', ['ENGINE_VER', 'ENGINE_IS_DELETED']),
  mergeTree('Summing', SUMS),
  mergeTree('Aggregating'),
  mergeTree('Coalescing', SUMS),
  mergeTree('Collapsing', ['ENGINE_SIGN'], ['ENGINE_SIGN']),
  mergeTree('VersionedCollapsing', ['ENGINE_SIGN', 'ENGINE_VERSION'], ['ENGINE_SIGN', 'ENGINE_VERSION']),
  other('Null'),
  other('Memory', ['ENGINE_SETTINGS']),
  other('Log', ['ENGINE_SETTINGS']),
  other('TinyLog', ['ENGINE_SETTINGS']),
  other('StripeLog', ['ENGINE_SETTINGS']),
  other('Set', ['ENGINE_SETTINGS']),
  other('Join', ['ENGINE_SETTINGS']),
];

const byName: ReadonlyMap<string, EngineDefinition> = new Map(
  ENGINES.flatMap((one) => [
    [one.name, one] as const,
    ...(one.family === 'MergeTree'
      ? (['Replicated', 'Shared'] as const).map(
          (prefix) => [prefix + one.name, { ...one, name: prefix + one.name }] as const,
        )
      : []),
  ]),
);

/** The engine of this name. Case counts, as it does for ClickHouse. */
export const findEngine = (name: string): EngineDefinition | undefined => byName.get(name);

/** The engine that was probably meant. */
export const nearestEngine = (name: string): string | undefined => nearestName(name, byName.keys());

/** The engine that can only have been meant. */
export const certainEngine = (name: string): string | undefined => certainName(name, [...byName.keys()]);

/** The names of the engines that use a setting, as part of a sentence. */
export const enginesWith = (setting: string): string =>
  ENGINES.filter((one) => one.settings.includes(setting))
    .map((one) => one.name)
    .join(' and ');
