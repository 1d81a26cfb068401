import { reportsIn, type Reports } from '../reporting/reports.js';
import type { Connector, FileKind } from '../settings/definition.js';
import { settingsFor } from '../settings/table.js';
import type { Setting } from '../model/types.js';

const NAMES = {
  s3: 'S3',
  gcs: 'Google Cloud Storage',
  dynamodb: 'DynamoDB',
  postgres: 'Postgres',
  import: 'imports from files and databases',
} as const satisfies Partial<Record<Connector, string>>;

interface OthersSetting {
  readonly connector: keyof typeof NAMES;
  readonly setting: Setting;
}

/** The settings that are for other connectors than Kafka. */
export function settingsOfOthers(kind: FileKind, settings: ReadonlyMap<string, Setting>): readonly OthersSetting[] {
  const found: OthersSetting[] = [];
  for (const setting of settings.values()) {
    const connector = settingsFor(kind).get(setting.name)?.connector ?? 'common';
    if (connector !== 'common' && connector !== 'kafka') found.push({ connector, setting });
  }
  return found;
}

/** Says of settings of other connectors that they do nothing: once for each connector and file. */
export function reportOtherConnectors(kind: FileKind, settings: ReadonlyMap<string, Setting>, reports: Reports): void {
  const groups = new Map<string, OthersSetting[]>();
  for (const one of settingsOfOthers(kind, settings)) {
    const key = `${one.connector} ${one.setting.value.file?.path ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  for (const [first, ...others] of groups.values()) {
    if (!first) continue;
    const { name, nameSpan, value } = first.setting;
    const also = others.length === 0 ? '' : ` So it is with ${others.map(({ setting }) => setting.name).join(', ')}.`;
    reportsIn(value.file, reports).add('other-connector', { name, connector: NAMES[first.connector], also }, nameSpan);
  }
}
