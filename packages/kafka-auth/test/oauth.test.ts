import { describe, expect, it } from 'vitest';
import { kafkaClientConfig, type KafkaConnectionSettings } from '../src/index.js';

const aws: KafkaConnectionSettings = {
  bootstrapServers: 'b-1.demo.kafka.eu-west-1.amazonaws.com:9098',
  saslMechanism: 'OAUTHBEARER',
  oauthMethod: 'AWS',
  awsRegion: 'eu-west-1',
  awsRoleArn: 'arn:aws:iam::123456789012:role/path/reader',
  awsExternalId: 'shop/events',
};
const oidc: KafkaConnectionSettings = {
  bootstrapServers: 'broker:9096',
  saslMechanism: 'OAUTHBEARER',
  oauthMethod: 'oidc',
  oidcTokenEndpointUrl: 'https://login.example.com/token',
  oidcClientId: 'shop',
  oidcClientSecret: ' blanks and #+% stay ',
};

const problemsOf = (settings: KafkaConnectionSettings): readonly string[] =>
  kafkaClientConfig(settings).problems.map(({ diagnostic: { severity, message } }) => `${severity} ${message}`);

describe('OAUTHBEARER with AWS', () => {
  it('OAUTHBEARER with AWS sets the mechanism of the client and leaves the tokens to us', () => {
    const { config, problems } = kafkaClientConfig(aws);
    expect(problems).toEqual([]);
    expect(config?.reveal()).toEqual({
      'bootstrap.servers': 'b-1.demo.kafka.eu-west-1.amazonaws.com:9098',
      'security.protocol': 'sasl_ssl',
      'sasl.mechanisms': 'OAUTHBEARER',
    });
    expect(config?.tokens).toBeDefined();
    expect(JSON.stringify({ config, ...config })).not.toMatch(/reader|shop/);
  });

  it('OAUTHBEARER with AWS needs method, region, role and external id, each reported with what it is', () => {
    const bare = { bootstrapServers: 'a:1', saslMechanism: 'OAUTHBEARER' };
    expect(problemsOf(bare)).toEqual(['error KAFKA_SASL_OAUTHBEARER_METHOD is missing: OAUTHBEARER needs it.']);
    const { config, problems } = kafkaClientConfig({ ...bare, oauthMethod: 'AWS', awsRegion: ' ' });
    expect(config).toBeUndefined();
    expect(problems.map((one) => [one.setting, one.diagnostic.hint])).toEqual([
      ['KAFKA_SASL_OAUTHBEARER_AWS_REGION', expect.stringContaining('eu-west-1')],
      ['KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN', expect.stringContaining('arn:aws:iam::')],
      ['KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID', expect.stringContaining('trust policy')],
    ]);
  });

  it.each<[keyof KafkaConnectionSettings, string, string]>([
    ['awsRegion', 'eu-west-1a', 'KAFKA_SASL_OAUTHBEARER_AWS_REGION is not the name of a region.'],
    ['awsRegion', 'Ireland', 'KAFKA_SASL_OAUTHBEARER_AWS_REGION is not the name of a region.'],
    ['awsRoleArn', 'reader', 'KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN is not the ARN of a role.'],
    [
      'awsRoleArn',
      'arn:aws:iam::123456789012:user/me',
      'KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN is not the ARN of a role.',
    ],
    ['awsExternalId', 'a b', 'KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID is nothing that AWS takes as an external id.'],
    ['oauthMethod', 'IAM', 'KAFKA_SASL_OAUTHBEARER_METHOD must be one of AWS, OIDC.'],
  ])('refuses %s %s without repeating it', (name, value, message) => {
    const { problems } = kafkaClientConfig({ ...aws, [name]: value });
    expect(problems.map((one) => one.diagnostic.message)).toEqual([message]);
    expect(JSON.stringify(problems)).not.toContain(value === 'IAM' ? '"IAM"' : value.slice(0, -1) + '"');
  });

  it.each(['us-gov-west-1', 'cn-northwest-1', 'ap-southeast-4', 'us-iso-east-1'])(
    'takes the region %s',
    (awsRegion) => {
      expect(problemsOf({ ...aws, awsRegion, awsRoleArn: 'arn:aws-us-gov:iam::123456789012:role/r' })).toEqual([]);
    },
  );
});

describe('OAUTHBEARER with OIDC', () => {
  it('OAUTHBEARER with OIDC leaves the tokens to the client', () => {
    const { config, problems } = kafkaClientConfig({ ...oidc, oidcScope: 'kafka read' });
    expect(problems).toEqual([]);
    expect(config?.tokens).toBeUndefined();
    expect(config?.reveal()).toEqual({
      'bootstrap.servers': 'broker:9096',
      'security.protocol': 'sasl_ssl',
      'sasl.mechanisms': 'OAUTHBEARER',
      'sasl.oauthbearer.method': 'oidc',
      'sasl.oauthbearer.token.endpoint.url': 'https://login.example.com/token',
      'sasl.oauthbearer.client.id': 'shop',
      'sasl.oauthbearer.client.secret': ' blanks and #+% stay ',
      'sasl.oauthbearer.scope': 'kafka read',
    });
    expect(String(config)).not.toMatch(/login|shop|blanks/);
  });

  it.each<[keyof KafkaConnectionSettings, string]>([
    ['oidcTokenEndpointUrl', 'KAFKA_SASL_OAUTHBEARER_OIDC_TOKEN_ENDPOINT_URL'],
    ['oidcClientId', 'KAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_ID'],
    ['oidcClientSecret', 'KAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_SECRET'],
  ])('OAUTHBEARER with OIDC needs %s', (name, setting) => {
    expect(problemsOf({ ...oidc, [name]: '' })).toEqual([
      `error ${setting} is missing: OAUTHBEARER with OIDC needs it.`,
    ]);
  });

  it.each([
    ['login.example.com', 'error KAFKA_SASL_OAUTHBEARER_OIDC_TOKEN_ENDPOINT_URL is not an http or https URL.'],
    ['ftp://login.example.com', 'error KAFKA_SASL_OAUTHBEARER_OIDC_TOKEN_ENDPOINT_URL is not an http or https URL.'],
    [
      'https://me:pw@login.example.com/',
      'error KAFKA_SASL_OAUTHBEARER_OIDC_TOKEN_ENDPOINT_URL has a user or a password in it.',
    ],
    [
      'http://login.example.com/',
      'warning KAFKA_SASL_OAUTHBEARER_OIDC_TOKEN_ENDPOINT_URL is http: the client secret crosses the network as it is.',
    ],
  ])('OAUTHBEARER with OIDC looks at the endpoint %s', (oidcTokenEndpointUrl, problem) => {
    expect(problemsOf({ ...oidc, oidcTokenEndpointUrl })).toEqual([problem]);
  });

  it('OAUTHBEARER with OIDC may ask an endpoint of this machine over http', () => {
    expect(problemsOf({ ...oidc, oidcTokenEndpointUrl: 'http://127.0.0.1:8080/token' })).toEqual([]);
  });
});
