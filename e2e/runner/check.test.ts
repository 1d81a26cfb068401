import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { kafkaIngest } from '../support/kafka-ingest.js';
import { plainConnection, projectFolder } from '../support/project.js';

/** Ten mistakes, each of its own kind, in three files. */
const tenMistakes = {
  'connections/broker.connection': `TYPE kafka
KAFKA_BOOTSTRAP_SERVER localhost:9092
KAFKA_SECURITY_PROTOCOL SASL_TLS
KAFKA_KEY {{ tb_secret("NOT_SET_ANYWHERE") }}
`,
  'datasources/orders.datasource': `SCHEMA >
    \`id\` UInt23 \`json:$.id\`,
    \`at\` DateTime64(3) \`json:$.at[\`,
    \`price\` Nullable(Array(Float64)) \`json:$.price\`

ENGINE_SORTING_KEY idd

KAFKA_CONNECTION_NAME broker
KAFKA_TOPPIC orders
KAFKA_GROUP_ID g1
`,
  'datasources/visits.datasource': `SCHEMA >
    \`id\` UInt32 \`json:$.id\`

KAFKA_CONNECTION_NAME brokr
KAFKA_TOPIC visits
KAFKA_GROUP_ID g2
KAFKA_AUTO_OFFSET_RESET newest
`,
};

it('check reports ten mistakes with ten places and exits with 3', async () => {
  const project = await projectFolder(tenMistakes);
  onTestFinished(() => project.remove());
  const text = await kafkaIngest(['check', '.'], { cwd: project.path });
  expect(text.code).toBe(3);
  await expect(text.output).toMatchFileSnapshot('snapshots/ten-mistakes.txt');

  const json = await kafkaIngest(['check', '--format', 'json'], { cwd: project.path });
  expect(json.code).toBe(3);
  const reports = JSON.parse(json.output) as readonly {
    readonly severity: string;
    readonly path: string;
    readonly start: { readonly line: number };
  }[];
  const errors = reports.filter((one) => one.severity === 'error').map((one) => `${one.path}:${one.start.line}`);
  // Each is reported once, and no report merely follows from another.
  expect(errors).toEqual([
    'connections/broker.connection:2',
    'connections/broker.connection:3',
    'connections/broker.connection:4',
    'datasources/orders.datasource:2',
    'datasources/orders.datasource:3',
    'datasources/orders.datasource:4',
    'datasources/orders.datasource:6',
    'datasources/orders.datasource:9',
    'datasources/visits.datasource:4',
    'datasources/visits.datasource:7',
  ]);

  const github = await kafkaIngest(['check', '--format', 'github'], { cwd: project.path });
  expect(github.output).toContain('::error file=datasources/orders.datasource,line=9,col=1');
});

it('run and deploy refuse the same files with the same exit code', async () => {
  const project = await projectFolder(tenMistakes);
  onTestFinished(() => project.remove());
  expect((await kafkaIngest(['run', project.path])).code).toBe(3);
  expect((await kafkaIngest(['deploy', project.path])).code).toBe(3);
});

it('check passes for a correct folder, with nothing on standard output', async () => {
  const project = await projectFolder({
    'broker.connection': plainConnection('127.0.0.1:1'),
    'events.datasource': `SCHEMA >\n    data String \`json:$\`\n\nKAFKA_CONNECTION_NAME broker\nKAFKA_TOPIC t\nKAFKA_GROUP_ID g\n`,
  });
  onTestFinished(() => project.remove());
  const answer = await kafkaIngest(['check', project.path]);
  expect(answer).toMatchObject({ code: 0, output: '' });
});

it.each([
  ['a folder that is not there', ['check', path.join('no', 'such', 'folder')], 2],
  ['a command that is not there', ['chekc'], 2],
  ['a flag that is not there', ['run', '--fast'], 2],
])('%s is reported in a sentence', async (_, argv, code) => {
  const answer = await kafkaIngest(argv);
  expect(answer.code).toBe(code);
  expect(answer.log + answer.output).not.toMatch(/\n\s+at |node:internal/);
});
