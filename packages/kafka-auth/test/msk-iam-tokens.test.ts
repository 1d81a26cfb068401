import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isRetryable } from '@proj/diagnostics';
import { KafkaAuthError, kafkaClientConfig, type KafkaTokenProvider } from '../src/index.js';
import { mskIamTokens } from '../src/msk-iam-tokens.js';
// nx-ignore-next-line -- no dependency of this package
import { startFakeSts, type FakeSts } from '../../../tools/servers/fake-sts.js';
// nx-ignore-next-line -- no dependency of this package
import { signatureV4 } from '../../../tools/servers/aws-signature.js';

const ROLE = 'arn:aws:iam::123456789012:role/planted-reader';
const EXTERNAL_ID = 'planted/external-id';
const OWN = { id: 'AKIDOWN', secret: 'own-secret/planted+1' };
const hour = 3_600_000;

let sts: FakeSts;

beforeEach(async () => {
  sts = await startFakeSts((id) => (id === OWN.id ? OWN.secret : undefined));
  sts.answer = {
    accessKeyId: 'AKIDROLE',
    secretAccessKey: 'role-secret-planted',
    sessionToken: 'role/session+token=planted',
    expiration: new Date(Date.now() + hour),
  };
  // Nothing of the machine that runs the test, and no way out of it.
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

function tokens(): KafkaTokenProvider {
  const { config } = kafkaClientConfig({
    bootstrapServers: 'b-1:9098',
    saslMechanism: 'OAUTHBEARER',
    oauthMethod: 'AWS',
    awsRegion: 'eu-west-1',
    awsRoleArn: ROLE,
    awsExternalId: EXTERNAL_ID,
  });
  return config!.tokens!;
}

async function failure(provider = tokens()): Promise<KafkaAuthError> {
  const error: unknown = await provider.token().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(KafkaAuthError);
  expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/planted|AKIDOWN/);
  expect(`${(error as Error).message}${(error as KafkaAuthError).hint}`).not.toMatch(/planted|AKID/);
  return error as KafkaAuthError;
}

describe('a token for MSK', () => {
  it('a token for MSK assumes the role with its external id, requested with a correct signature in the region of the cluster', async () => {
    await tokens().token();
    expect(sts.requests).toEqual([
      {
        form: {
          Action: 'AssumeRole',
          Version: '2011-06-15',
          RoleArn: ROLE,
          ExternalId: EXTERNAL_ID,
          RoleSessionName: 'kafka-ingest',
        },
        accessKeyId: OWN.id,
        region: 'eu-west-1',
        service: 'sts',
        signatureIsRight: true,
      },
    ]);
  });

  it('a token for MSK is a link that the role has signed, for 15 minutes', async () => {
    const before = Date.now();
    const token = await tokens().token();
    const url = new URL(Buffer.from(token.value, 'base64url').toString());
    const query = Object.fromEntries(url.searchParams);
    expect(`${url.protocol}//${url.host}${url.pathname}`).toBe('https://kafka.eu-west-1.amazonaws.com/');
    expect(query).toMatchObject({
      Action: 'kafka-cluster:Connect',
      'X-Amz-Expires': '900',
      'X-Amz-Security-Token': 'role/session+token=planted',
      'X-Amz-SignedHeaders': 'host',
    });
    expect(query['X-Amz-Credential']).toMatch(/^AKIDROLE\/\d{8}\/eu-west-1\/kafka-cluster\/aws4_request$/);
    // The user agent is added after signing.
    const signed = [...url.searchParams].filter(([name]) => name !== 'X-Amz-Signature' && name !== 'User-Agent');
    const request = {
      method: 'GET',
      headers: { host: url.host },
      query: signed,
      body: '',
      date: query['X-Amz-Date'] ?? '',
      region: 'eu-west-1',
      service: 'kafka-cluster',
    };
    expect(query['X-Amz-Signature']).toBe(signatureV4(request, 'role-secret-planted'));
    expect(token.expiresAtMs).toBeGreaterThan(before + 890_000);
    expect(token.expiresAtMs).toBeLessThanOrEqual(Date.now() + 900_000);
  });

  it('a token for MSK ends with the credentials that signed it', async () => {
    const expiration = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 120_000);
    sts.answer = { ...(sts.answer as object), expiration } as FakeSts['answer'];
    const token = await tokens().token();
    expect(token.expiresAtMs).toBe(expiration.getTime());
    expect(new URL(Buffer.from(token.value, 'base64url').toString()).searchParams.get('X-Amz-Expires')).toBe('900');
  });

  it('a token for MSK is made once for all callers', async () => {
    const provider = tokens();
    const all = await Promise.all([provider.token(), provider.token(), provider.token()]);
    expect(new Set(all).size).toBe(1);
    expect(await provider.token()).toBe(all[0]);
    expect(sts.requests).toHaveLength(1);
  });
});

describe('without a token, the step that failed is reported', () => {
  it('no credentials: without waiting for a machine that is not an instance', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    const error = await failure();
    expect(error.code).toBe('kafka-auth/aws-credentials');
    expect(error.message).toContain('No AWS credentials were found for this process.');
    expect(error.hint).toContain('AWS_ACCESS_KEY_ID');
    expect(sts.requests).toEqual([]);
  });

  it('denied: with what AWS says, without role and external id', async () => {
    const message = `User: arn:aws:iam::999:user/ci is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`;
    sts.answer = { status: 403, code: 'AccessDenied', message };
    const error = await failure();
    expect([error.code, error.step, isRetryable(error)]).toEqual([
      'kafka-auth/aws-assume-role',
      'aws-assume-role',
      false,
    ]);
    expect(error.message).toContain(
      'AWS STS did not let this process be the role (AccessDenied: User: arn:aws:iam::999:user/ci is not authorized to perform: sts:AssumeRole on resource: [redacted]).',
    );
    expect(error.hint).toContain('trust policy');
  });

  it.each([
    ['ExpiredToken', 400, 'The security token included in the request is expired', true, /renew/],
    ['InvalidClientTokenId', 403, 'The security token included in the request is invalid', false, /AWS_PROFILE/],
    ['SignatureDoesNotMatch', 403, 'Signature not yet current: 20300101T000000Z is later', false, /clock/],
    ['RegionDisabledException', 403, 'STS is not activated in this region', false, /Activate STS/],
    ['ValidationError', 400, 'Value at externalId failed to satisfy', false, /EXTERNAL_ID/],
    ['SomethingNew', 400, 'Never seen', false, /trust policy/],
  ])('%s', async (code, status, message, retryable, hint) => {
    sts.answer = { status, code, message };
    const error = await failure();
    expect([error.code, isRetryable(error)]).toEqual(['kafka-auth/aws-assume-role', retryable]);
    expect(error.message).toContain(message);
    expect(error.hint).toMatch(hint);
  });

  it('a secret key that is not the right one', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'other');
    const error = await failure();
    expect(error.message).toContain('AWS STS does not take the credentials of this process');
    expect(sts.requests.every((one) => !one.signatureIsRight)).toBe(true);
  });

  it('out of order: after a second try, and worth another', async () => {
    sts.answer = { status: 503, code: 'ServiceUnavailable', message: 'busy' };
    const error = await failure();
    expect(isRetryable(error)).toBe(true);
    expect(error.message).toContain('AWS STS is overloaded or out of order');
    expect(sts.requests).toHaveLength(2);
  });

  it('silent: not waited for without end', async () => {
    sts.answer = 'silence';
    const limits = { credentialsMs: 5_000, assumeRoleMs: 50 };
    const error = await failure(mskIamTokens({ region: 'eu-west-1', roleArn: ROLE, externalId: EXTERNAL_ID }, limits));
    expect([error.code, isRetryable(error)]).toEqual(['kafka-auth/aws-assume-role', true]);
    expect(error.message).toContain('AWS STS was not reached (Error: no answer within 0.05 s).');
  });

  it('no credentials where an instance would give them, and silence there', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', undefined);
    const instance = createServer(() => undefined);
    await new Promise<void>((resolve) => instance.listen(0, '127.0.0.1', resolve));
    const { port } = instance.address() as AddressInfo;
    vi.stubEnv('AWS_EC2_METADATA_SERVICE_ENDPOINT', `http://127.0.0.1:${port}`);
    const limits = { credentialsMs: 300, assumeRoleMs: 50 };
    const error = await failure(mskIamTokens({ region: 'eu-west-1', roleArn: ROLE, externalId: EXTERNAL_ID }, limits));
    expect([error.code, isRetryable(error)]).toEqual(['kafka-auth/aws-credentials', true]);
    expect(error.message).toContain('No AWS credentials were found for this process: no answer within 0.3 s.');
    instance.closeAllConnections();
    await new Promise((resolve) => instance.close(resolve));
  });

  it('nothing listens there', async () => {
    await sts.stop();
    const error = await failure();
    expect(isRetryable(error)).toBe(true);
    expect(error.message).toMatch(/AWS STS was not reached \(ECONNREFUSED: connect ECONNREFUSED 127\.0\.0\.1:\d+\)/);
  });
});
