import { formatDiagnostics } from '@proj/diagnostics';
import { describe, expect, it } from 'vitest';

import { datafileDiagnostics, linkProject, parseDatafile, parseProject, type DatafileInput } from '../src/index.js';
import { resolveSecrets } from '../src/secrets.js';
import { fixtures, modelPath, reportNames, reportPath } from './support/fixtures.js';
import { modelJson } from './support/model-json.js';

const shop: DatafileInput = { path: 'shop.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS broker:9092' };
const secrets = new Map([['SET', 'a-secret-text']]);

describe('valid files', () => {
  const all = fixtures('valid');
  for (const { name, files } of all) {
    it(`reads ${name}`, async () => {
      const [input] = files as [DatafileInput];
      const { file, diagnostics } = parseDatafile(input);
      expect(formatDiagnostics(diagnostics)).toBe('');
      await expect(`${JSON.stringify(file && modelJson(file), null, 2)}\n`).toMatchFileSnapshot(modelPath(name));
    });
  }

  it('links them together', () => {
    const files = all.flatMap((one) => one.files.flatMap((input) => parseDatafile(input).file ?? []));
    const { project, diagnostics } = linkProject(files);
    expect(formatDiagnostics(diagnostics)).toBe('');
    expect(project.kafkaDatasources.map((one) => [one.datasource.name, one.connection.name])).toEqual([
      ['columns', 'sasl_plain'],
      ['everything', 'sasl_scram'],
      ['whole_message', 'sasl_plain'],
    ]);
  });
});

describe('invalid files', () => {
  for (const { name, files } of fixtures('invalid')) {
    it(`reports ${name}`, async () => {
      const { project, diagnostics } = parseProject([...files, shop]);
      const resolved = resolveSecrets(project, (secret) => secrets.get(secret));
      const all = [...diagnostics, ...resolved.diagnostics];
      expect(all.length).toBeGreaterThan(0);
      // The fixture is named after what it is about.
      if (name in datafileDiagnostics.table) expect(all.map((one) => one.code)).toContain(`datafile/${name}`);
      await expect(`${formatDiagnostics(all)}\n`).toMatchFileSnapshot(reportPath(name));
    });
  }

  it('every code has a report, even those that only reading from a disk can cause', () => {
    const codes = Object.keys(datafileDiagnostics.table);
    expect([...reportNames()].filter((name) => name in datafileDiagnostics.table).sort()).toEqual(codes.sort());
  });
});
