import { inspect } from 'node:util';

import { formatDiagnostics } from '@proj/diagnostics';
import { describe, expect, it } from 'vitest';

import { parseProject, templateText } from '../src/index.js';
import { compareSecrets, listProjectSecrets, listSecrets, resolveSecrets } from '../src/secrets.js';

const SECRET = 'p#a"s\'s $HOME\n{{ tb_secret("OTHER") }}';

const project = parseProject([
  {
    path: 'shop.connection',
    text: `TYPE kafka
KAFKA_BOOTSTRAP_SERVERS {{ tb_secret("HOST", "localhost") }}:{{ tb_secret('PORT', 9092) }}
KAFKA_SECURITY_PROTOCOL {{ tb_secret("PROTOCOL", "PLAINTEXT") }}
KAFKA_SECRET {{ tb_secret("PASSWORD") }}
KAFKA_SSL_CA_PEM >
  -----BEGIN CERTIFICATE-----
  {{ tb_secret("CA") }}
  -----END CERTIFICATE-----
`,
  },
  {
    path: 'orders.datasource',
    text: `SCHEMA >
    id UInt64 \`json:$.id\`
KAFKA_CONNECTION_NAME shop
KAFKA_TOPIC orders
KAFKA_GROUP_ID {{ tb_secret("GROUP") }}
KAFKA_AUTO_OFFSET_RESET {{ tb_secret("RESET", "earliest") }}
KAFKA_STORE_HEADERS {{ tb_secret("HEADERS") }}
`,
  },
]);

const all: Readonly<Record<string, string>> = { PASSWORD: SECRET, CA: 'MIIB\nabcd', GROUP: 'g1', HEADERS: 'true' };
const lookup =
  (more: Readonly<Record<string, string>> = {}) =>
  (name: string): string | undefined =>
    ({ ...all, ...more })[name];

it('has nothing to say before secrets are known', () => {
  expect(formatDiagnostics(project.diagnostics)).toBe('');
});

describe('resolved values', () => {
  const { project: resolved, diagnostics } = resolveSecrets(project.project, lookup());
  const [source] = resolved.kafkaDatasources;
  const settings = source?.connection.settings;

  it('resolved values hold secrets exactly as they are: what is in them takes no part in parsing', () => {
    expect(diagnostics).toEqual([]);
    expect(settings?.get('KAFKA_SECRET')?.text).toBe(SECRET);
    expect(settings?.get('KAFKA_BOOTSTRAP_SERVERS')?.text).toBe('localhost:9092');
    expect(settings?.get('KAFKA_SSL_CA_PEM')?.text).toBe(
      '-----BEGIN CERTIFICATE-----\nMIIB\nabcd\n-----END CERTIFICATE-----',
    );
  });

  it('resolved values decide what the data source does', () => {
    expect(source?.groupId.text).toBe('g1');
    expect(source).toMatchObject({ autoOffsetReset: 'earliest', storeHeaders: true, storeRawValue: false });
    const latest = resolveSecrets(project.project, lookup({ RESET: 'latest', HEADERS: '0' })).project
      .kafkaDatasources[0];
    expect(latest).toMatchObject({ autoOffsetReset: 'latest', storeHeaders: false });
  });

  it('resolved values never show a secret, whichever way they are printed', () => {
    const value = settings?.get('KAFKA_SECRET');
    const shown = [
      String(value),
      JSON.stringify(value),
      inspect(value),
      inspect({ value }, { showHidden: true }),
      value?.toString() ?? '',
    ];
    shown.push(
      inspect(resolved, { depth: 20 }),
      JSON.stringify({ ...resolved.connections[0] }),
      Object.entries(value ?? {}).join(),
    );
    for (const one of shown) expect(one).not.toContain('p#a');
    expect(String(value)).toBe('{{ tb_secret("PASSWORD") }}');
    expect(value?.secret).toBe(true);
    expect(source?.topic.secret).toBe(false);
  });
});

describe('checks after resolving', () => {
  it('every missing secret is reported where it is used', () => {
    const { project: resolved, diagnostics } = resolveSecrets(project.project, () => undefined);
    expect(
      diagnostics.map(({ code, file, span }) => [code, file?.path, file?.text.slice(span?.start, span?.end)]),
    ).toEqual([
      ['datafile/missing-secret', 'orders.datasource', '{{ tb_secret("GROUP") }}'],
      ['datafile/missing-secret', 'orders.datasource', '{{ tb_secret("HEADERS") }}'],
      ['datafile/missing-secret', 'shop.connection', '{{ tb_secret("PASSWORD") }}'],
      ['datafile/missing-secret', 'shop.connection', '{{ tb_secret("CA") }}'],
    ]);
    expect(resolved.kafkaDatasources).toEqual([]);
  });

  it('a value that only a secret provides is checked without being shown', () => {
    const { diagnostics } = resolveSecrets(
      project.project,
      lookup({ PROTOCOL: 'SASL_SLL', HEADERS: 'perhaps', GROUP: '' }),
    );
    const report = formatDiagnostics(diagnostics);
    expect(diagnostics.map((one) => one.code)).toEqual([
      'datafile/empty-value',
      'datafile/invalid-value',
      'datafile/invalid-value',
    ]);
    expect(report).toContain('Did you mean SASL_SSL?');
    expect(report).not.toMatch(/SASL_SLL|perhaps/);
  });

  it('two data sources that share topic and group only through secrets are found', () => {
    const source = (group: string): string =>
      `SCHEMA >\n id UInt64\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC t\nKAFKA_GROUP_ID ${group}\n`;
    const pair = parseProject([
      { path: 'shop.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b' },
      { path: 'a.datasource', text: source('{{ tb_secret("A", "same") }}') },
      { path: 'b.datasource', text: source('{{ tb_secret("B", "same") }}') },
    ]);
    expect(pair.diagnostics).toEqual([]);
    const codes = (values: Readonly<Record<string, string>>): string[] =>
      resolveSecrets(pair.project, (name) => values[name]).diagnostics.map((one) => one.code);
    expect(codes({})).toEqual(['datafile/duplicate-consumer']);
    expect(codes({ A: 'one', B: 'two' })).toEqual([]);
  });
});

it('lists the secrets of a file in the order of the text', () => {
  const [file] = project.project.connections;
  const uses = file ? listSecrets(file) : [];
  expect(uses.map((use) => [use.name, use.default])).toEqual([
    ['HOST', 'localhost'],
    ['PORT', '9092'],
    ['PROTOCOL', 'PLAINTEXT'],
    ['PASSWORD', undefined],
    ['CA', undefined],
  ]);
});

it('can be written out as a template again', () => {
  const value = project.project.connections[0]?.settings.get('KAFKA_BOOTSTRAP_SERVERS')?.value;
  expect(value && templateText(value)).toBe('{{ tb_secret("HOST", "localhost") }}:{{ tb_secret("PORT", "9092") }}');
});

it('says which secrets are needed, missing and unused without looking one up', () => {
  const connection =
    'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS {{ tb_secret("B", 1) }}\nKAFKA_KEY {{ tb_secret("K") }}-{{ tb_secret("B") }}';
  const datasource = 'SCHEMA >\n a Int8\nKAFKA_GROUP_ID {{ tb_secret("G", "") }}\nENGINE_TTL {{ tb_secret("T", "x") }}';
  const { project } = parseProject([
    { path: 'a.connection', text: connection },
    { path: 'b.datasource', text: datasource },
  ]);
  const all = listProjectSecrets(project);
  expect(all.map(({ name, uses, required }) => [name, uses.length, required])).toEqual([
    ['B', 2, true],
    ['G', 1, false],
    ['K', 1, true],
    ['T', 1, false],
  ]);
  const { missing, defaulted, unused } = compareSecrets(project, ['K', 'OLD', 'OLDER']);
  expect([missing, defaulted].map((some) => some.map(({ name }) => name))).toEqual([['B'], ['G', 'T']]);
  expect(unused).toEqual(['OLD', 'OLDER']);
});

it('judges a default only when it is needed', () => {
  const files = [
    { path: 'shop.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b:9092' },
    {
      path: 'orders.datasource',
      text: 'SCHEMA >\n a Int8\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC t\nKAFKA_GROUP_ID {{ tb_secret("G", "") }}',
    },
  ];
  const { project, diagnostics } = parseProject(files);
  expect(diagnostics).toEqual([]);
  expect(resolveSecrets(project, () => 'group').diagnostics).toEqual([]);
  expect(resolveSecrets(project, () => undefined).diagnostics.map(({ code }) => code)).toEqual([
    'datafile/empty-value',
  ]);
});
