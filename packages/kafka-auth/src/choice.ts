import { authDiagnostics } from './messages.js';
import type { Problems } from './problems.js';
import type { KafkaSettingName } from './settings.js';

/** Spellings that are seen, without their dashes and underscores. */
const MEANT: Readonly<Record<string, string>> = {
  SASLSSL: 'SASL_SSL',
  SASLTLS: 'SASL_SSL',
  TLS: 'SSL',
  SASLPLAINTEXT: 'SASL_PLAINTEXT',
  SASL: 'SASL_PLAINTEXT',
  PLAIN: 'PLAINTEXT',
  PLAINTEXT: 'PLAIN',
  NONE: 'PLAINTEXT',
  SCRAMSHA256: 'SCRAM-SHA-256',
  SCRAM256: 'SCRAM-SHA-256',
  SHA256: 'SCRAM-SHA-256',
  SCRAMSHA512: 'SCRAM-SHA-512',
  SCRAM512: 'SCRAM-SHA-512',
  SHA512: 'SCRAM-SHA-512',
  OAUTHBREARER: 'OAUTHBEARER',
  OAUTH: 'OAUTHBEARER',
  AWSMSKIAM: 'OAUTHBEARER',
  IAM: 'AWS',
  MSK: 'AWS',
  OPENID: 'OIDC',
};

/**
 * One of several words, in any case; `otherwise` when nothing is given, undefined when the problem
 * is reported.
 */
export function readChoice<Known extends string, Otherwise>(
  setting: KafkaSettingName,
  text: string | undefined,
  known: readonly Known[],
  otherwise: Otherwise,
  problems: Problems,
): Known | Otherwise | undefined {
  const word = text?.trim().toUpperCase() ?? '';
  if (word === '') return otherwise;
  const choice = known.find((one) => one === word);
  if (choice) return choice;
  const meant = MEANT[word.replaceAll(/[^A-Z\d]/g, '')];
  const suggestion = known.find((one) => one === meant);
  problems.add(setting, authDiagnostics.create('unknown-value', { setting, known: known.join(', '), suggestion }));
  return undefined;
}
