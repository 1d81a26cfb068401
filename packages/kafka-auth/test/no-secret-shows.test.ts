import { readFileSync } from 'node:fs';
import { format, formatWithOptions, inspect } from 'node:util';
import { serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { formatDiagnostics } from '@proj/diagnostics';
import { kafkaClientConfig, type KafkaConnectionSettings } from '../src/index.js';

const KEY = 'planted-user-41d7';
const SECRET = 'planted"password\'9c\\2e#$';
const pem = readFileSync(new URL('fixtures/two-authorities.pem', import.meta.url), 'utf8');
const planted = [KEY, SECRET, 'planted', pem, pem.split('\n')[3] ?? ''];

function expectNoSecret(text: string): void {
  for (const secret of planted) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
  }
}

describe('a config shows no secret', () => {
  const { config } = kafkaClientConfig({ bootstrapServers: 'broker:9092', key: KEY, secret: SECRET, sslCaPem: pem });
  if (!config) throw new Error('expected a config');

  it('a config contains its secrets without showing them', () => {
    expect(config.reveal()).toMatchObject({ 'sasl.username': KEY, 'sasl.password': SECRET, 'ssl.ca.pem': pem });
  });

  it.each<[string, () => string]>([
    ['JSON.stringify', () => JSON.stringify(config)],
    ['JSON.stringify of what holds it', () => JSON.stringify({ pipelines: [{ config }] })],
    ['String', () => String(config)],
    ['a template', () => `${config}`],
    ['adding it to a text', () => '' + (config as unknown as string)],
    ['util.inspect', () => inspect(config)],
    [
      'util.inspect of all there is',
      () => inspect({ config }, { showHidden: true, depth: null, getters: true, showProxy: true }),
    ],
    [
      'util.inspect without its custom form',
      () => inspect(config, { customInspect: false, showHidden: true, depth: null }),
    ],
    ['util.format', () => format('%s %o %O %j', config, config, config, config)],
    ['util.formatWithOptions', () => formatWithOptions({ colors: true }, config)],
    ['Object.entries', () => JSON.stringify(Object.entries(config))],
    ['spreading', () => inspect({ ...config }, { showHidden: true })],
    ['Object.assign', () => JSON.stringify(Object.assign({}, config))],
    ['all property names', () => Reflect.ownKeys(config).map(String).join()],
    ['structuredClone', () => inspect(structuredClone({ config }), { showHidden: true })],
    ['v8.serialize', () => serialize({ ...config }).toString('latin1')],
    ['an error that carries it', () => inspect(new Error('failed', { cause: config }), { depth: null })],
  ])('a config shows no secret to %s', (_, show) => expectNoSecret(show()));

  it('a config shows what is not secret', () => {
    expect(config.toJSON()).toEqual({
      'bootstrap.servers': 'broker:9092',
      'security.protocol': 'sasl_ssl',
      'sasl.mechanisms': 'PLAIN',
      'sasl.username': '[redacted]',
      'sasl.password': '[redacted]',
      'ssl.ca.pem': '[redacted]',
    });
    expect(inspect(config)).toContain('broker:9092');
  });

  it('a config shows no secret when a caller changes what was revealed', () => {
    const revealed = config.reveal() as { 'sasl.password': string };
    revealed['sasl.password'] = 'other';
    expect(config.reveal()['sasl.password']).toBe(SECRET);
  });
});

describe('a problem shows no value, whatever setting a secret was put into', () => {
  const password: KafkaConnectionSettings = {
    bootstrapServers: 'broker:9092',
    key: KEY,
    secret: SECRET,
    sslCaPem: pem,
  };
  const { bootstrapServers } = password;
  const aws = { bootstrapServers, saslMechanism: 'OAUTHBEARER', oauthMethod: 'AWS' };
  const oidc = { ...aws, oauthMethod: 'OIDC', oidcClientId: KEY, oidcClientSecret: SECRET };
  it.each<[keyof KafkaConnectionSettings, KafkaConnectionSettings]>([
    ['bootstrapServers', password],
    ['securityProtocol', password],
    ['saslMechanism', password],
    ['sslCaPem', password],
    ['sslCertPem', password],
    ['sslKeyPem', password],
    ['oauthMethod', aws],
    ['awsRegion', aws],
    ['awsRoleArn', aws],
    ['awsExternalId', aws],
    ['oidcTokenEndpointUrl', oidc],
    ['awsRoleArn', oidc],
    ['oidcClientSecret', aws],
    ['key', aws],
  ])('%s', (name, correct) => {
    const values = [KEY, SECRET, `${SECRET}:${KEY}`, `-----BEGIN ${KEY}`, pem.replace('END', KEY), pem.slice(0, 300)];
    for (const value of values) {
      const { problems } = kafkaClientConfig({ ...correct, [name]: value });
      expect(problems.length).toBeGreaterThan(0);
      expectNoSecret(inspect(problems, { depth: null, showHidden: true }));
      for (const format of ['text', 'json', 'github'] as const) {
        expectNoSecret(
          formatDiagnostics(
            problems.map((one) => one.diagnostic),
            { format },
          ),
        );
      }
    }
  });
});
