import { chmod, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { kafkaIngest } from '../support/kafka-ingest.js';
import { plainConnection, projectFolder, type ProjectFolder } from '../support/project.js';

const untidy = `KAFKA_CONNECTION_NAME broker
KAFKA_TOPPIC orders # what it reads
KAFKA_GROUP_ID   g
VERSION 3
SCHEMA >
  id    uint64   \`json:id\`
  name String
SORTING_KEY id
`;

async function project(): Promise<ProjectFolder> {
  const folder = await projectFolder({
    'broker.connection': plainConnection('127.0.0.1:1'),
    'datasources/orders.datasource': untidy,
  });
  onTestFinished(() => folder.remove());
  return folder;
}

it('a folder whose mistakes have a single correction is fixed, formatted, and passes', async () => {
  const { path: cwd } = await project();
  const file = path.join(cwd, 'datasources', 'orders.datasource');
  await chmod(file, 0o640);
  expect((await kafkaIngest(['check'], { cwd })).code).toBe(3);
  expect((await kafkaIngest(['fmt', '--check'], { cwd })).code).not.toBe(0);
  expect(await readFile(file, 'utf8')).toBe(untidy);

  const fixed = await kafkaIngest(['check', '--fix'], { cwd });
  expect(fixed).toMatchObject({ code: 0, output: '' });
  expect(fixed.log).toMatch(/^Fixed datasources\/orders\.datasource\n {2}line 2: rename to KAFKA_TOPIC\n/);

  const shown = await kafkaIngest(['fmt', '--check'], { cwd });
  expect(shown.code).toBe(1);
  expect(shown.output).toMatch(/^--- a\/datasources\/orders\.datasource\n\+\+\+ b\//);
  expect(await kafkaIngest(['fmt', 'datasources'], { cwd })).toMatchObject({
    code: 0,
    output: 'datasources/orders.datasource\n',
  });
  expect(await kafkaIngest(['fmt', '--check', 'datasources/orders.datasource'], { cwd })).toMatchObject({
    code: 0,
    output: '',
  });
  expect((await kafkaIngest(['check', '--format', 'json'], { cwd })).output).toBe('[]\n');

  const text = await readFile(file, 'utf8');
  expect(text).toContain('KAFKA_TOPIC orders # what it reads');
  expect(text).toMatch(/^ENGINE_SORTING_KEY \S*id/m);
  expect((await stat(file)).mode & 0o777).toBe(0o640);
});

it('a mistyped command or option gets a suggestion', async () => {
  expect((await kafkaIngest(['chekc'])).log).toContain('Did you mean check?');
  expect((await kafkaIngest(['check', '--fxi'])).log).toContain('Did you mean --fix?');
});
