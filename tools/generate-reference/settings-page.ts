import {
  settingsTable,
  type Connector,
  type FileKind,
  type SettingDefinition,
  type ValueKind,
} from '@proj/datafile-parser';
import { anchor, code, fenced, generatedNote, table } from './markdown.js';

/** The reference of settings, from the table that the parser uses. */
export function settingsPage(): string {
  const current = settingsTable.filter((one) => !one.retired);
  const in_ = (kinds: readonly FileKind[], ...connectors: readonly Connector[]): readonly SettingDefinition[] =>
    current.filter((one) => one.files.join() === kinds.join() && connectors.includes(one.connector));
  const engine = (one: SettingDefinition): boolean => one.name === 'ENGINE' || one.name.startsWith('ENGINE_');
  const ofTable = in_(['datasource'], 'common');
  return [
    generatedNote,
    '# Settings of datafiles',
    `A project is a folder of \`.connection\` and \`.datasource\` files. A setting is a name and a value on one line, or, where its
description says so, \`NAME >\` and a block of indented lines. This page is generated from \`settingsTable\` of
[\`@proj/datafile-parser\`](../packages/datafile-parser/README.md); possible mistakes are listed in [diagnostics](diagnostics.md).`,
    table(
      ['kind of value', 'what it is'],
      Object.entries(valueKinds).map(([kind, text]) => [kind, text]),
    ),
    'Any value may contain secrets, `{{ tb_secret("NAME") }}` or `{{ tb_secret("NAME", "default") }}`, unless it must be known before secrets are looked up.',
    ...group('In both kinds of file', in_(['connection', 'datasource'], 'common')),
    ...group('Connections', in_(['connection'], 'common')),
    ...group('Connections to Kafka', in_(['connection'], 'kafka')),
    ...group(
      'Data sources',
      ofTable.filter((one) => !engine(one)),
    ),
    ...group('Engine of a data source', ofTable.filter(engine)),
    ...group('Data sources that read from Kafka', in_(['datasource'], 'kafka')),
    '## Other connectors',
    'These belong to the language, but this runner reads from Kafka only: it recognises them and warns that they have no effect.',
    otherConnectors(current),
    '## Retired',
    'Settings of earlier versions. `check --fix` renames those that have a new name and removes those that are no longer needed.',
    table(
      ['setting', 'what happens', 'what to do'],
      settingsTable.flatMap(({ name, retired }) =>
        retired ? [[code(name), reactions[retired.reaction], retired.instead]] : [],
      ),
    ),
  ].join('\n\n');
}

const valueKinds: Readonly<Record<ValueKind, string>> = {
  text: 'any text; one layer of quotes is removed',
  prose: 'text for people; quotes stay',
  name: 'a text that must be known before secrets are looked up, so it cannot contain any',
  choice: 'one of the listed values',
  boolean: '`True`, `False`, `1` or `0`, in any case',
  pem: 'certificates or keys, usually a block',
  expression: 'SQL over the columns, with the [functions](functions.md) that a table may call',
  settings: '`name = value` pairs, separated by commas',
  query: 'a SELECT list',
  schema: 'columns',
  indexes: 'indexes, one a line',
  token: 'a name and a permission',
  list: 'words, separated by commas or lines',
};

const reactions = {
  ignored: 'a warning, and it has no effect',
  deprecated: 'a warning, and it still works',
  refused: 'an error',
} as const;

function group(heading: string, settings: readonly SettingDefinition[]): readonly string[] {
  if (settings.length === 0) return [];
  const list = settings.map(({ name }) => `[${name}](#${anchor(name)})`).join(' · ');
  return [`## ${heading}`, list, ...settings.flatMap(details)];
}

function details(one: SettingDefinition): readonly string[] {
  const facts = [
    `**Value:** ${one.value}${one.mayBeEmpty ? ', may be empty' : ''}`,
    ...(one.values ? [`**Values:** ${one.values.map((value) => valueText(value, one)).join(', ')}`] : []),
    ...(one.default === undefined ? [] : [`**Default:** ${code(one.default)}`]),
    ...(one.required === undefined ? [] : [`**Required:** ${requiredText(one.required)}`]),
    ...(one.block === 'never' ? [] : [`**Block:** ${one.block}`]),
    ...(one.repeatable ? ['**Given several times:** the values add up'] : []),
    ...(one.addition ? ['**Addition** of this runner: the original does not have it'] : []),
  ];
  return [
    `### ${one.name}`,
    one.documentation,
    facts.map((fact) => `- ${fact}`).join('\n'),
    ...(one.example === undefined ? [] : [fenced(one.example, 'tb')]),
  ];
}

const valueText = (value: string, { addedValues }: SettingDefinition): string =>
  addedValues?.includes(value) ? `${code(value)} (addition of this runner)` : code(value);

function requiredText(required: NonNullable<SettingDefinition['required']>): string {
  if (required === 'always') return 'always';
  return required === 'kafka' ? 'by every data source that reads from Kafka' : `when ${required.when}`;
}

function otherConnectors(current: readonly SettingDefinition[]): string {
  const names: Readonly<Record<Connector, string>> = {
    common: '', kafka: '', s3: 'S3', gcs: 'Google Cloud Storage', dynamodb: 'DynamoDB', postgres: 'Postgres', import: 'imports',
  }; // prettier-ignore
  const rows = current
    .filter(({ connector }) => names[connector] !== '')
    .map((one) => [
      code(one.name),
      names[one.connector],
      one.files.map((kind) => code(`.${kind}`)).join(', '),
      one.documentation,
      code(one.example ?? ''),
    ]);
  return table(['setting', 'connector', 'file', 'what it is', 'example'], rows);
}
