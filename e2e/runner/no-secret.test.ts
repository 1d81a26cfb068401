import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createTopic, produce, uniqueName } from '../../tools/servers/topics.js';
import { rowCount } from '../support/clickhouse.js';
import { eventually } from '../support/eventually.js';
import { findLeaks, writtenFiles } from '../support/find-leaks.js';
import { consuming, kafkaIngest, start, writtenBy } from '../support/kafka-ingest.js';
import { order, orders, projectFolder } from '../support/project.js';
import { writtenTables } from '../support/written-tables.js';

/**
 * Where each secret goes, by the name under which it is looked up. None is a word that could appear
 * by chance.
 */
const planted = {
  USER: 'planted-user-7c1d',
  PASSWORD: 'planted$pass%20"word\\3e9a',
  REGISTRY: 'http://planted-registry-user:planted-registry-5b2f@127.0.0.1:9/registry',
  KEY: '-----BEGIN PRIVATE KEY-----\nplantedkeyMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----',
  ROLE: 'arn:aws:iam::123456789012:role/planted-role-91c4',
  EXTERNAL_ID: 'planted-external-0d77',
  CLIENT: 'planted-client-44ab',
  CLIENT_SECRET: 'planted-client-secret-e1e1',
};
const ofEnvironment = {
  CLICKHOUSE: 'planted-clickhouse-aa08',
  ACCESS_KEY: 'planted-access-key',
  SECRET_ACCESS_KEY: 'planted-secret-access-key',
};
/**
 * In all their forms (`find-leaks.test.ts` shows that they are found), and the remainder of one
 * that was cut.
 */
const sought = { ...planted, ...ofEnvironment, REGISTRY_PASSWORD: 'planted-registry-5b2f', ANY: 'planted' };

const secret = (name: keyof typeof planted): string => `{{ tb_secret("${name}") }}`;
const base = (servers: string) => `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS ${servers}\n`;
const registry = `KAFKA_SCHEMA_REGISTRY_URL ${secret('REGISTRY')}\n`;
const login = `KAFKA_KEY ${secret('USER')}\nKAFKA_SECRET ${secret('PASSWORD')}\n`;
const oauth = 'KAFKA_SASL_MECHANISM OAUTHBEARER\nKAFKA_SECURITY_PROTOCOL SASL_PLAINTEXT\nKAFKA_SASL_OAUTHBEARER_METHOD';

const connections = (servers: string): Readonly<Record<string, string>> => ({
  'a wrong password, and a registry that is down': `${base(servers)}KAFKA_SECURITY_PROTOCOL SASL_PLAINTEXT\n${login}${registry}`,
  'a key that is not a key': `${base(servers)}KAFKA_SECURITY_PROTOCOL SSL\nKAFKA_SSL_CERT_PEM ${secret('KEY')}\nKAFKA_SSL_KEY_PEM ${secret('KEY')}\n`,
  'a role that AWS does not know': `${base(servers)}${oauth} AWS\nKAFKA_SASL_OAUTHBEARER_AWS_REGION eu-west-1\nKAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN ${secret('ROLE')}\nKAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID ${secret('EXTERNAL_ID')}\n`,
  'a token endpoint that is down': `${base(servers)}${oauth} OIDC\nKAFKA_SASL_OAUTHBEARER_OIDC_TOKEN_ENDPOINT_URL http://127.0.0.1:9/token\nKAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_ID ${secret('CLIENT')}\nKAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_SECRET ${secret('CLIENT_SECRET')}\n`,
  'secrets where they do not belong': `${base(secret('PASSWORD'))}KAFKA_SECURITY_PROTOCOL ${secret('PASSWORD')}\nKAFKA_SASL_MECHANISM ${secret('ROLE')}\n${login}`,
});

/**
 * How far each run gets, so that silence is not mistaken for secrecy: what `connection check` and
 * `run` must print.
 */
const outcomes: readonly (readonly [what: string, code: string])[] = [
  ['a wrong password, and a registry that is down', 'kafka/authentication'],
  ['a key that is not a key', 'not a PEM'],
  ['a role that AWS does not know', 'kafka-auth/aws-assume-role'],
  ['a token endpoint that is down', 'kafka/token'],
  ['secrets where they do not belong', 'KAFKA_SECURITY_PROTOCOL'],
];

const nowhere = path.join(tmpdir(), 'no-such-file');
const env = {
  ...planted,
  AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
  AWS_ACCESS_KEY_ID: ofEnvironment.ACCESS_KEY,
  AWS_SECRET_ACCESS_KEY: ofEnvironment.SECRET_ACCESS_KEY,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: nowhere,
  AWS_SHARED_CREDENTIALS_FILE: nowhere,
};
const far = { ...env, CLICKHOUSE_URL: `http://reader:${ofEnvironment.CLICKHOUSE}@127.0.0.1:9/shop` };
it.each(outcomes)('no secret is printed or written: %s', async (what, code) => {
  const { saslPlaintextBootstrapServers } = inject('kafkaSecurity');
  const { project } = await projectOf(connections(saslPlaintextBootstrapServers)[what] ?? '');
  const at = ['--project', project.path];
  const commands = [
    ['check', ...at],
    ['check', ...at, '--format', 'json'],
    ['deploy', ...at],
    ['deploy', ...at, '--format', 'github'],
    ['explain', 'orders', ...at, '--message', path.join(project.path, 'message.json'), '--format', 'json'],
    ['sql', 'SELECT 1', ...at, '--format', 'JSON'],
    ['connection', 'check', 'broker', ...at],
    ['connection', 'check', 'broker', ...at, '--format', 'json'],
  ];
  const written = (
    await Promise.all(commands.map(async (argv) => writtenBy(argv.join(' '), await kafkaIngest(argv, { env: far }))))
  ).flat();
  expect(findLeaks(written, sought)).toEqual([]);
  expect(written.map((one) => one.text).join()).toContain(code);

  // With the embedded ClickHouse, so that it gets as far as Kafka.
  const readsKafka = code.startsWith('kafka');
  for (const format of ['json', 'text']) {
    const command = start(['run', ...at, '--log-format', format], { env });
    if (readsKafka) {
      const url = await consuming(command, project.path);
      await command.says(format === 'json' ? new RegExp(code) : /Connection broker: /);
      expect(findLeaks(await writtenTables(url), sought)).toEqual([]);
      command.kill('SIGTERM');
    }
    await command.exit;
    expect(findLeaks(writtenBy(`run, ${format}`, command), sought)).toEqual([]);
  }
  expect(findLeaks(await writtenFiles(project.path), sought)).toEqual([]);
});

it('no secret is printed or written: a correct password, rows, and messages in quarantine', async () => {
  const { saslPlaintextBootstrapServers: servers, users } = inject('kafkaSecurity');
  const [user] = users;
  const { project, topic } = await projectOf(
    `${base(servers)}KAFKA_SECURITY_PROTOCOL SASL_PLAINTEXT\n${login}${registry}`,
  );
  await produce(inject('kafkaBootstrapServers'), topic, [
    { value: JSON.stringify(order(1)) },
    { value: 'no JSON' },
    { value: JSON.stringify(order(2)) },
  ]);
  const secrets = { ...sought, PASSWORD: user?.password ?? '' };
  const command = start(['run', '--project', project.path, '--log-format', 'json'], {
    env: { ...env, USER: user?.name ?? '', PASSWORD: secrets.PASSWORD },
  });
  const url = await consuming(command, project.path);
  await eventually(
    async () => [await rowCount(url, 'orders'), await rowCount(url, 'orders_quarantine')],
    ([rows, bad]) => rows === 2 && bad === 1,
  );
  const tables = await writtenTables(url);
  expect(tables.map((one) => one.text).join()).toContain('no JSON');
  expect(findLeaks(tables, secrets)).toEqual([]);
  command.kill('SIGTERM');
  expect(await command.exit).toBe(0);
  expect(findLeaks(writtenBy('run', command), secrets)).toEqual([]);
  expect(findLeaks(await writtenFiles(project.path), secrets)).toEqual([]);
});

async function projectOf(connection: string) {
  const topic = uniqueName('orders');
  await createTopic(inject('kafkaBootstrapServers'), topic);
  const project = await projectFolder({
    'broker.connection': connection,
    'orders.datasource': orders({ topic, group: topic }),
    'message.json': '{}',
  });
  onTestFinished(() => project.remove());
  return { project, topic };
}
