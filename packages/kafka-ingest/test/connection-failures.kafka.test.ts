import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { parseProject } from '@proj/datafile-parser';
import { KafkaAuthError, kafkaClientConfig, type KafkaClientConfig, type KafkaToken } from '@proj/kafka-auth';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
// nx-ignore-next-line -- no dependency of this package
import { freePorts } from '../../../tools/servers/free-ports.js';
// nx-ignore-next-line -- no dependency of this package
import { createTopic } from '../../../tools/servers/topics.js';
import { checkConnection, compileProject, createIngest, type CheckStep, type ConnectionStatus } from '../src/index.js';
import { startFullListener } from './support/full-listener.js';
import { pipelineOf } from './support/pipelines.js';
import { RecordingSink } from './support/recording-sink.js';
import { startSecurityBroker, unsecuredToken, type SecurityBroker } from './support/security-broker.js';

/** Everything that the cases need beside the broker. */
interface World extends SecurityBroker {
  readonly nothing: string;
  readonly silent: string;
  readonly full: string;
  readonly web: string;
  readonly tokens: string;
}

let world: World;
let stop: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const broker = await startSecurityBroker();
  stop = [() => broker.stop()];
  await createTopic(broker.plain, 'orders', { partitions: 2 });
  const [nothing = 0] = await freePorts(1);
  const silent = await listening(createServer(() => undefined));
  const web = await listening(createHttpServer((_, response) => response.end('hello')));
  const tokens = await listening(createHttpServer(giveToken));
  const full = await startFullListener();
  stop.push(() => full.stop());
  world = { ...broker, full: full.server, nothing: `127.0.0.1:${nothing}`, silent, web, tokens };
  // The first handshake of a broker loads its classes, which takes longer than a check waits where
  // other tests need the processor as well.
  await vi.waitFor(
    async () => expect((await check(saslSsl(world.saslSsl, 'PLAIN'))).every((one) => one.ok)).toBe(true),
    60_000,
  );
}, 120_000);
afterAll(() => Promise.all(stop.map((one) => one())));

async function listening(server: Server): Promise<string> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A token endpoint that answers by its path. */
const giveToken: RequestListener = (request, response) => {
  const answers: Readonly<Record<string, () => { readonly status?: number; readonly body: unknown }>> = {
    '/token': () => ({ body: { access_token: unsecuredToken('admin', 60), token_type: 'bearer', expires_in: 60 } }),
    '/expired': () => ({ body: { access_token: unsecuredToken('admin', -60), token_type: 'bearer', expires_in: 60 } }),
    '/none': () => ({ body: {} }),
    // Of an algorithm that the broker's validator does not take.
    '/strange': () => ({ body: { access_token: `${unsecuredToken('admin', 60, 'RS256')}c2ln`, token_type: 'bearer' } }),
    '/denied': () => ({ status: 401, body: { error: 'invalid_client', error_description: 'unknown client' } }),
  };
  const { status = 200, body } = answers[request.url ?? '']?.() ?? { status: 404, body: {} };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

type Settings = Readonly<Record<string, string>>;

/** Secrets give the multi-line values, so that a file can be written line by line. */
async function check(settings: Settings, reads: readonly string[] = ['orders']): Promise<readonly CheckStep[]> {
  const secrets: Record<string, string> = {};
  const lines = Object.entries(settings).map(([name, value]) => {
    if (!value.includes('\n')) return `${name} ${value}`;
    secrets[name] = value;
    return `${name} {{ tb_secret("${name}") }}`;
  });
  const datasources = reads.map((topic) => ({
    path: `${topic.replaceAll('-', '_')}.datasource`,
    text: `SCHEMA >\n  data String \`json:$\`\n\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC ${topic}\nKAFKA_GROUP_ID readers\n`,
  }));
  const { project } = parseProject([
    { path: 'shop.connection', text: `TYPE kafka\n${lines.join('\n')}\n` },
    ...datasources,
  ]);
  const { connections, diagnostics } = compileProject(project, { lookupSecret: (name) => secrets[name] });
  const [connection] = connections;
  if (!connection) throw new Error(diagnostics.map((one) => one.message).join());
  const steps: CheckStep[] = [];
  for await (const step of checkConnection(connection, { timeoutMs: 2_000 })) steps.push(step);
  return steps;
}

const user = (name: string) => ({ KAFKA_KEY: name, KAFKA_SECRET: `${name}-secret` });
const alice = user('alice');
const plain = (servers: string) => ({ KAFKA_BOOTSTRAP_SERVERS: servers, KAFKA_SECURITY_PROTOCOL: 'PLAINTEXT' });
const ssl = (servers: string, ca = world.caPem) => ({
  KAFKA_BOOTSTRAP_SERVERS: servers,
  KAFKA_SECURITY_PROTOCOL: 'SSL',
  KAFKA_SSL_CA_PEM: ca,
});
const sasl = (servers: string, mechanism: string, login: Settings = alice) => ({
  KAFKA_BOOTSTRAP_SERVERS: servers,
  KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT',
  KAFKA_SASL_MECHANISM: mechanism,
  ...login,
});
const saslSsl = (servers: string, mechanism: string, login: Settings = alice, ca = world.caPem) => ({
  ...sasl(servers, mechanism, login),
  KAFKA_SECURITY_PROTOCOL: 'SASL_SSL',
  KAFKA_SSL_CA_PEM: ca,
});
const oidc = (path: string) => ({
  KAFKA_SASL_OAUTHBEARER_METHOD: 'OIDC',
  KAFKA_SASL_OAUTHBEARER_OIDC_TOKEN_ENDPOINT_URL: `http://${path}`,
  KAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_ID: 'client-of-shop',
  KAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_SECRET: 'planted-client-secret',
});
const client = () => ({ KAFKA_SSL_CERT_PEM: world.client.certPem, KAFKA_SSL_KEY_PEM: world.client.keyPem });

/**
 * Listener, mechanism, what is the case; its settings; what comes out; and the topics that are
 * read.
 */
const cases: readonly (readonly [what: string, settings: () => Settings, outcome: string, reads?: readonly string[]])[] = [
  ['PLAINTEXT', () => plain(world.plain), 'ok'],
  ['SASL_PLAINTEXT, PLAIN', () => sasl(world.saslPlain, 'PLAIN'), 'ok'],
  ['SASL_PLAINTEXT, SCRAM-SHA-256', () => sasl(world.saslPlain, 'SCRAM-SHA-256'), 'ok'],
  ['SASL_PLAINTEXT, OAUTHBEARER (OIDC)', () => sasl(world.saslPlain, 'OAUTHBEARER', oidc(`${world.tokens}/token`)), 'ok'],
  ['SASL_SSL, PLAIN', () => saslSsl(world.saslSsl, 'PLAIN'), 'ok'],
  ['SASL_SSL, SCRAM-SHA-256', () => saslSsl(world.saslSsl, 'SCRAM-SHA-256'), 'ok'],
  ['SASL_SSL, SCRAM-SHA-512', () => saslSsl(world.saslSsl, 'SCRAM-SHA-512'), 'ok'],
  ['SASL_SSL, OAUTHBEARER (OIDC)', () => saslSsl(world.saslSsl, 'OAUTHBEARER', oidc(`${world.tokens}/token`)), 'ok'],
  ['SSL, client certificate', () => ({ ...ssl(world.mtls), ...client() }), 'ok'],
  ['nothing listens', () => plain(world.nothing), 'kafka/refused'],
  ['host name does not exist', () => plain('no-such-host.invalid:9092'), 'kafka/resolve'],
  ['packets are dropped', () => plain(world.full), 'kafka/timeout'],
  ['accepts and never answers', () => plain(world.silent), 'kafka/timeout'],
  ['accepts and never answers, SSL', () => ssl(world.silent), 'kafka/timeout'],
  ['a web server', () => plain(world.web), 'kafka/not-kafka'],
  ['PLAINTEXT to SASL_SSL', () => plain(world.saslSsl), 'kafka/plain-to-tls'],
  ['SASL_PLAINTEXT to SASL_SSL', () => sasl(world.saslSsl, 'PLAIN'), 'kafka/plain-to-tls'],
  ['SASL_SSL to PLAINTEXT', () => saslSsl(world.plain, 'PLAIN'), 'kafka/tls-to-plain'],
  ['SSL to SASL_SSL', () => ssl(world.saslSsl), 'kafka/login-wanted'],
  ['PLAINTEXT to SASL_PLAINTEXT', () => plain(world.saslPlain), 'kafka/login-wanted'],
  ['SASL_PLAINTEXT to PLAINTEXT', () => sasl(world.plain, 'PLAIN'), 'kafka/no-login-wanted'],
  ['unknown authority', () => saslSsl(world.saslSsl, 'PLAIN', alice, world.strangerPem), 'kafka/unknown-authority'],
  ['wrong host name', () => ssl(world.otherHost), 'kafka/host-name'],
  ['expired certificate', () => ssl(world.expired), 'kafka/certificate-expired'],
  ['no client certificate where one is wanted', () => ssl(world.mtls), 'kafka/client-certificate'],
  ['wrong password, PLAIN', () => sasl(world.saslPlain, 'PLAIN', { ...alice, KAFKA_SECRET: 'planted' }), 'kafka/authentication'],
  ['wrong password, SCRAM', () => saslSsl(world.saslSsl, 'SCRAM-SHA-256', { ...alice, KAFKA_SECRET: 'planted' }), 'kafka/authentication'],
  ['unknown user, SCRAM', () => sasl(world.saslPlain, 'SCRAM-SHA-256', { KAFKA_KEY: 'eve', KAFKA_SECRET: 'planted' }), 'kafka/authentication'],
  ['unsupported mechanism', () => sasl(world.saslPlain, 'SCRAM-SHA-512'), 'kafka/mechanism'],
  ['token endpoint is down', () => sasl(world.saslPlain, 'OAUTHBEARER', oidc(`${world.nothing}/token`)), 'kafka/token'],
  ['token endpoint does not know the client', () => sasl(world.saslPlain, 'OAUTHBEARER', oidc(`${world.tokens}/denied`)), 'kafka/token'],
  ['token endpoint gives an expired token', () => sasl(world.saslPlain, 'OAUTHBEARER', oidc(`${world.tokens}/expired`)), 'kafka/token-unusable'],
  ['token endpoint gives no token', () => sasl(world.saslPlain, 'OAUTHBEARER', oidc(`${world.tokens}/none`)), 'kafka/token-unusable'],
  ['token that the broker does not take', () => sasl(world.saslPlain, 'OAUTHBEARER', oidc(`${world.tokens}/strange`)), 'kafka/token-refused'],
  ['no right to topic and group', () => sasl(world.saslPlain, 'PLAIN', user('mallory')), 'kafka/topic-authorization'],
  ['right to the group, none to the topic', () => sasl(world.saslPlain, 'PLAIN', user('grace')), 'kafka/topic-authorization'],
  ['right to the topic, none to the group', () => sasl(world.saslPlain, 'PLAIN', user('tom')), 'kafka/group-authorization'],
  ['the group may be looked at, and not used', () => sasl(world.saslPlain, 'PLAIN', user('dora')), 'kafka/group-authorization'],
  ['unknown topic', () => plain(world.plain), 'kafka/unknown-topic', ['orders', 'no-such-topic']],
]; // prettier-ignore

/** A step as people read it, without times and ports, which are others every time. */
const shown = ({ kind, subject, ok, detail, problem }: CheckStep): string =>
  [`  ${ok ? '✓' : '✗'} ${kind} ${subject}${detail === undefined ? '' : `: ${detail}`}`, ...(problem ? [`    ${problem.code}`, `    ${problem.message}`, `    ${problem.hint ?? ''}`] : [])]
    .join('\n')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:9092')
    .replaceAll(/until \d{4}-\d\d-\d\d/g, 'until 2036-01-01')
    .replaceAll(/port \d+ after/g, 'port 9092 after')
    .replaceAll(/after \d+ ms/g, 'after 1 ms')
    .replaceAll(/(\d+) brokers?, \d+ topics?/g, '$1 broker, 1 topic'); // prettier-ignore

/** A connection whose tokens are made here instead of by AWS, for the broker's test validator. */
function withTokens(
  servers: string,
  make: () => { readonly value: string; readonly lifeSeconds: number },
): KafkaClientConfig {
  const { config } = kafkaClientConfig({
    bootstrapServers: servers,
    securityProtocol: 'SASL_PLAINTEXT',
    saslMechanism: 'OAUTHBEARER',
    oauthMethod: 'AWS',
    awsRegion: 'eu-west-1',
    awsRoleArn: 'arn:aws:iam::123456789012:role/reader',
    awsExternalId: 'shop',
  });

  const token = async (): Promise<KafkaToken> => {
    const { value, lifeSeconds } = make();
    return { value, expiresAtMs: Date.now() + lifeSeconds * 1_000, principal: 'admin' };
  };
  return Object.defineProperty(config!, 'tokens', { value: { token } });
}

describe.concurrent('the token of a consumer', () => {
  it('an expired token that cannot be replaced is reported as such, not as an unavailable broker', async () => {
    const statuses: ConnectionStatus[] = [];
    const settings = { bootstrapServers: world.saslPlain, securityProtocol: 'SASL_PLAINTEXT', saslMechanism: 'OAUTHBEARER', oauthMethod: 'OIDC', oidcTokenEndpointUrl: `http://${world.tokens}/expired`, oidcClientId: 'shop', oidcClientSecret: 'planted' }; // prettier-ignore
    const ingest = createIngest({
      pipelines: [pipelineOf({ topic: 'orders', client: kafkaClientConfig(settings).config! })],
      sink: new RecordingSink(),
      listeners: { status: (status) => void statuses.push(status) },
    });
    await ingest.start();
    try {
      const problem = { code: 'kafka/token-unusable' };
      await vi.waitFor(() => expect(statuses.at(-1)).toMatchObject({ state: 'connecting', problem }), { timeout: 30_000 }); // prettier-ignore
    } finally {
      await ingest.stop({ deadlineMs: 5_000 });
    }
  });

  it('a token that cannot be fetched is reported with the failed step, and the connection works once it can', async () => {
    let works = false;
    const client = withTokens(world.saslPlain, () => {
      if (!works)
        throw new KafkaAuthError('aws-assume-role', 'STS said no.', { retryable: false, hint: 'Check the role.' });
      return { value: unsecuredToken('admin', 60), lifeSeconds: 60 };
    });
    const statuses: ConnectionStatus[] = [];
    const ingest = createIngest({
      pipelines: [pipelineOf({ topic: 'orders', client })],
      sink: new RecordingSink(),
      listeners: { status: (status) => void statuses.push(status) },
    });
    await ingest.start();
    try {
      const problem = {
        code: 'kafka-auth/aws-assume-role',
        message: 'Connection kafka: STS said no.',
        hint: 'Check the role.',
      };
      await vi.waitFor(() => expect(statuses.at(-1)).toMatchObject({ state: 'connecting', problem }), {
        timeout: 30_000,
      });
      works = true;
      await vi.waitFor(() => expect(statuses.at(-1)).toMatchObject({ state: 'connected' }), { timeout: 50_000 });
    } finally {
      await ingest.stop({ deadlineMs: 5_000 });
    }
  });
});

describe('connection check', () => {
  const matrix = new Map<string, string>();

  it.each(cases.map(([what, ...more]) => [what, more] as const))('%s', async (what, [settings, outcome, reads]) => {
    const steps = await check(settings(), reads);
    matrix.set(what, `${what}\n${steps.map(shown).join('\n')}\n`);
    expect(steps.find((one) => one.problem)?.problem?.code ?? 'ok').toBe(outcome);
    expect(JSON.stringify(steps)).not.toContain('planted');
    expect(JSON.stringify(steps)).not.toContain('PRIVATE');
  });

  it('expired token', async () => {
    const client = withTokens(world.saslPlain, () => ({ value: unsecuredToken('admin', -60), lifeSeconds: 60 }));
    const steps: CheckStep[] = [];
    for await (const step of checkConnection({ name: 'shop', client, reads: [] }, { timeoutMs: 2_000 }))
      steps.push(step);
    matrix.set('expired token', `expired token\n${steps.map(shown).join('\n')}\n`);
    expect(steps.find((one) => one.problem)?.problem?.code).toBe('kafka/token-refused');
  });

  it('the report says for each failure what happened, why, and what to do', async () => {
    const names = [...cases.map(([what]) => what), 'expired token'];
    const texts = names.map((what) => matrix.get(what) ?? `${what}\n  not run\n`);
    await expect(texts.join('\n')).toMatchFileSnapshot('snapshots/connection-failures.txt');
  });
});
