import {
  clickhouseDifferences,
  rejectionReasons,
  typeTable,
  valueRules,
  type TypeFamily,
} from '@proj/row-mapping/reference';
import { code, generatedNote, table } from './markdown.js';

/**
 * The reference of types: what a message may hold for a column, and how anything else is reported.
 */
export function typesPage(): string {
  return [
    generatedNote,
    '# Types',
    `What a message may hold for a column of each type. Everything else is a rejection: the message goes to quarantine, with a reason for
each bad column. This page is generated from \`typeTable\` of [\`@proj/row-mapping\`](../packages/row-mapping/README.md), whose README also
describes paths, missing values and unusual messages. Values are shown as JSON writes them, and stored ones as ClickHouse shows them.`,
    table(
      ['type', 'accepted'],
      typeTable.map(({ types, accepts }) => [types, accepts]),
    ),
    'AggregateFunction columns are refused when the datafile is read: they hold the intermediate state of a function, which no message contains.',
    '## Rules for all types',
    valueRules.map((one) => `- ${one}`).join('\n'),
    '## Reasons of rejection',
    table(
      ['code', 'text', 'meaning'],
      rejectionReasons.map((one) => [code(one.code), code(one.text), one.meaning]),
    ),
    '## Where ClickHouse reads values differently',
    'Compared with ClickHouse’s strict cast (`accurateCastOrNull`) and its format JSONEachRow. Everything else refused here is refused by ClickHouse as well: tests compare near misses of every type with a server.',
    differences('Stricter than ClickHouse', 'refuse'),
    differences('More than ClickHouse accepts', 'accept'),
    differences('Accepted by both, with another meaning', 'read otherwise'),
    '## Examples',
    ...typeTable.flatMap((family) => [`### ${family.types}`, examples(family)]),
  ].join('\n\n');
}

const differences = (title: string, which: (typeof clickhouseDifferences)[number]['we']): string =>
  [
    `### ${title}`,
    table(
      ['value', 'types', 'why'],
      clickhouseDifferences.filter(({ we }) => we === which).map(({ name, types, why }) => [name, types, why]),
    ),
  ].join('\n\n');

/** One row per type: spellings that are stored as the same value are listed together. */
function examples({ accepted, refused }: TypeFamily): string {
  const types = [...new Set([...accepted, ...refused].map(({ type }) => type))];
  return table(
    ['type', 'accepted, and what is stored', 'refused'],
    types.map((type) => [
      code(type),
      accepted.flatMap((one) => (one.type === type ? [`${code(one.json)} → ${shown(one.stored)}`] : [])).join('<br>'),
      refused.flatMap((one) => (one.type === type ? [code(one.json)] : [])).join('<br>'),
    ]),
  );
}

/** Invisible characters are shown by name. */
const shown = (stored: string): string => (stored === '' ? 'an empty text' : code(stored.replaceAll('\0', '␀')));
