import { describe, expect, it } from 'vitest';

import { parseDatafile, parseProject, settingState, type Datafile, type SettingState } from '../src/index.js';
import { resolveSecrets } from '../src/secrets.js';

const read = (path: string, text: string): Datafile => {
  const { file } = parseDatafile({ path, text });
  if (!file) throw new Error('not a datafile');
  return file;
};

describe('the state of a setting', () => {
  const connection = read('a.connection', 'TYPE kafka\nKAFKA_SECURITY_PROTOCOL SLS\nKAFKA_KEY me\nKAFKA_SECRT "x\n');

  it.each<[string, SettingState, string]>([
    ['KAFKA_KEY', 'read', 'its value can be used'],
    ['KAFKA_SECURITY_PROTOCOL', 'broken', 'its value is wrong'],
    ['KAFKA_SECRET', 'broken', 'its name is misspelt and its quote is open'],
    ['KAFKA_BOOTSTRAP_SERVERS', 'broken', 'it is required and missing'],
    ['KAFKA_SASL_MECHANISM', 'absent', 'it is optional and not written'],
  ])('the state of the setting %s is %s, because %s', (name, state) => {
    expect(settingState(connection, name)).toBe(state);
  });

  it('the state of a setting is never absent in a file with an INCLUDE that was not read', () => {
    const file = read('a.connection', 'TYPE kafka\nINCLUDE "servers.incl"\n');
    expect(settingState(file, 'KAFKA_SASL_MECHANISM')).toBe('broken');
  });

  it('the state of a setting becomes broken when the secret of a value that could be read is missing', () => {
    const text = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b:9092\nKAFKA_KEY {{ tb_secret("USER") }}\n';
    const { project } = parseProject([{ path: 'a.connection', text }]);
    const [parsed] = project.connections;
    const [resolved] = resolveSecrets(project, () => undefined).project.connections;
    expect(parsed && settingState(parsed, 'KAFKA_KEY')).toBe('read');
    expect(resolved && settingState(resolved, 'KAFKA_KEY')).toBe('broken');
    expect(resolved && settingState(resolved, 'KAFKA_SECRET')).toBe('absent');
  });
});

it.each([
  ['id UInt64', 'read'],
  ['id UInt6', 'broken'],
  ['id DEFAULT 1', 'absent'],
  ['`i d', 'broken'],
])('the type of the column %s is %s', (column, state) => {
  const file = read('a.datasource', `SCHEMA >\n    ${column}\n`);
  expect(file.kind === 'datasource' && file.columns[0]?.type.state).toBe(state);
});
