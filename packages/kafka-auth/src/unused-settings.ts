import { authDiagnostics } from './messages.js';
import type { OAuthMethod } from './oauth.js';
import type { Problems } from './problems.js';
import type { Protocol } from './protocol.js';
import type { Mechanism } from './sasl.js';
import { kafkaSettingNames, type KafkaConnectionSettings, type KafkaSettingName } from './settings.js';

/** What was chosen; undefined where the choice does not apply or is wrong. */
export interface Choices {
  readonly protocol: Protocol;
  readonly mechanism: Mechanism | undefined;
  readonly method: OAuthMethod | undefined;
}

type Key = keyof KafkaConnectionSettings;

const ofTls: readonly Key[] = ['sslCaPem', 'sslCertPem', 'sslKeyPem'];
const ofPassword: readonly Key[] = ['key', 'secret'];
const ofAws: readonly Key[] = ['awsRegion', 'awsRoleArn', 'awsExternalId'];
const ofOidc: readonly Key[] = ['oidcTokenEndpointUrl', 'oidcClientId', 'oidcClientSecret', 'oidcScope'];
const ofOAuth: readonly Key[] = ['oauthMethod', ...ofAws, ...ofOidc];
const ofSasl: readonly Key[] = ['saslMechanism', ...ofPassword, ...ofOAuth];

const instead = {
  tls: 'Remove it, or use SASL_SSL or SSL.',
  sasl: 'Remove it, or use SASL_SSL.',
  password: 'Remove it, or use PLAIN or SCRAM.',
  oauth: 'Remove it, or use OAUTHBEARER.',
  aws: 'Remove it, or use AWS.',
  oidc: 'Remove it, or use OIDC.',
} as const;

/**
 * Warns of settings that have no effect beside the others: the author of a certificate believes
 * that the connection is encrypted. There is no warning where the deciding setting comes from a
 * secret, because the same file may serve a local broker and, with other secrets, a secured one.
 */
export function warnOfUnused(
  settings: KafkaConnectionSettings,
  { protocol, mechanism, method }: Choices,
  mayDiffer: ReadonlySet<KafkaSettingName>,
  problems: Problems,
): void {
  const warn = (keys: readonly Key[], decider: KafkaSettingName, choice: string, advice: string): void => {
    if (mayDiffer.has(decider)) return;
    for (const key of keys) {
      if ((settings[key] ?? '').trim() === '') continue;
      const setting = kafkaSettingNames[key];
      problems.add(setting, authDiagnostics.create('unused-setting', { setting, decider, choice, advice }));
    }
  };
  const byProtocol = (keys: readonly Key[], advice: string): void =>
    warn(keys, 'KAFKA_SECURITY_PROTOCOL', protocol, advice);

  if (protocol === 'PLAINTEXT' || protocol === 'SASL_PLAINTEXT') byProtocol(ofTls, instead.tls);
  if (protocol === 'PLAINTEXT' || protocol === 'SSL') return byProtocol(ofSasl, instead.sasl);
  if (mechanism === undefined) return;
  if (mechanism !== 'OAUTHBEARER') return warn(ofOAuth, 'KAFKA_SASL_MECHANISM', mechanism, instead.oauth);
  warn(ofPassword, 'KAFKA_SASL_MECHANISM', mechanism, instead.password);
  if (method === 'AWS') warn(ofOidc, 'KAFKA_SASL_OAUTHBEARER_METHOD', method, instead.oidc);
  if (method === 'OIDC') warn(ofAws, 'KAFKA_SASL_OAUTHBEARER_METHOD', method, instead.aws);
}
