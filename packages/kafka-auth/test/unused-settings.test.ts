import { describe, expect, it } from 'vitest';
import { kafkaClientConfig, type KafkaConnectionSettings, type KafkaSettingName } from '../src/index.js';

const everything: KafkaConnectionSettings = {
  bootstrapServers: 'broker:9092',
  saslMechanism: 'PLAIN',
  key: 'shop',
  secret: 's',
  sslCaPem: 'a certificate',
  oauthMethod: 'AWS',
  awsRegion: 'eu-west-1',
  oidcScope: 'kafka',
};

/** `SETTING: decider choice` of each warning; anything else fails. */
function unused(settings: KafkaConnectionSettings, fromSecrets: readonly KafkaSettingName[] = []): readonly string[] {
  const { config, problems } = kafkaClientConfig(settings, { fromSecrets: new Set(fromSecrets) });
  expect(config).toBeDefined();
  return problems.map(({ setting, diagnostic: { code, severity, message } }) => {
    expect([code, severity]).toEqual(['kafka-auth/unused-setting', 'warning']);
    return `${setting}: ${/ with (.*)\.$/.exec(message)?.[1] ?? ''}`;
  });
}

describe('a setting that has no effect beside the others', () => {
  it('settings without effect are reported for PLAINTEXT, one by one', () => {
    expect(unused({ ...everything, securityProtocol: 'PLAINTEXT' })).toEqual([
      'KAFKA_SSL_CA_PEM: KAFKA_SECURITY_PROTOCOL PLAINTEXT',
      'KAFKA_SASL_MECHANISM: KAFKA_SECURITY_PROTOCOL PLAINTEXT',
      'KAFKA_KEY: KAFKA_SECURITY_PROTOCOL PLAINTEXT',
      'KAFKA_SECRET: KAFKA_SECURITY_PROTOCOL PLAINTEXT',
      'KAFKA_SASL_OAUTHBEARER_METHOD: KAFKA_SECURITY_PROTOCOL PLAINTEXT',
      'KAFKA_SASL_OAUTHBEARER_AWS_REGION: KAFKA_SECURITY_PROTOCOL PLAINTEXT',
      'KAFKA_SASL_OAUTHBEARER_OIDC_SCOPE: KAFKA_SECURITY_PROTOCOL PLAINTEXT',
    ]);
  });

  it('a certificate or a token without effect is reported', () => {
    expect(unused({ ...everything, securityProtocol: 'SASL_PLAINTEXT' })).toEqual([
      'KAFKA_SSL_CA_PEM: KAFKA_SECURITY_PROTOCOL SASL_PLAINTEXT',
      'KAFKA_SASL_OAUTHBEARER_METHOD: KAFKA_SASL_MECHANISM PLAIN',
      'KAFKA_SASL_OAUTHBEARER_AWS_REGION: KAFKA_SASL_MECHANISM PLAIN',
      'KAFKA_SASL_OAUTHBEARER_OIDC_SCOPE: KAFKA_SASL_MECHANISM PLAIN',
    ]);
  });

  it('a password beside TLS alone is reported', () => {
    const { bootstrapServers, key, secret } = everything;
    const settings = { bootstrapServers, key: key!, secret: secret!, securityProtocol: 'SSL' };
    expect(unused(settings)).toEqual([
      'KAFKA_KEY: KAFKA_SECURITY_PROTOCOL SSL',
      'KAFKA_SECRET: KAFKA_SECURITY_PROTOCOL SSL',
    ]);
  });

  it('a password, or the settings of another method, beside OAUTHBEARER is reported', () => {
    const settings = { ...everything, saslMechanism: 'OAUTHBEARER', sslCaPem: '' };
    const role = { awsRoleArn: 'arn:aws:iam::123456789012:role/r', awsExternalId: 'ab' };
    expect(unused({ ...settings, ...role })).toEqual([
      'KAFKA_KEY: KAFKA_SASL_MECHANISM OAUTHBEARER',
      'KAFKA_SECRET: KAFKA_SASL_MECHANISM OAUTHBEARER',
      'KAFKA_SASL_OAUTHBEARER_OIDC_SCOPE: KAFKA_SASL_OAUTHBEARER_METHOD AWS',
    ]);
  });

  it('a setting without effect is reported with what to do', () => {
    const { problems } = kafkaClientConfig({ ...everything, securityProtocol: 'PLAINTEXT' });
    expect(problems.slice(0, 2).map((one) => one.diagnostic.hint)).toEqual([
      'Remove it, or use SASL_SSL or SSL.',
      'Remove it, or use SASL_SSL.',
    ]);
  });
});

it('a file that serves several environments by its secrets is left alone', () => {
  expect(unused({ ...everything, securityProtocol: 'PLAINTEXT' }, ['KAFKA_SECURITY_PROTOCOL'])).toEqual([]);
  expect(unused({ ...everything, sslCaPem: '', securityProtocol: 'SASL_SSL' }, ['KAFKA_SASL_MECHANISM'])).toEqual([]);
});
