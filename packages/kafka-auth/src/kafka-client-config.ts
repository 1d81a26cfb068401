import { readBootstrapServers } from './bootstrap-servers.js';
import { KafkaClientConfig } from './client-config.js';
import { authDiagnostics } from './messages.js';
import { mskIamTokens } from './msk-iam-tokens.js';
import { Problems } from './problems.js';
import { readProtocol, usesSasl, usesTls, type Protocol } from './protocol.js';
import { readSasl, type Sasl } from './sasl.js';
import type { AuthProblem, KafkaConnectionSettings, KafkaSettingName } from './settings.js';
import { readTls } from './tls.js';
import { warnOfUnused } from './unused-settings.js';

/** The settings for the client, or what is wrong with the connection. */
export interface KafkaClientConfigResult {
  /** Absent if and only if one of the problems is an error. */
  readonly config?: KafkaClientConfig;
  readonly problems: readonly AuthProblem[];
}

/** What is known besides the settings. */
export interface KafkaClientConfigOptions {
  /**
   * Settings whose values come from secrets, so that they may differ elsewhere. A setting that has
   * no effect only because of one of these causes no warning.
   *
   * @default none
   */
  readonly fromSecrets?: ReadonlySet<KafkaSettingName>;
  /** The time against which certificates are checked. @default now */
  readonly now?: Date;
}

/**
 * The client settings that a connection needs. All that is wrong with it is reported at once;
 * nothing is tried on the network.
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
 *
 * @example
 * const { problems } = kafkaClientConfig({ bootstrapServers: 'broker:9092', saslMechanism: 'PLAIN', key: 'shop' });
 * problems[0]?.diagnostic.message; // => 'KAFKA_SECRET is missing: SASL_SSL with PLAIN needs it.'
 */
export function kafkaClientConfig(
  settings: KafkaConnectionSettings,
  options: KafkaClientConfigOptions = {},
): KafkaClientConfigResult {
  const problems = new Problems();
  const servers = readServers(settings, problems);
  const protocol = readProtocol(settings, problems);
  const sasl: Sasl =
    protocol === undefined || usesSasl(protocol)
      ? readSasl(settings, protocol, problems)
      : { mechanism: undefined, properties: {} };
  const tls = protocol && usesTls(protocol) ? readTls(settings, options.now ?? new Date(), problems) : {};
  if (protocol) {
    const choices = { protocol, mechanism: sasl.mechanism, method: sasl.method };
    warnOfUnused(settings, choices, options.fromSecrets ?? new Set(), problems);
  }
  if (problems.hasErrors || protocol === undefined) return { problems: problems.found };
  const config = new KafkaClientConfig(
    {
      'bootstrap.servers': servers,
      'security.protocol': protocol.toLowerCase() as Lowercase<Protocol>,
      ...sasl.properties,
      ...tls,
    },
    sasl.mskIam && mskIamTokens(sasl.mskIam),
  );
  return { config, problems: problems.found };
}

function readServers(settings: KafkaConnectionSettings, problems: Problems): string {
  const setting = 'KAFKA_BOOTSTRAP_SERVERS';
  const { servers, problems: wrong } = readBootstrapServers(settings.bootstrapServers);
  if (servers.length === 0) problems.missing(setting, '', 'Write host:port, several separated by commas.', []);
  for (const { span, ...one } of wrong) problems.add(setting, authDiagnostics.create('bad-server', one), span);
  return servers.join(',');
}
