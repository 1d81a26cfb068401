import { describe, expect, it } from 'vitest';

import { parseDatafile, settingsTable } from '../src/index.js';

const minimal = { connection: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b\n', datasource: 'SCHEMA >\n a String\n' };
const kafka = 'KAFKA_CONNECTION_NAME c\nKAFKA_TOPIC t\nKAFKA_GROUP_ID g\n';

it('has each setting once for each kind of file, in upper case and with a documentation', () => {
  const keys = settingsTable.flatMap((one) => one.files.map((kind) => `${kind} ${one.name}`));
  expect(new Set(keys).size).toBe(keys.length);
  for (const { name, documentation } of settingsTable) {
    expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
    expect(documentation).toMatch(/^[A-Za-z].*[.:]?$/s);
  }
});

it('has defaults that are allowed values', () => {
  const wrong = settingsTable.filter(({ values, default: standIn }) => {
    return values !== undefined && standIn !== undefined && !values.includes(standIn);
  });
  expect(wrong).toEqual([]);
});

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
