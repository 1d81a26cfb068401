import { describe, expect, it } from 'vitest';

import { parseDatafile, parseProject, settingsTable } from '../src/index.js';

const minimal = { connection: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b\n', datasource: 'SCHEMA >\n a String\n' };
const kafka = 'KAFKA_CONNECTION_NAME c\nKAFKA_TOPIC t\nKAFKA_GROUP_ID g\n';

it('has each setting once for each kind of file, in upper case and with a documentation', () => {
  const keys = settingsTable.flatMap((one) => one.files.map((kind) => `${kind} ${one.name}`));
  expect(new Set(keys).size).toBe(keys.length);
  for (const { name, documentation } of settingsTable) {
    expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
    expect(documentation).toMatch(/^[A-Z`].*[.:]$/s);
  }
});

it('has defaults that are allowed values', () => {
  const wrong = settingsTable.filter(({ values, default: standIn }) => {
    return values !== undefined && standIn !== undefined && !values.includes(standIn);
  });
  expect(wrong).toEqual([]);
});

/** What an engine's parameter needs beside it. */
const beside: Readonly<Record<string, string>> = {
  ENGINE_VER: 'ENGINE ReplacingMergeTree\n',
  ENGINE_IS_DELETED: 'ENGINE ReplacingMergeTree\nENGINE_VER updated_at\n',
  ENGINE_SIGN: 'ENGINE CollapsingMergeTree\n',
  ENGINE_VERSION: 'ENGINE VersionedCollapsingMergeTree\nENGINE_SIGN sign\n',
  ENGINE_SUMMING_COLUMNS: 'ENGINE SummingMergeTree\n',
  ENGINE_COLUMNS: 'ENGINE SummingMergeTree\n',
};

describe('every example', () => {
  const columns = ['customer_id', 'timestamp', 'updated_at', 'is_deleted', 'sign', 'version', 'quantity', 'amount'];
  const schema = `SCHEMA >\n${columns.map((name) => `    ${name} ${typeOf(name)},\n`).join('')}`;

  it('an example is missing only for settings that must no longer be written', () => {
    const without = settingsTable.filter((one) => one.example === undefined);
    expect(without.filter(({ retired }) => !retired || retired.renamedTo !== undefined)).toEqual([]);
  });

  for (const { name, files, connector, example = '' } of settingsTable) {
    if (example === '') continue;
    it.each(files)(`the example of ${name} is right in a %s`, (kind) => {
      const connection = ['TYPE kafka\n', 'KAFKA_BOOTSTRAP_SERVERS b\n'].filter((line) => !line.startsWith(`${name} `));
      const datasource = [
        ...(name === 'SCHEMA' ? [] : [schema]),
        ...(connector === 'kafka' ? kafka.split(/(?<=\n)/).filter((line) => !line.startsWith(`${name} `)) : []),
        beside[name] ?? '',
      ];
      const text = `${(kind === 'connection' ? connection : datasource).join('')}${example}\n`;
      const reported = parseProject([{ path: `a.${kind}`, text }]).diagnostics.filter(
        ({ code }) => code !== 'datafile/other-connector' && code !== 'datafile/unknown-connection',
      );
      expect(reported.map((one) => one.message)).toEqual([]);
    });
  }
});

function typeOf(column: string): string {
  if (column === 'sign') return 'Int8';
  if (column === 'is_deleted') return 'UInt8';
  return column === 'timestamp' || column === 'updated_at' ? 'DateTime' : 'UInt32';
}

describe('every choice', () => {
  for (const { name, files, values } of settingsTable) {
    for (const value of values ?? []) {
      it(`accepts ${name} ${value}`, () => {
        const [kind = 'datasource'] = files;
        const text = minimal[kind] + (name.startsWith('KAFKA_') && kind === 'datasource' ? kafka : '');
        const { diagnostics } = parseDatafile({ path: `a.${kind}`, text: `${text}${name} ${value}\n` });
        expect(diagnostics).toEqual([]);
      });
    }
  }
});

describe('every name', () => {
  it.each(settingsTable.flatMap((one) => one.files.map((kind) => [one.name, kind] as const)))(
    '%s is known in a %s',
    (name, kind) => {
      const { diagnostics } = parseDatafile({ path: `a.${kind}`, text: `${name} x\n` });
      expect(diagnostics.map((one) => one.code)).not.toContain('datafile/unknown-setting');
    },
  );
});
