import path from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createTopic, produce, uniqueName } from '../../tools/servers/topics.js';
import { startEchoingServer } from '../support/echoing-server.js';
import { findHarm, HOSTILE, HOSTILE_NAME } from '../support/find-harm.js';
import { findLeaks } from '../support/find-leaks.js';
import { kafkaIngest, start, writtenBy } from '../support/kafka-ingest.js';
import { orders, plainConnection, projectFolder } from '../support/project.js';

const PASSWORD = 'planted$pass%20"wörd\\3e9a';
const sought = { PASSWORD, PART: 'planted' };
const nowhere = plainConnection('127.0.0.1:1');

/** The combined output of several commands, each under its arguments. */
async function writtenByAll(commands: readonly (readonly string[])[], env: Readonly<Record<string, string>> = {}) {
  const written = [];
  for (const argv of commands) written.push(...writtenBy(argv.join(' '), await kafkaIngest(argv, { env })));
  return written;
}

async function folder(files: Readonly<Record<string, string>>) {
  const project = await projectFolder(files);
  onTestFinished(() => project.remove());
  return project.path;
}

it('names and lines of datafiles, arguments and messages never reach a terminal unescaped', async () => {
  const project = await folder({
    'broker.connection': nowhere,
    'orders.datasource': orders({ topic: 'orders', group: 'orders' }),
    [`a${HOSTILE_NAME}.datasource`]: `SCHEMA >\n    \`id\` Int\u001B[2J\u202E32 \`json:$.id\`\nKAFKA_TOPPIC\u009B2J ${HOSTILE}\n`,
    '::add-mask::x.datasource': 'SCHEMA >\n    `id` Int33 `json:$.id`\n',
    'message.json': JSON.stringify({ id: HOSTILE, at: HOSTILE, customer: { name: HOSTILE }, [HOSTILE]: 1 }),
  });
  const at = ['--project', project];
  const message = ['--message', path.join(project, 'message.json')];
  const written = await writtenByAll([
    ['check', project],
    ['check', project, '--format', 'json'],
    ['check', project, '--format', 'github'],
    ['explain', 'orders', ...at, ...message],
    ['explain', 'orders', ...at, ...message, '--format', 'json'],
    ['explain', HOSTILE, ...at, ...message],
    ['connection', 'check', HOSTILE, ...at],
    ['check', path.join(project, HOSTILE)],
    ['run', `--${HOSTILE}`],
    ['fmt', project],
  ]);
  expect(findHarm(written)).toEqual([]);
  const text = written.map((one) => one.text).join('\n');
  // It was present, and is reported.
  for (const shown of ['\\x1B[2J', '\\x9B2J', '\\u{202E}', '\\nFORGED', '\\u001b[2J', '\\u202e', '\\u009b']) {
    expect(text).toContain(shown);
  }
});

const answers: readonly (readonly [string, Parameters<typeof startEchoingServer>[0]])[] = [
  ['a proxy that refuses, with the header', ({ header }) => ({ status: 407, text: `${header} ${HOSTILE}` })],
  ['a server that does not know the login', ({ decoded }) => ({ status: 401, text: `no ${decoded} ${HOSTILE}` })],
  [
    'an exception in a URL in JSON',
    ({ header, decoded }) => ({
      status: 500,
      headers: { 'x-clickhouse-exception-code': '516' },
      text: `Code: 516. DB::Exception: ${JSON.stringify({ at: `/?h=${encodeURIComponent(header)}&d=${encodeURIComponent(decoded)}` })}${HOSTILE}`,
    }),
  ],
];

it.each(answers)(
  'nothing of the password of ClickHouse comes back, nor what a terminal obeys: %s',
  async (_, answer) => {
    const { host, logins } = await startEchoingServer(answer);
    const project = await folder({
      'broker.connection': nowhere,
      'orders.datasource': orders({ topic: 'orders', group: 'orders' }),
    });
    const env = { CLICKHOUSE_URL: `http://reader:${encodeURIComponent(PASSWORD)}@${host}/shop` };
    const written = await writtenByAll(
      [
        ['deploy', project],
        ['sql', 'SELECT 1', '--project', project],
      ],
      env,
    );
    for (const format of [['--log-format', 'text'], ['--log-format', 'json'], ['--live']]) {
      const command = start(['run', project, ...format], { env });
      // Some failures are final, and end the command.
      await command.says(/Trying again/).catch(() => undefined);
      command.kill('SIGTERM');
      await command.exit;
      written.push(...writtenBy(`run ${format.join(' ')}`, command));
    }
    expect([...logins].join()).toContain(Buffer.from(`reader:${PASSWORD}`).toString('base64'));
    expect(written.map((one) => one.text).join()).toContain('[redacted]');
    expect(findLeaks(written, sought)).toEqual([]);
    expect(findHarm(written)).toEqual([]);
    const log = written.find((one) => one.where === 'stderr of run --log-format json')?.text ?? '';
    // The last line may say how the command ended.
    for (const line of log.split('\n').filter((one) => one !== '' && !one.startsWith('✗ '))) {
      expect(JSON.parse(line)).toHaveProperty('msg');
    }
  },
);

it('a registry cannot echo its password or terminal commands', async () => {
  const { host, logins } = await startEchoingServer(({ header, decoded }) => ({
    status: 500,
    headers: { 'content-type': 'application/json' },
    text: JSON.stringify({
      error_code: 50001,
      message: `${header} ${decoded} ${encodeURIComponent(decoded)} ${HOSTILE}`,
    }),
  }));
  const topic = uniqueName('orders');
  await createTopic(inject('kafkaBootstrapServers'), topic);
  const url = `http://reader:${encodeURIComponent(PASSWORD)}@${host}`;
  const project = await folder({
    'broker.connection': `${plainConnection(inject('kafkaBootstrapServers'))}KAFKA_SCHEMA_REGISTRY_URL {{ tb_secret("REGISTRY") }}\n`,
    'orders.datasource': orders({ topic, group: topic, more: 'KAFKA_VALUE_FORMAT avro\n' }),
    'message.avro': '\0\0\0\0\u0001\u0002',
  });
  const at = ['--project', project];
  const message = ['--message', path.join(project, 'message.avro')];
  const written = await writtenByAll(
    [
      ['connection', 'check', 'broker', ...at],
      ['connection', 'check', 'broker', ...at, '--format', 'json'],
      ['explain', 'orders', ...at, ...message],
      ['explain', 'orders', ...at, ...message, '--format', 'json'],
    ],
    { REGISTRY: url },
  );
  expect([...logins].join()).toContain(Buffer.from(`reader:${PASSWORD}`).toString('base64'));
  expect(written.filter((one) => one.text.includes('[redacted]')).length).toBeGreaterThan(2);
  expect(findLeaks(written, sought)).toEqual([]);
  expect(findHarm(written)).toEqual([]);
});

it('rejected messages cannot forge lines in the output of run', async () => {
  const broker = inject('kafkaBootstrapServers');
  const topic = uniqueName('orders');
  await createTopic(broker, topic);
  await produce(broker, topic, [{ value: JSON.stringify({ id: HOSTILE, at: HOSTILE, customer: { name: HOSTILE } }) }]);
  const project = await folder({
    'broker.connection': plainConnection(broker),
    'orders.datasource': orders({ topic, group: topic }),
  });
  const command = start(['run', project, '--live']);
  await command.says(/last quarantined: .*FORGED/);
  command.kill('SIGTERM');
  expect(await command.exit).toBe(0);
  expect(findHarm(writtenBy('run --live', command))).toEqual([]);
});
