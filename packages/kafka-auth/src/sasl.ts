import { readChoice } from './choice.js';
import type { KafkaClientProperties } from './client-config.js';
import { readOAuth, type OAuth } from './oauth.js';
import type { Problems } from './problems.js';
import type { KafkaConnectionSettings } from './settings.js';

export type Mechanism = NonNullable<KafkaClientProperties['sasl.mechanisms']>;

const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER'] as const satisfies readonly Mechanism[];

/** What is known of how a connection authenticates. */
export interface Sasl extends Partial<OAuth> {
  /** Undefined when it is wrong, which is reported. */
  readonly mechanism: Mechanism | undefined;
  readonly properties: Partial<KafkaClientProperties>;
}

/**
 * @param protocol Undefined when it is wrong: the mechanism is checked all the same, but key and
 * secret are not required.
 */
export function readSasl(settings: KafkaConnectionSettings, protocol: string | undefined, problems: Problems): Sasl {
  const mechanism = readChoice('KAFKA_SASL_MECHANISM', settings.saslMechanism, MECHANISMS, 'PLAIN', problems);
  if (protocol === undefined || mechanism === undefined) return { mechanism, properties: {} };
  if (mechanism === 'OAUTHBEARER') {
    const oauth = readOAuth(settings, problems);
    return { ...oauth, mechanism, properties: { 'sasl.mechanisms': mechanism, ...oauth.properties } };
  }
  const { key = '', secret = '' } = settings;
  for (const [name, value] of [
    ['KAFKA_KEY', key],
    ['KAFKA_SECRET', secret],
  ] as const) {
    if (value !== '') continue;
    const advice = 'For a broker that asks for no password set KAFKA_SECURITY_PROTOCOL to PLAINTEXT or SSL.';
    problems.missing(name, `: ${protocol} with ${mechanism} needs it`, advice, [
      'KAFKA_SASL_MECHANISM',
      'KAFKA_SECURITY_PROTOCOL',
    ]);
  }
  return {
    mechanism,
    properties: { 'sasl.mechanisms': mechanism, 'sasl.username': key, 'sasl.password': secret },
  };
}
