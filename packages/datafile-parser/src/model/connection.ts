import { nearestName, type SourceFile, type Span } from '@proj/diagnostics';

import { insert, replaceWith } from '../fixes.js';
import type { Reports } from '../reports.js';
import type { Connector } from '../settings/definition.js';
import { settingsFor } from '../settings/table.js';
import type { FileNode } from '../syntax/tree.js';
import { readSettings, readTextSetting, meantSettings } from './read-settings.js';
import { holdsSecret, knownText } from './text-value.js';
import type { ConnectionFile, Located, Setting, TextValue } from './types.js';

/** Services that the language knows and this runner does not. */
const OTHER_TYPES: ReadonlyMap<string, string> = new Map([
  ['s3', 'S3'],
  ['gcs', 'Google Cloud Storage'],
  ['dynamodb', 'DynamoDB'],
  ['postgres', 'Postgres'],
]);

export const CONNECTOR_NAMES: Readonly<Record<Connector, string>> = {
  common: 'every connector',
  kafka: 'Kafka',
  s3: 'S3',
  gcs: 'Google Cloud Storage',
  dynamodb: 'DynamoDB',
  postgres: 'Postgres',
  import: 'imports from files and databases',
};

export function readConnection(name: string, file: SourceFile, tree: FileNode, reports: Reports): ConnectionFile {
  const settings = new Map<string, Setting>();
  let type: Located<string> | undefined;
  let description: TextValue | undefined;
  for (const known of readSettings('connection', tree, reports)) {
    const setting = readTextSetting(known, reports);
    if (!setting) continue;
    if (setting.name === 'TYPE') type = readType(setting.value, reports);
    else if (setting.name === 'DESCRIPTION') description = setting.value;
    else settings.set(setting.name, setting);
  }
  if (type === undefined || type.value === 'kafka') reportOtherConnectors(settings, reports);
  reportMissing(tree, type, reports);
  return {
    kind: 'connection',
    name,
    file,
    ...(type ? { type } : {}),
    ...(description ? { description } : {}),
    settings,
  };
}

function readType(value: TextValue, reports: Reports): Located<string> {
  const { span } = value;
  const type = (knownText(value) ?? '').toLowerCase();
  const other = OTHER_TYPES.get(type);
  if (other !== undefined) {
    reports.add('other-connector', { name: `TYPE ${type}`, connector: other }, span);
  } else if (type !== 'kafka') {
    const meant = nearestName(type, ['kafka', ...OTHER_TYPES.keys()], 2);
    const advice = meant === undefined ? 'This runner knows kafka.' : `Did you mean ${meant}?`;
    const fix = meant === undefined || holdsSecret(value) ? undefined : replaceWith(meant, span);
    reports.add('invalid-value', { name: 'TYPE', found: type, advice }, span, fix);
  }
  return { value: type, span };
}

/** Says of settings of other connectors that they do nothing. */
function reportOtherConnectors(settings: ReadonlyMap<string, Setting>, reports: Reports): void {
  for (const { name, nameSpan } of settings.values()) {
    const connector = settingsFor('connection').get(name)?.connector;
    if (connector === undefined || connector === 'common' || connector === 'kafka') continue;
    reports.add('other-connector', { name, connector: CONNECTOR_NAMES[connector] }, nameSpan);
  }
}

/** A setting that is there with a wrong value has been reported; only one that is not written at all is missing. */
function reportMissing(tree: FileNode, type: Located<string> | undefined, reports: Reports): void {
  const written = meantSettings('connection', tree);
  const place: Span = type?.span ?? { start: 0, end: 0 };
  if (!written.has('TYPE')) {
    const isKafka = [...written.keys()].some((name) => settingsFor('connection').get(name)?.connector === 'kafka');
    const start = reports.file.text.startsWith('\uFEFF') ? 1 : 0;
    const fix = isKafka ? insert('TYPE kafka\n', start, 'begin the file with TYPE kafka') : undefined;
    reports.add('missing-setting', { name: 'TYPE', reason: 'Begin the file with TYPE kafka.' }, place, fix);
  }
  if (type && type.value !== 'kafka') return;
  for (const { name, required, documentation } of settingsFor('connection').values()) {
    if (name === 'TYPE' || required !== 'always' || written.has(name)) continue;
    reports.add('missing-setting', { name, reason: documentation }, place);
  }
}
