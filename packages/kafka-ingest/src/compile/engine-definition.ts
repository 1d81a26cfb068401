import { withoutSqlComments } from '@proj/clickhouse-types/sql';
import type { EngineReferences, TableDefinition } from '@proj/clickhouse-tables';
import type { ResolvedDatasource } from '@proj/datafile-parser/secrets';

/** The engine that a data source describes, with secrets in place. */
export function engineDefinition({
  datasource,
  engine: resolved,
  tableSettings,
}: ResolvedDatasource): TableDefinition['engine'] {
  const text = (name: string): string | undefined => {
    // A comment would swallow what comes after it in a statement that is made of many pieces.
    const value = withoutSqlComments(resolved.get(name)?.text ?? '');
    return value.trim() === '' ? undefined : value;
  };
  const name = datasource.engine.name?.value ?? 'MergeTree';
  const references = secretReferences(resolved);
  return {
    name,
    arguments: engineArguments(name, text),
    ...defined({
      sortingKey: text('ENGINE_SORTING_KEY'),
      partitionKey: text('ENGINE_PARTITION_KEY'),
      primaryKey: text('ENGINE_PRIMARY_KEY'),
      samplingKey: text('ENGINE_SAMPLING_KEY'),
      ttl: text('ENGINE_TTL'),
    }),
    ...(tableSettings.length > 0 ? { settings: tableSettings } : {}),
    ...(references ? { references } : {}),
  };
}

/** The parts of the engine that come from secrets, each as it stands in the file. */
function secretReferences(engine: ResolvedDatasource['engine']): EngineReferences | undefined {
  const references: { -readonly [Part in keyof EngineReferences]: string } = {};
  for (const [name, value] of engine) {
    if (value.secret) references[REFERENCE_PARTS[name] ?? 'arguments'] = String(value);
  }
  return Object.keys(references).length > 0 ? references : undefined;
}

const REFERENCE_PARTS: Readonly<Record<string, keyof EngineReferences>> = {
  ENGINE_SORTING_KEY: 'sortingKey',
  ENGINE_PARTITION_KEY: 'partitionKey',
  ENGINE_PRIMARY_KEY: 'primaryKey',
  ENGINE_SAMPLING_KEY: 'samplingKey',
  ENGINE_TTL: 'ttl',
  ENGINE_SETTINGS: 'settings',
};

/** Which ENGINE_* settings an engine takes as its arguments, in ClickHouse's order. */
const argumentSettings: Readonly<Record<string, readonly string[]>> = {
  ReplacingMergeTree: ['ENGINE_VER', 'ENGINE_IS_DELETED'],
  CollapsingMergeTree: ['ENGINE_SIGN'],
  VersionedCollapsingMergeTree: ['ENGINE_SIGN', 'ENGINE_VERSION'],
};

function engineArguments(engine: string, text: (name: string) => string | undefined): readonly string[] {
  // Replicated… engines take the same arguments after their own.
  const base = engine.replace(/^Replicated/, '');
  if (base === 'SummingMergeTree') {
    const columns = text('ENGINE_SUMMING_COLUMNS') ?? text('ENGINE_COLUMNS');
    return columns === undefined ? [] : [`(${columns})`];
  }
  // The parser reports one that is missing.
  return (argumentSettings[base] ?? []).flatMap((setting) => text(setting) ?? []);
}

function defined<T extends Readonly<Record<string, string | undefined>>>(
  values: T,
): { readonly [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: string;
  };
}
