import { formatDiagnostics, type Diagnostic } from '@proj/diagnostics';
import { describe, expect, it } from 'vitest';

import { parseDatafile, parseProject } from '../src/index.js';
import { typeOf } from './support/type-of.js';

const TEN_MISTAKES = `DESCRIPTION >
    Orders of the shop
SCHEMA >
    \`id\` UInt65 \`json:$.id\`,
    \`at\` DateTime \`json:at\`,
    \`tags\` Array(String \`json:$.tags[:]\`,
    \`price\` \`json:$.price\`,
    \`id\` String \`json:$.id\`,
    \`note\` String DEFAULT,
ENGINE_SORTING_KEY idd
KAFKA_CONNECTION_NAME nowhere
KAFKA_TOPPIC orders
KAFKA_GROUP_ID {{ tb_secret(GROUP) }}
KAFKA_AUTO_OFFSET_RESET first
KAFKA_STORE_HEADERS maybe
`;

describe('one run', () => {
  it('one run reports every mistake of a file with more than ten', () => {
    const { diagnostics } = parseProject([{ path: 'orders.datasource', text: TEN_MISTAKES }]);
    expect(diagnostics.map(lineAndCode)).toEqual([
      '4 clickhouse-types/unknown-type',
      '5 datafile/invalid-json-path',
      '6 datafile/unclosed-bracket',
      '7 datafile/missing-column-type',
      '8 datafile/duplicate-column',
      '9 datafile/missing-clause-value',
      '10 datafile/unknown-column',
      '11 datafile/unknown-connection',
      '12 datafile/unknown-setting',
      '13 datafile/invalid-secret',
      '14 datafile/invalid-value',
      '15 datafile/invalid-value',
    ]);
  });

  it('one run never shows the words of the parser library', () => {
    const { diagnostics } = parseProject([{ path: 'orders.datasource', text: TEN_MISTAKES }]);
    expect(formatDiagnostics(diagnostics)).not.toMatch(/token|expecting|lexer|mode|NoViable/i);
  });

  it('one run keeps what could be read beside the mistakes', () => {
    const { file } = parseDatafile({ path: 'orders.datasource', text: TEN_MISTAKES });
    expect(file?.kind === 'datasource' && file.columns.map((column) => column.name)).toEqual([
      'id',
      'at',
      'tags',
      'price',
      'note',
    ]);
    expect([...(file?.settings.keys() ?? [])]).toEqual(['KAFKA_CONNECTION_NAME', 'KAFKA_TOPIC']);
  });
});

describe('a half-typed line', () => {
  const before = 'SCHEMA >\n    id UInt64 `json:$.id`,\n    at DateTime\n';
  const after = '\nENGINE MergeTree\nENGINE_SORTING_KEY id\n';
  it.each([
    'KAFKA_',
    'KAFKA_TOPIC',
    'KAFKA_TOPIC "',
    'KAFKA_TOPIC {{',
    'KAFKA_TOPIC {{ tb_secret("',
    'TOKEN',
    'INDEXES >',
    'DESCRIPTION >',
    '    price Array(',
    '    `pri',
    "    p String DEFAULT '",
  ])('a half-typed line does not destroy the rest: %s', (line) => {
    const { file } = parseDatafile({ path: 'a.datasource', text: before + line + after });
    if (file?.kind !== 'datasource') throw new Error('no data source');
    expect(file.columns.slice(0, 2).map((column) => [column.name, typeOf(column)?.kind])).toEqual([
      ['id', 'UInt64'],
      ['at', 'DateTime'],
    ]);
    expect(file.engine.name?.value).toBe('MergeTree');
    expect([...file.engine.settings.keys()]).toEqual(['ENGINE_SORTING_KEY']);
  });
});

const lineAndCode = ({ code, file, span }: Diagnostic): string =>
  `${file?.positionAt(span?.start ?? 0).line ?? 0} ${code}`;
