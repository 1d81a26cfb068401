import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createTopic, uniqueName } from '../../tools/servers/topics.js';
import { kafkaIngest, start } from '../support/kafka-ingest.js';
import { orders, projectFolder } from '../support/project.js';

/** Where each secret goes, by the name under which it is looked up. None is a word that could be printed by chance. */
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
const clickhouse = 'planted-clickhouse-aa08';
const marks = [/planted/i, new RegExp(encodeURIComponent('$pass'))];

const secret = (name: keyof typeof planted): string => `{{ tb_secret("${name}") }}`;
const base = (servers: string) => `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS ${servers}\n`;
const registry = `KAFKA_SCHEMA_REGISTRY_URL ${secret('REGISTRY')}\n`;
const login = `KAFKA_KEY ${secret('USER')}\nKAFKA_SECRET ${secret('PASSWORD')}\n`;
const oauth = 'KAFKA_SASL_MECHANISM OAUTHBEARER\nKAFKA_SECURITY_PROTOCOL SASL_PLAINTEXT\nKAFKA_SASL_OAUTHBEARER_METHOD';

const connections = (servers: string): Readonly<Record<string, string>> => ({
  'a wrong password, and a registry that is down': `${base(servers)}KAFKA_SECURITY_PROTOCOL SASL_PLAINTEXT\n${login}${registry}`,
  'a key that is none': `${base(servers)}KAFKA_SECURITY_PROTOCOL SSL\nKAFKA_SSL_CERT_PEM ${secret('KEY')}\nKAFKA_SSL_KEY_PEM ${secret('KEY')}\n`,
  'a role that AWS does not know': `${base(servers)}${oauth} AWS\nKAFKA_SASL_OAUTHBEARER_AWS_REGION eu-west-1\nKAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN ${secret('ROLE')}\nKAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID ${secret('EXTERNAL_ID')}\n`,
  'a token endpoint that is down': `${base(servers)}${oauth} OIDC\nKAFKA_SASL_OAUTHBEARER_OIDC_TOKEN_ENDPOINT_URL http://127.0.0.1:9/token\nKAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_ID ${secret('CLIENT')}\nKAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_SECRET ${secret('CLIENT_SECRET')}\n`,
  'secrets where they do not belong': `${base(secret('PASSWORD'))}KAFKA_SECURITY_PROTOCOL ${secret('PASSWORD')}\nKAFKA_SASL_MECHANISM ${secret('ROLE')}\n${login}`,
});

/** How far each comes, so that silence is not taken for secrecy: what `connection check` and `run` must say. */
const outcomes: readonly (readonly [what: string, code: string])[] = [
  ['a wrong password, and a registry that is down', 'kafka/authentication'],
  ['a key that is none', 'not a PEM'],
  ['a role that AWS does not know', 'kafka-auth/aws-assume-role'],
  ['a token endpoint that is down', 'kafka/token'],
  ['secrets where they do not belong', 'KAFKA_SECURITY_PROTOCOL'],
];

it.each(outcomes)('no secret is printed or written: %s', async (what, code) => {
  const topic = uniqueName('orders');
  await createTopic(inject('kafkaBootstrapServers'), topic);
  const { saslPlaintextBootstrapServers } = inject('kafkaSecurity');
  const project = await projectFolder({
    'broker.connection': connections(saslPlaintextBootstrapServers)[what] ?? '',
    'orders.datasource': orders({ topic, group: topic }),
    'message.json': '{}',
  });
  onTestFinished(() => project.remove());
  const nowhere = path.join(project.path, 'nowhere');
  const env = {
    ...planted,
    AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
    AWS_ACCESS_KEY_ID: 'planted-access-key',
    AWS_SECRET_ACCESS_KEY: 'planted-secret-access-key',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: nowhere,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
    CLICKHOUSE_URL: `http://reader:${clickhouse}@127.0.0.1:9/shop`,
  };
  const at = ['--project', project.path];
  const runs = [
    ['check', ...at],
    ['check', ...at, '--format', 'json'],
    ['deploy', ...at],
    ['deploy', ...at, '--format', 'github'],
    ['explain', 'orders', ...at, '--message', path.join(project.path, 'message.json'), '--format', 'json'],
    ['sql', 'SELECT 1', ...at, '--format', 'JSON'],
    ['connection', 'check', 'broker', ...at],
    ['connection', 'check', 'broker', ...at, '--format', 'json'],
  ];
  let all = '';
  for (const argv of runs) {
    const { log, output } = await kafkaIngest(argv, { env });
    all += log + output;
    for (const mark of marks) expect(`${argv.join(' ')}\n${log}${output}`).not.toMatch(mark);
  }
  expect(all).toContain(code);
  // Into the embedded ClickHouse, so that it comes as far as Kafka.
  const { CLICKHOUSE_URL: _url, ...embedded } = env;
  for (const format of ['json', 'text']) {
    const command = start(['run', ...at, '--log-format', format, '--seconds', '12'], { env: embedded });
    await command.exit;
    if (format === 'json' && code.startsWith('kafka')) expect(command.log).toContain(code);
    for (const mark of marks) expect(`${command.log}${command.output}`).not.toMatch(mark);
  }
  for (const file of await readdir(project.path, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const text = await readFile(path.join(file.parentPath, file.name), 'latin1').catch(() => '');
    for (const mark of marks) expect(`${file.name}\n${mark.test(text) ? text : ''}`).not.toMatch(mark);
  }
});
