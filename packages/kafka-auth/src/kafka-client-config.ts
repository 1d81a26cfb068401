import { readBootstrapServers } from './bootstrap-servers.js';
import { KafkaClientConfig, type KafkaClientProperties } from './client-config.js';
import { authDiagnostics } from './messages.js';
import { readCertificates } from './pem.js';
import type { AuthProblem, KafkaConnectionSettings, KafkaSettingName } from './settings.js';

type Protocol = 'PLAINTEXT' | 'SASL_PLAINTEXT' | 'SASL_SSL';
type Mechanism = NonNullable<KafkaClientProperties['sasl.mechanisms']>;

const PROTOCOLS = ['PLAINTEXT', 'SASL_PLAINTEXT', 'SASL_SSL'] as const satisfies readonly Protocol[];
const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const satisfies readonly Mechanism[];

/** Known to Kafka, and to come. */
const PROTOCOLS_TO_COME = ['SSL'] as const;
const MECHANISMS_TO_COME = ['OAUTHBEARER'] as const;

/** Spellings that are seen, without their dashes and underscores. */
const MEANT: Readonly<Record<string, string>> = {
  SASLSSL: 'SASL_SSL',
  SASLTLS: 'SASL_SSL',
  TLS: 'SASL_SSL',
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
};

/** The settings for the client, or what is wrong with the connection. */
export interface KafkaClientConfigResult {
  /** Absent if and only if one of the problems is an error. */
  readonly config?: KafkaClientConfig;
  readonly problems: readonly AuthProblem[];
}

/**
 * The client settings that a connection needs. All that is wrong with it is reported at once; nothing is tried
 * on the network. With PLAINTEXT, settings for SASL and TLS are left unused without a word, so that one file
 * serves a local broker and, with other secrets, a guarded one.
 *
 * @example
 * const { config } = kafkaClientConfig({
 *   bootstrapServers: 'broker:9092',
 *   saslMechanism: 'SCRAM-SHA-256',
 *   key: 'shop',
 *   secret: 'open sesame',
 * });
 * config?.reveal()['sasl.password']; // => 'open sesame'
 * config?.toJSON()['sasl.password']; // => '[redacted]'
 */
export function kafkaClientConfig(settings: KafkaConnectionSettings): KafkaClientConfigResult {
  const problems = new Problems();
  const servers = readServers(settings, problems);
  const protocol = readProtocol(settings, problems);
  const sasl = protocol === 'PLAINTEXT' ? {} : readSasl(settings, protocol, problems);
  const tls = protocol === 'SASL_SSL' ? readTls(settings, problems) : {};
  if (problems.found.length > 0 || protocol === undefined) return { problems: problems.found };
  const config = new KafkaClientConfig({
    'bootstrap.servers': servers,
    'security.protocol': protocol.toLowerCase() as Lowercase<Protocol>,
    ...sasl,
    ...tls,
  });
  return { config, problems: problems.found };
}

/** Problems are collected here, all of them errors so far. */
class Problems {
  readonly found: AuthProblem[] = [];
  add(setting: KafkaSettingName, diagnostic: AuthProblem['diagnostic']): void {
    this.found.push({ setting, diagnostic });
  }
}

function readServers(settings: KafkaConnectionSettings, problems: Problems): string {
  const setting = 'KAFKA_BOOTSTRAP_SERVERS';
  const { servers, problems: wrong } = readBootstrapServers(settings.bootstrapServers);
  if (servers.length === 0) {
    const advice = 'Write host:port, several separated by commas.';
    problems.add(setting, authDiagnostics.create('missing-setting', { setting, why: '', advice }));
  }
  for (const one of wrong) problems.add(setting, authDiagnostics.create('bad-server', { ...one }));
  return servers.join(',');
}

function readProtocol({ securityProtocol }: KafkaConnectionSettings, problems: Problems): Protocol | undefined {
  const setting = 'KAFKA_SECURITY_PROTOCOL';
  return readChoice(setting, securityProtocol, 'SASL_SSL', PROTOCOLS, PROTOCOLS_TO_COME, 'SASL_SSL', problems);
}

/** When the protocol is wrong the mechanism is checked all the same, but nobody asks for key and secret. */
function readSasl(
  settings: KafkaConnectionSettings,
  protocol: Protocol | undefined,
  problems: Problems,
): Partial<KafkaClientProperties> {
  const setting = 'KAFKA_SASL_MECHANISM';
  const instead = MECHANISMS.join(' or ');
  const mechanism = readChoice(
    setting,
    settings.saslMechanism,
    'PLAIN',
    MECHANISMS,
    MECHANISMS_TO_COME,
    instead,
    problems,
  );
  if (protocol === undefined || mechanism === undefined) return {};
  const { key = '', secret = '' } = settings;
  for (const [name, value] of [
    ['KAFKA_KEY', key],
    ['KAFKA_SECRET', secret],
  ] as const) {
    if (value !== '') continue;
    const why = `: ${protocol} with ${mechanism} needs it`;
    const advice = 'For a broker that asks for no password set KAFKA_SECURITY_PROTOCOL to PLAINTEXT.';
    problems.add(name, authDiagnostics.create('missing-setting', { setting: name, why, advice }));
  }
  return { 'sasl.mechanisms': mechanism, 'sasl.username': key, 'sasl.password': secret };
}

/** Without certificates of its own, the client trusts the authorities that the system trusts. */
function readTls({ sslCaPem = '' }: KafkaConnectionSettings, problems: Problems): Partial<KafkaClientProperties> {
  if (sslCaPem.trim() === '') return {};
  const setting = 'KAFKA_SSL_CA_PEM';
  const result = readCertificates(sslCaPem);
  if ('pem' in result) return { 'ssl.ca.pem': result.pem };
  problems.add(setting, authDiagnostics.create('bad-pem', { setting, ...result.problem }));
  return {};
}

/** One of several words, in any case. */
function readChoice<Known extends string>(
  setting: KafkaSettingName,
  text: string | undefined,
  otherwise: Known,
  known: readonly Known[],
  toCome: readonly string[],
  instead: string,
  problems: Problems,
): Known | undefined {
  const word = text?.trim().toUpperCase() ?? '';
  if (word === '') return otherwise;
  const choice = known.find((one) => one === word);
  if (choice) return choice;
  const later = toCome.find((one) => one === word);
  if (later !== undefined) {
    problems.add(setting, authDiagnostics.create('not-supported-yet', { setting, value: later, instead }));
    return undefined;
  }
  const all: readonly string[] = [...known, ...toCome];
  const meant = MEANT[word.replaceAll(/[^A-Z\d]/g, '')];
  const suggestion = meant !== undefined && all.includes(meant) ? meant : undefined;
  problems.add(setting, authDiagnostics.create('unknown-value', { setting, known: known.join(', '), suggestion }));
  return undefined;
}
