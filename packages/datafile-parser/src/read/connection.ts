import { certainName, nearestName, type Span } from '@proj/diagnostics';

import { insert, replaceWith } from './fixes.js';
import { excerpt, type Reports } from '../reporting/reports.js';
import { settingsFor } from '../settings/table.js';
import type { WrittenFile } from './written-file.js';
import { reportOtherConnectors } from './other-connectors.js';
import { readSettings, readTextSetting, meantSettings, type NamePlace } from './read-settings.js';
import { holdsSecret, knownText } from '../model/text-value.js';
import type { ConnectionFile, Located, Setting, TextValue } from '../model/types.js';

/** Services that the language knows and this runner does not. */
const OTHER_TYPES: ReadonlyMap<string, string> = new Map([
  ['s3', 'S3'],
  ['gcs', 'Google Cloud Storage'],
  ['dynamodb', 'DynamoDB'],
  ['postgres', 'Postgres'],
]);

export function readConnection(name: string, written: WrittenFile, reports: Reports): ConnectionFile {
  const settings = new Map<string, Setting>();
  let type: Located<string> | undefined;
  let description: TextValue | undefined;
  for (const known of readSettings('connection', written)) {
    const setting = readTextSetting(known, reports.file);
    if (!setting) continue;
    if (setting.name === 'TYPE') type = readType(setting.value, known.reports);
    else if (setting.name === 'DESCRIPTION') description = setting.value;
    else settings.set(setting.name, setting);
  }
  const meant = meantSettings('connection', written);
  // Nothing is known of what a connection of an unknown type may hold.
  if (type ? type.value === 'kafka' : !meant.has('TYPE')) reportOtherConnectors('connection', settings, reports);
  const missing = written.incomplete ? [] : reportMissing(meant, type, reports);
  const broken = new Set([...meant.keys(), ...missing].filter((one) => isUnread(one, settings)));
  if (type !== undefined) broken.delete('TYPE');
  broken.delete('DESCRIPTION');
  return {
    kind: 'connection',
    name,
    file: reports.file,
    ...(type ? { type } : {}),
    ...(description ? { description } : {}),
    settings,
    broken,
    ...(written.incomplete ? { incomplete: true } : {}),
  };
}

/** Of a kind that is kept, and not among what was read. */
const isUnread = (name: string, settings: ReadonlyMap<string, Setting>): boolean =>
  !settings.has(name) &&
  settingsFor('connection').get(name)?.retired === undefined &&
  settingsFor('connection').has(name);

function readType(value: TextValue, reports: Reports): Located<string> | undefined {
  const { span } = value;
  const type = (knownText(value) ?? '').toLowerCase();
  const other = OTHER_TYPES.get(type);
  if (other !== undefined) {
    reports.add('other-connector', { name: `TYPE ${type}`, connector: other, also: '' }, span);
  } else if (type !== 'kafka') {
    const names = ['kafka', ...OTHER_TYPES.keys()];
    const meant = nearestName(type, names, 2);
    const certain = certainName(type, names);
    const advice = meant === undefined ? 'This runner knows kafka.' : `Did you mean ${meant}?`;
    const fix = certain === undefined || holdsSecret(value) ? undefined : replaceWith(certain, span);
    reports.add('invalid-value', { name: 'TYPE', found: excerpt(type), advice }, span, fix);
    return undefined;
  }
  return { value: type, span, ...(value.file ? { file: value.file } : {}) };
}

/**
 * Reports required settings that are not written at all, and returns their names. A connection
 * without TYPE is linked as a Kafka connection all the same, so TYPE is not among them.
 */
function reportMissing(
  written: ReadonlyMap<string, NamePlace>,
  type: Located<string> | undefined,
  reports: Reports,
): readonly string[] {
  const place: Span = (type?.file === undefined ? type?.span : undefined) ?? { start: 0, end: 0 };
  if (!written.has('TYPE')) {
    const isKafka = [...written.keys()].some((name) => settingsFor('connection').get(name)?.connector === 'kafka');
    const start = reports.file.text.startsWith('\uFEFF') ? 1 : 0;
    const fix = isKafka ? insert('TYPE kafka\n', start, 'begin the file with TYPE kafka') : undefined;
    reports.add('missing-setting', { name: 'TYPE', reason: 'Begin the file with TYPE kafka.' }, place, fix);
  }
  const missing: string[] = [];
  if (type ? type.value !== 'kafka' : written.has('TYPE')) return missing;
  for (const { name, required, documentation } of settingsFor('connection').values()) {
    if (name === 'TYPE' || required !== 'always' || written.has(name)) continue;
    reports.add('missing-setting', { name, reason: documentation }, place);
    missing.push(name);
  }
  return missing;
}
