import { describe, expect, it } from 'vitest';
import { kafkaClientConfig, type KafkaConnectionSettings } from '../src/index.js';

const guarded: KafkaConnectionSettings = { bootstrapServers: 'broker:9092', key: 'user', secret: 'password' };

/** `SETTING code` of each problem. */
function problemsOf(settings: KafkaConnectionSettings): readonly string[] {
  const { config, problems } = kafkaClientConfig(settings);
  expect(config === undefined).toBe(problems.some((one) => one.diagnostic.severity === 'error'));
  return problems.map(({ setting, diagnostic }) => `${setting} ${diagnostic.code.replace('kafka-auth/', '')}`);
}

function hintOf(settings: KafkaConnectionSettings): string | undefined {
  return kafkaClientConfig(settings).problems[0]?.diagnostic.hint;
}

describe('what librdkafka is given', () => {
  it('librdkafka is given SASL_SSL with PLAIN by default', () => {
    expect(kafkaClientConfig(guarded).config?.reveal()).toEqual({
      'bootstrap.servers': 'broker:9092',
      'security.protocol': 'sasl_ssl',
      'sasl.mechanisms': 'PLAIN',
      'sasl.username': 'user',
      'sasl.password': 'password',
    });
  });

  it.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])(
    'librdkafka is given the mechanism %s, with and without TLS',
    (saslMechanism) => {
      const { config } = kafkaClientConfig({ ...guarded, securityProtocol: 'SASL_PLAINTEXT', saslMechanism });
      expect(config?.reveal()).toEqual({
        'bootstrap.servers': 'broker:9092',
        'security.protocol': 'sasl_plaintext',
        'sasl.mechanisms': saslMechanism,
        'sasl.username': 'user',
        'sasl.password': 'password',
      });
    },
  );

  it('librdkafka is given only the servers for PLAINTEXT, whatever else the file contains', () => {
    const { config } = kafkaClientConfig({
      bootstrapServers: 'kafka:29092',
      securityProtocol: 'PLAINTEXT',
      saslMechanism: 'PLAIN',
      key: 'key',
      secret: 'secret',
      sslCaPem: 'left from another environment',
    });
    expect(config?.reveal()).toEqual({ 'bootstrap.servers': 'kafka:29092', 'security.protocol': 'plaintext' });
  });

  it('librdkafka is given TLS alone for SSL', () => {
    const { config, problems } = kafkaClientConfig({ bootstrapServers: 'broker:9093', securityProtocol: 'SSL' });
    expect(problems).toEqual([]);
    expect(config?.reveal()).toEqual({ 'bootstrap.servers': 'broker:9093', 'security.protocol': 'ssl' });
  });

  it('every character of key and secret reaches librdkafka', () => {
    const secret = ` #"'$\\n{{ }}=; \u00FC`;
    expect(kafkaClientConfig({ ...guarded, secret }).config?.reveal()['sasl.password']).toBe(secret);
  });

  it('protocol and mechanism are recognised in any case', () => {
    const settings = { ...guarded, securityProtocol: 'sasl_plaintext', saslMechanism: 'scram-sha-256' };
    expect(kafkaClientConfig(settings).config?.reveal()).toMatchObject({
      'security.protocol': 'sasl_plaintext',
      'sasl.mechanisms': 'SCRAM-SHA-256',
    });
  });
});

describe('what is missing or wrong', () => {
  it('everything missing or wrong is reported at once', () => {
    const settings = { bootstrapServers: 'broker', secret: '', sslCaPem: 'none' };
    expect(problemsOf(settings)).toEqual([
      'KAFKA_BOOTSTRAP_SERVERS bad-server',
      'KAFKA_KEY missing-setting',
      'KAFKA_SECRET missing-setting',
      'KAFKA_SSL_CA_PEM bad-pem',
    ]);
  });

  it.each(['', ' ', ',', ' , '])('the list of servers %j is reported', (bootstrapServers) => {
    expect(problemsOf({ ...guarded, bootstrapServers })).toEqual(['KAFKA_BOOTSTRAP_SERVERS missing-setting']);
  });

  it.each([
    ['SASLSSL', 'Did you mean SASL_SSL?'],
    ['TLS', 'Did you mean SSL?'],
    ['PLAIN', 'Did you mean PLAINTEXT?'],
    ['whatever', undefined],
  ])('the protocol %s is reported', (securityProtocol, hint) => {
    expect(problemsOf({ ...guarded, securityProtocol })).toEqual(['KAFKA_SECURITY_PROTOCOL unknown-value']);
    expect(hintOf({ ...guarded, securityProtocol })).toBe(hint);
  });

  it.each([
    ['SCRAM-SHA256', 'Did you mean SCRAM-SHA-256?'],
    ['SCRAM_SHA_512', 'Did you mean SCRAM-SHA-512?'],
    ['OAUTHBREARER', 'Did you mean OAUTHBEARER?'],
    ['GSSAPI', undefined],
  ])('the mechanism %s is reported', (saslMechanism, hint) => {
    expect(problemsOf({ ...guarded, saslMechanism })).toEqual(['KAFKA_SASL_MECHANISM unknown-value']);
    expect(hintOf({ ...guarded, saslMechanism })).toBe(hint);
  });

  it('a wrong mechanism is reported even beside a wrong protocol', () => {
    expect(problemsOf({ bootstrapServers: 'a:1', securityProtocol: 'X', saslMechanism: 'Y' })).toEqual([
      'KAFKA_SECURITY_PROTOCOL unknown-value',
      'KAFKA_SASL_MECHANISM unknown-value',
    ]);
  });
});
