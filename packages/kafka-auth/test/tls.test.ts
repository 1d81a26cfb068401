import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kafkaClientConfig, type KafkaConnectionSettings } from '../src/index.js';

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const chain = fixture('client-chain.pem');
const key = fixture('client.key');
/** In the life of all certificates here. */
const now = new Date('2030-01-01T00:00:00Z');
const tls: KafkaConnectionSettings = { bootstrapServers: 'broker:9093', securityProtocol: 'SSL' };

function problemsOf(settings: Partial<KafkaConnectionSettings>, at = now): readonly string[] {
  const { problems } = kafkaClientConfig({ ...tls, ...settings }, { now: at });
  return problems.map(({ setting, line = '-', diagnostic: { severity, message } }) =>
    [severity, setting, line, message].join(' '),
  );
}

describe('a client certificate', () => {
  it('a client certificate goes to the client with its chain and its key', () => {
    const { config, problems } = kafkaClientConfig({ ...tls, sslCertPem: chain, sslKeyPem: key }, { now });
    expect(problems).toEqual([]);
    expect(config?.reveal()).toEqual({
      'bootstrap.servers': 'broker:9093',
      'security.protocol': 'ssl',
      'ssl.certificate.pem': chain,
      'ssl.key.pem': key,
    });
  });

  it('a client certificate can be combined with SASL', () => {
    const settings = { bootstrapServers: 'broker:9093', key: 'shop', secret: 's', sslCertPem: chain, sslKeyPem: key };
    expect(kafkaClientConfig(settings, { now }).config?.reveal()).toMatchObject({
      'security.protocol': 'sasl_ssl',
      'sasl.username': 'shop',
      'ssl.key.pem': key,
    });
  });

  it.each([
    ['with the name of its curve before it', fixture('client-sec1.key')],
    ['with line breaks written as \\n', key.replaceAll('\n', String.raw`\n`)],
    ['indented', key.replaceAll(/^/gm, '    ')],
  ])('a client certificate may have its key %s', (_, text) => {
    const { config } = kafkaClientConfig({ ...tls, sslCertPem: chain, sslKeyPem: text }, { now });
    const given = createPrivateKey(config?.reveal()['ssl.key.pem'] ?? '');
    expect(given.equals(createPrivateKey(key))).toBe(true);
  });

  it.each([
    [
      'without its key',
      { sslCertPem: chain },
      'error KAFKA_SSL_KEY_PEM - KAFKA_SSL_KEY_PEM is missing: KAFKA_SSL_CERT_PEM needs it.',
    ],
    [
      'that is not there',
      { sslKeyPem: key },
      'error KAFKA_SSL_CERT_PEM - KAFKA_SSL_CERT_PEM is missing: KAFKA_SSL_KEY_PEM needs it.',
    ],
    [
      'with the key of another',
      { sslCertPem: chain, sslKeyPem: `\n${fixture('other.key')}` },
      'error KAFKA_SSL_KEY_PEM 2 The private key in KAFKA_SSL_KEY_PEM does not belong to the first certificate in KAFKA_SSL_CERT_PEM.',
    ],
    [
      'with an encrypted key',
      { sslCertPem: chain, sslKeyPem: fixture('client-encrypted.key') },
      'error KAFKA_SSL_KEY_PEM - The private key in KAFKA_SSL_KEY_PEM is encrypted, and there is no setting for its password.',
    ],
    [
      'with a key encrypted the old way',
      { sslCertPem: chain, sslKeyPem: fixture('client-encrypted-sec1.key') },
      'error KAFKA_SSL_KEY_PEM - The private key in KAFKA_SSL_KEY_PEM is encrypted, and there is no setting for its password.',
    ],
    [
      'in place of the key',
      { sslCertPem: chain, sslKeyPem: chain },
      'error KAFKA_SSL_KEY_PEM 1 KAFKA_SSL_KEY_PEM is not a PEM private key: a certificate begins in line 1.',
    ],
    [
      'with two keys',
      { sslCertPem: chain, sslKeyPem: key + key },
      'error KAFKA_SSL_KEY_PEM 6 KAFKA_SSL_KEY_PEM is not a PEM private key: a second private key begins in line 6.',
    ],
    [
      'with a key that was changed',
      { sslCertPem: chain, sslKeyPem: key.replace('MIGH', 'MIGI') },
      'error KAFKA_SSL_KEY_PEM 1 KAFKA_SSL_KEY_PEM is not a PEM private key: a private key that cannot be read begins in line 1.',
    ],
  ])('%s is reported', (_, settings, problem) => {
    expect(problemsOf(settings)).toEqual([problem]);
  });

  it('a damaged client certificate is reported at its first line', () => {
    const lines = chain.split('\n');
    const second = lines.lastIndexOf('-----BEGIN CERTIFICATE-----');
    lines[second + 1] = `AAAA${lines[second + 1]?.slice(4) ?? ''}`;
    expect(problemsOf({ sslCertPem: lines.join('\n'), sslKeyPem: key })).toEqual([
      `error KAFKA_SSL_CERT_PEM ${second + 1} KAFKA_SSL_CERT_PEM is not a PEM certificate: a certificate that cannot be read begins in line ${second + 1}.`,
    ]);
  });
});

describe('a certificate out of its time', () => {
  it('an expired certificate causes a warning with its dates, each one of a chain separately, and the config is still made', () => {
    const at = new Date('2040-01-01T00:00:00Z');
    const { config, problems } = kafkaClientConfig({ ...tls, sslCertPem: chain, sslKeyPem: key }, { now: at });
    expect(config).toBeDefined();
    expect(problems).toMatchObject([
      {
        setting: 'KAFKA_SSL_CERT_PEM',
        line: 1,
        diagnostic: {
          severity: 'warning',
          message: 'Certificate 1 of KAFKA_SSL_CERT_PEM expired on 2036-11-19 19:41 UTC.',
          hint: 'It was valid from 2026-11-22 19:41 UTC to 2036-11-19 19:41 UTC. Get a new one from its issuer.',
        },
      },
    ]);
  });

  it('a certificate that is not yet valid causes a warning', () => {
    expect(problemsOf({ sslCaPem: fixture('two-authorities.pem') }, new Date('2020-01-01T00:00:00Z'))).toEqual([
      'warning KAFKA_SSL_CA_PEM 1 Certificate 1 of KAFKA_SSL_CA_PEM is not valid before 2026-11-22 16:58 UTC.',
      expect.stringMatching(/^warning KAFKA_SSL_CA_PEM \d\d Certificate 2 of KAFKA_SSL_CA_PEM is not valid before/),
    ]);
  });
});

describe('certificates that are right one by one', () => {
  const inOrder = fixture('long-chain.pem').split(/(?<=-----END CERTIFICATE-----\n)/);
  const [leaf = '', intermediate = '', root = ''] = inOrder;
  const leafKey = fixture('long-chain.key');

  it('certificates in their order are accepted without a warning', () => {
    expect(problemsOf({ sslCertPem: inOrder.join(''), sslKeyPem: leafKey, sslCaPem: root })).toEqual([]);
  });

  it('certificates out of order cause a warning where the order breaks', () => {
    expect(problemsOf({ sslCertPem: leaf + root + intermediate, sslKeyPem: leafKey })).toEqual([
      expect.stringMatching(/^warning KAFKA_SSL_CERT_PEM \d+ Certificate 2 of KAFKA_SSL_CERT_PEM did not sign certificate 1\.$/), // prettier-ignore
      expect.stringMatching(/^warning KAFKA_SSL_CERT_PEM \d+ Certificate 3 of KAFKA_SSL_CERT_PEM did not sign certificate 2\.$/), // prettier-ignore
    ]);
  });

  it('certificates that begin with one of another key are reported', () => {
    expect(problemsOf({ sslCertPem: intermediate + leaf, sslKeyPem: leafKey })).toContainEqual(
      expect.stringMatching(/^error KAFKA_SSL_KEY_PEM 1 The private key .* does not belong to the first certificate/),
    );
  });

  it("an authority's certificates in place of our own are reported, because our key does not belong to them", () => {
    expect(problemsOf({ sslCertPem: root, sslKeyPem: leafKey })).toEqual([
      expect.stringMatching(/^error KAFKA_SSL_KEY_PEM 1 The private key .* does not belong/),
    ]);
  });

  it("a broker's certificate in place of its authority's causes a warning", () => {
    expect(problemsOf({ sslCaPem: root + leaf })).toEqual([
      expect.stringMatching(
        /^warning KAFKA_SSL_CA_PEM \d+ Certificate 2 of KAFKA_SSL_CA_PEM is not that of an authority/,
      ),
    ]);
  });
});
