import type { SourceFile } from '@proj/diagnostics';

import { appendAll } from '../reporting/append-all.js';
import { replaceWith } from './fixes.js';
import { reportsIn, type Reports } from '../reporting/reports.js';
import { settingsFor } from '../settings/table.js';
import { endOfLine } from '../syntax/scan.js';
import type { SettingNode } from '../syntax/tree.js';
import type { WrittenFile } from './written-file.js';
import { readColumns } from './columns.js';
import { reportOtherConnectors, settingsOfOthers } from './other-connectors.js';
import { readIndexes } from './indexes.js';
import { readList, readToken } from './lists.js';
import { readSettings, readTextSetting, meantSettings, type NamePlace } from './read-settings.js';
import { checkEngineSettings, readEngineName, readTableSettings } from './engine.js';
import type {
  Column,
  DatasourceFile,
  DatasourceToken,
  Located,
  Setting,
  TableIndex,
  TableSetting,
  TextValue,
} from '../model/types.js';

interface Draft {
  description?: TextValue;
  columns: readonly Column[];
  engineName?: Located<string>;
  tableSettings: readonly TableSetting[];
  readonly engineSettings: Map<string, Setting>;
  indexes: readonly TableIndex[];
  readonly tokens: DatasourceToken[];
  readonly tags: Located<string>[];
  readonly sharedWith: Located<string>[];
  forwardQuery?: TextValue;
  readonly settings: Map<string, Setting>;
}

export function readDatasource(name: string, written: WrittenFile, main: Reports): DatasourceFile {
  const draft: Draft = {
    columns: [], tableSettings: [], engineSettings: new Map(), indexes: [], tokens: [], tags: [], sharedWith: [], settings: new Map(),
  }; // prettier-ignore
  for (const known of readSettings('datasource', written)) {
    const { definition, node, reports } = known;
    const block = node.inline ?? node.block;
    const file = reports.file === main.file ? undefined : reports.file;
    if (block?.kind === 'schema-block') {
      reportHashComments(written, node, definition.name, reports);
      draft.columns = fileOf(readColumns(block, reports), file);
    } else if (block?.kind === 'indexes-block') {
      reportHashComments(written, node, definition.name, reports);
      draft.indexes = fileOf(readIndexes(block, reports), file);
    } else if (definition.value === 'token') {
      const token = readToken(node, reports);
      if (token) appendAll(draft.tokens, fileOf([token], file));
    } else if (definition.value === 'list') {
      const list = definition.name === 'TAGS' ? draft.tags : draft.sharedWith;
      appendAll(list, fileOf(readList(definition.name, node, reports), file));
    } else {
      const setting = readTextSetting(known, main.file);
      if (setting) keep(setting, draft, reports);
    }
  }
  const meant = meantSettings('datasource', written);
  if (!written.incomplete) {
    reportMissing(meant, main);
    checkEngineSettings(draft.engineName, draft.engineSettings, meant, main);
  }
  reportConnectors(draft.settings, meant, main);
  const { description, engineName, engineSettings, tableSettings, forwardQuery, ...rest } = draft;
  return {
    kind: 'datasource',
    name,
    file: main.file,
    ...(description ? { description } : {}),
    engine: { ...(engineName ? { name: engineName } : {}), settings: engineSettings, tableSettings },
    ...(forwardQuery ? { forwardQuery } : {}),
    ...rest,
    broken: new Set([...meant.keys()].filter((one) => isUnread(one, draft.settings))),
    ...(written.incomplete ? { incomplete: true } : {}),
  };
}

/** Says of what an included file holds that it stands there. */
const fileOf = <T extends object>(
  all: readonly T[],
  file: SourceFile | undefined,
): readonly (T & { readonly file?: SourceFile })[] => (file ? all.map((one) => ({ ...one, file })) : all);

/** Written, of a connector, and not among what was read. */
function isUnread(name: string, settings: ReadonlyMap<string, Setting>): boolean {
  const definition = settings.has(name) ? undefined : settingsFor('datasource').get(name);
  return definition !== undefined && definition.connector !== 'common' && !definition.retired;
}

function keep(setting: Setting, draft: Draft, reports: Reports): void {
  const { name, value } = setting;
  if (name === 'DESCRIPTION') draft.description = value;
  else if (name === 'FORWARD_QUERY') draft.forwardQuery = value;
  else if (name === 'ENGINE') {
    const engine = readEngineName(value, reports);
    if (engine) draft.engineName = engine;
  } else if (name.startsWith('ENGINE_')) {
    draft.engineSettings.set(name, setting);
    if (name === 'ENGINE_SETTINGS') draft.tableSettings = readTableSettings(setting, reports);
  } else draft.settings.set(name, setting);
}

/**
 * The original takes a `#` for a comment on lines of their own only, once it is in one of these
 * blocks.
 */
function reportHashComments(written: WrittenFile, { block }: SettingNode, name: string, reports: Reports): void {
  if (!block) return;
  const { text } = reports.file;
  // Beside the last column too.
  const end = endOfLine(text, block.span.end);
  const comments = written.parts.find((part) => part.reports === reports)?.tree.comments ?? [];
  for (const { span } of comments) {
    if (span.start < block.rest.end || span.start > end || text[span.start] !== '#') continue;
    const lineStart = reports.file.positionAt(span.start).column - 1;
    const before = text.slice(span.start - lineStart, span.start);
    if (before.trim() === '') continue;
    const fix = replaceWith('--', { start: span.start, end: span.start + 1 }, 'begin the comment with --');
    reports.add('hash-comment-in-line', { block: name }, span, fix);
  }
}

const KAFKA_SETTINGS = [...settingsFor('datasource').values()].filter(
  ({ connector, retired }) => connector === 'kafka' && !retired,
);

function reportMissing(written: ReadonlyMap<string, NamePlace>, reports: Reports): void {
  if (!written.has('SCHEMA')) {
    reports.add(
      'missing-setting',
      { name: 'SCHEMA', reason: 'Write SCHEMA > and the columns below it.' },
      { start: 0, end: 0 },
    );
  }
  const first = KAFKA_SETTINGS.find(({ name }) => written.has(name));
  const place = first && written.get(first.name);
  if (!place) return;
  for (const { name, required } of KAFKA_SETTINGS) {
    if (required !== 'kafka' || written.has(name)) continue;
    const reason = 'A data source that reads from Kafka needs KAFKA_CONNECTION_NAME, KAFKA_TOPIC and KAFKA_GROUP_ID.';
    place.reports.add('missing-setting', { name, reason }, place.span);
  }
}

function reportConnectors(
  settings: ReadonlyMap<string, Setting>,
  meant: ReadonlyMap<string, NamePlace>,
  reports: Reports,
): void {
  const kafka = KAFKA_SETTINGS.find(({ name }) => meant.has(name));
  if (!kafka) {
    reportOtherConnectors('datasource', settings, reports);
    return;
  }
  const [other] = settingsOfOthers('datasource', settings);
  if (!other) return;
  const { name, nameSpan, value } = other.setting;
  reportsIn(value.file, reports).add('mixed-connectors', { name, kafka: kafka.name }, nameSpan);
}
