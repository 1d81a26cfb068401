import type { SourceFile, Span } from '@proj/diagnostics';

import { replaceWith } from '../fixes.js';
import type { Reports } from '../reports.js';
import { settingsFor } from '../settings/table.js';
import type { FileNode } from '../syntax/tree.js';
import { readColumns } from './columns.js';
import { CONNECTOR_NAMES } from './connection.js';
import { readIndexes } from './indexes.js';
import { readList, readToken } from './lists.js';
import { readSettings, readTextSetting, meantSettings } from './read-settings.js';
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
} from './types.js';

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

export function readDatasource(name: string, file: SourceFile, tree: FileNode, reports: Reports): DatasourceFile {
  const draft: Draft = {
    columns: [], tableSettings: [], engineSettings: new Map(), indexes: [], tokens: [], tags: [], sharedWith: [], settings: new Map(),
  }; // prettier-ignore
  for (const known of readSettings('datasource', tree, reports)) {
    const { definition, node } = known;
    if (node.block?.kind === 'schema-block') {
      reportHashComments(tree, node.block.span, definition.name, reports);
      draft.columns = readColumns(node.block, reports);
    } else if (node.block?.kind === 'indexes-block') {
      reportHashComments(tree, node.block.span, definition.name, reports);
      draft.indexes = readIndexes(node.block, reports);
    } else if (definition.value === 'token') {
      const token = readToken(node, reports);
      if (token) draft.tokens.push(token);
    } else if (definition.value === 'list') {
      (definition.name === 'TAGS' ? draft.tags : draft.sharedWith).push(...readList(definition.name, node, reports));
    } else {
      const setting = readTextSetting(known, reports);
      if (setting) keep(setting, draft, reports);
    }
  }
  const written = meantSettings('datasource', tree);
  reportMissing(written, reports);
  checkEngineSettings(draft.engineName, draft.engineSettings, written, reports);
  reportConnectors(draft.settings, tree, reports);
  const { description, engineName, engineSettings, tableSettings, forwardQuery, ...rest } = draft;
  return {
    kind: 'datasource',
    name,
    file,
    ...(description ? { description } : {}),
    engine: { ...(engineName ? { name: engineName } : {}), settings: engineSettings, tableSettings },
    ...(forwardQuery ? { forwardQuery } : {}),
    ...rest,
  };
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

/** The original takes a `#` for a comment on lines of their own only, once it is in one of these blocks. */
function reportHashComments(
  tree: FileNode,
  block: { start: number; end: number },
  name: string,
  reports: Reports,
): void {
  const { text } = reports.file;
  for (const { span } of tree.comments) {
    if (span.start < block.start || span.start > block.end || text[span.start] !== '#') continue;
    const lineStart = reports.file.positionAt(span.start).column - 1;
    const before = text.slice(span.start - lineStart, span.start);
    if (before.trim() === '') continue;
    const fix = replaceWith('--', { start: span.start, end: span.start + 1 }, 'begin the comment with --');
    reports.add('hash-comment-in-line', { block: name }, span, fix);
  }
}

function reportMissing(written: ReadonlyMap<string, Span>, reports: Reports): void {
  const all = [...settingsFor('datasource').values()];
  if (!written.has('SCHEMA')) {
    reports.add(
      'missing-setting',
      { name: 'SCHEMA', reason: 'Write SCHEMA > and the columns below it.' },
      { start: 0, end: 0 },
    );
  }
  const kafka = all.filter((one) => one.connector === 'kafka' && !one.retired && written.has(one.name));
  const place = written.get(kafka[0]?.name ?? '');
  if (!place) return;
  for (const { name, required } of all) {
    if (required !== 'kafka' || written.has(name)) continue;
    const reason = 'A data source that reads from Kafka needs KAFKA_CONNECTION_NAME, KAFKA_TOPIC and KAFKA_GROUP_ID.';
    reports.add('missing-setting', { name, reason }, place);
  }
}

function reportConnectors(settings: ReadonlyMap<string, Setting>, tree: FileNode, reports: Reports): void {
  const table = settingsFor('datasource');
  const kafka = tree.settings
    .map((node) => table.get(node.name.text.toUpperCase()))
    .find((one) => one?.connector === 'kafka' && !one.retired);
  let mixed = false;
  for (const { name, nameSpan } of settings.values()) {
    const connector = table.get(name)?.connector ?? 'common';
    if (connector === 'common' || connector === 'kafka') continue;
    if (kafka && !mixed) reports.add('mixed-connectors', { name, kafka: kafka.name }, nameSpan);
    else if (!kafka) reports.add('other-connector', { name, connector: CONNECTOR_NAMES[connector] }, nameSpan);
    mixed = true;
  }
}
