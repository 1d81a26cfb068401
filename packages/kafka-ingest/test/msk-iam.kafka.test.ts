import { kafkaClientConfig } from '@proj/kafka-auth';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
// nx-ignore-next-line -- no dependency of this package
import { startFakeSts, type FakeSts } from '../../../tools/servers/fake-sts.js';
// nx-ignore-next-line -- no dependency of this package
import { startMskIamBroker, type MskIamBroker } from '../../../tools/servers/msk-iam-broker.js';
// nx-ignore-next-line -- no dependency of this package
import { createTopic, produce } from '../../../tools/servers/topics.js';
import { checkConnection, createIngest, type CheckStep, type ConnectionStatus } from '../src/index.js';
import { pipelineOf } from './support/pipelines.js';
import { RecordingSink } from './support/recording-sink.js';

const OWN = { id: 'AKIDOWN', secret: 'own-secret' };
const role = { region: 'eu-west-1', accessKeyId: 'AKIDROLE', secretAccessKey: 'role-secret/planted+1' };
const ROLE = 'arn:aws:iam::123456789012:role/reader';

let broker: MskIamBroker | undefined;
let sts: FakeSts;
beforeAll(async () => {
  broker = await startMskIamBroker(role);
}, 120_000);
afterAll(() => broker?.stop());

beforeEach(async () => {
  sts = await startFakeSts((id) => (id === OWN.id ? OWN.secret : undefined));
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent/config');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent/credentials');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_ENDPOINT_URL_STS', sts.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', OWN.id);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', OWN.secret);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await sts.stop();
});

/** STS grants the role for this long; its session token tells the broker when it ends. */
function handOut(seconds: number, more: { readonly endsForBroker?: number; readonly secretAccessKey?: string } = {}) {
  const { endsForBroker = seconds, secretAccessKey = role.secretAccessKey } = more;
  const at = (inSeconds: number): number => Date.now() + inSeconds * 1_000;
  // Each answer counts from the moment it is given.
  Object.defineProperty(sts, 'answer', {
    configurable: true,
    get: () => ({
      accessKeyId: role.accessKeyId,
      secretAccessKey,
      sessionToken: `planted/session+token=.${at(endsForBroker)}`,
      expiration: new Date(at(seconds)),
    }),
  });
}

const client = () =>
  kafkaClientConfig({
    bootstrapServers: broker!.iam,
    securityProtocol: 'SASL_PLAINTEXT',
    saslMechanism: 'OAUTHBEARER',
    oauthMethod: 'AWS',
    awsRegion: role.region,
    awsRoleArn: ROLE,
    awsExternalId: 'shop/1',
  }).config!;

async function check(): Promise<readonly CheckStep[]> {
  const steps: CheckStep[] = [];
  const reads = [{ topic: 'orders', groupId: 'readers' }];
  for await (const step of checkConnection({ name: 'shop', client: client(), reads }, { timeoutMs: 5_000 })) {
    steps.push(step);
  }
  expect(JSON.stringify(steps)).not.toMatch(/planted|AKID/);
  return steps;
}

it('the role from STS grants access, with its external id required and a token that the broker verifies', async () => {
  handOut(900);
  await createTopic(broker!.plain, 'orders');
  const steps = await check();
  expect(steps.map(({ kind, ok }) => [kind, ok])).toEqual(
    ['resolve', 'connect', 'login', 'brokers', 'topic', 'group'].map((kind) => [kind, true]),
  );
  expect(sts.requests[0]).toMatchObject({
    form: { Action: 'AssumeRole', RoleArn: ROLE, ExternalId: 'shop/1' },
    signatureIsRight: true,
  });
});

it('tokens are renewed while no message flows, and connections outlive them', async () => {
  handOut(5);
  const topic = 'quiet';
  await createTopic(broker!.plain, topic);
  const sink = new RecordingSink();
  const problems: unknown[] = [];
  const ingest = createIngest({
    pipelines: [pipelineOf({ datasource: topic, topic, client: client() })],
    sink,
    policy: { maxAgeMs: 100 },
    listeners: {
      status: ({ problem }) => {
        if (problem) problems.push(problem);
      },
    },
  });
  await ingest.start();
  try {
    await vi.waitFor(() => expect(ingest.stats().datasources[0]?.lag).toBe(0), { timeout: 30_000 });
    const before = sts.requests.length;
    await vi.waitFor(() => expect(sts.requests.length).toBeGreaterThanOrEqual(before + 3), {
      timeout: 50_000,
      interval: 100,
    });
    await produce(broker!.plain, topic, [{ value: '{"n":1,"name":"x"}' }]);
    await vi.waitFor(() => expect(sink.offsets(topic)).toEqual([0]), { timeout: 30_000, interval: 100 });
    expect(problems).toEqual([]);
  } finally {
    await ingest.stop({ deadlineMs: 5_000 });
  }
});

it.each([
  ['has expired by the clock of the broker', { endsForBroker: -1 }],
  ['is signed with another key', { secretAccessKey: 'another' }],
])('a token that %s is refused and reported as such', async (_, more) => {
  handOut(900, more);
  const problem = (await check()).find((one) => one.problem)?.problem;
  expect(problem?.code).toBe('kafka/token-refused');
  expect(problem?.message).toMatch(/^Connection shop: the broker at 127\.0\.0\.1:\d+ refused the token/);
});

it('a role revoked while reading is reported with the failed step, and reading continues once it is back', async () => {
  handOut(5);
  const topic = 'interrupted';
  await createTopic(broker!.plain, topic);
  const sink = new RecordingSink();
  const statuses: ConnectionStatus[] = [];
  const ingest = createIngest({
    pipelines: [pipelineOf({ datasource: topic, topic, client: client() })],
    sink,
    policy: { maxAgeMs: 100 },
    listeners: { status: (status) => void statuses.push(status) },
  });
  await ingest.start();
  try {
    await vi.waitFor(() => expect(ingest.stats().datasources[0]?.lag).toBe(0), { timeout: 30_000 });
    const denied = { status: 403, code: 'AccessDenied', message: 'not authorized to perform: sts:AssumeRole' };
    Object.defineProperty(sts, 'answer', { get: () => denied, configurable: true });
    await vi.waitFor(() => expect(statuses.at(-1)?.problem?.code).toBe('kafka-auth/aws-assume-role'), {
      timeout: 30_000,
      interval: 100,
    });
    handOut(900);
    await produce(broker!.plain, topic, [{ value: '{"n":1,"name":"x"}' }]);
    await vi.waitFor(() => expect(sink.offsets(topic)).toEqual([0]), { timeout: 50_000, interval: 100 });
    await vi.waitFor(() => expect(statuses.at(-1)).toEqual(expect.not.objectContaining({ problem: expect.anything() as unknown })), { timeout: 30_000 }); // prettier-ignore
    expect(JSON.stringify(statuses)).not.toMatch(/planted|AKID/);
  } finally {
    await ingest.stop({ deadlineMs: 5_000 });
  }
});
