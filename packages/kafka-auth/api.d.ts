// ---- index.d.ts ----
import * as _proj_diagnostics from '@proj/diagnostics';
import { Diagnostic } from '@proj/diagnostics';

/** Settings of librdkafka, by its own names. */
interface KafkaClientProperties {
  readonly 'bootstrap.servers': string;
  readonly 'security.protocol': 'plaintext' | 'sasl_plaintext' | 'sasl_ssl';
  readonly 'sasl.mechanisms'?: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
  readonly 'sasl.username'?: string;
  readonly 'sasl.password'?: string;
  readonly 'ssl.ca.pem'?: string;
}
/**
 * How to connect to the brokers of one connection. It can be logged, inspected, serialised, spread and put into
 * an error without showing a secret; only `reveal` gives the real values. Made by `kafkaClientConfig`.
 */
declare class KafkaClientConfig {
  #private;
  constructor(properties: KafkaClientProperties);
  /** The real values, secrets included, as a new object. Hand it to the client and keep it nowhere. */
  reveal(): KafkaClientProperties;
  /** The properties that are no secrets; the others only by name. */
  toJSON(): Readonly<Record<string, string>>;
  toString(): string;
}

/**
 * The settings of a `.connection` file that concern the way to the brokers, with their secrets filled in.
 * Handle with care: unlike {@link KafkaClientConfig} this shows everything when it is printed.
 */
interface KafkaConnectionSettings {
  /** `KAFKA_BOOTSTRAP_SERVERS`: `host:port`, several separated by commas. */
  readonly bootstrapServers: string;
  /** `KAFKA_SECURITY_PROTOCOL`: PLAINTEXT, SASL_PLAINTEXT or SASL_SSL. @default 'SASL_SSL' */
  readonly securityProtocol?: string;
  /** `KAFKA_SASL_MECHANISM`: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512. Not used with PLAINTEXT. @default 'PLAIN' */
  readonly saslMechanism?: string;
  /** `KAFKA_KEY`: the user name. Needed unless the protocol is PLAINTEXT. */
  readonly key?: string;
  /** `KAFKA_SECRET`: the password. Needed unless the protocol is PLAINTEXT. */
  readonly secret?: string;
  /**
   * `KAFKA_SSL_CA_PEM`: one or more certificates, the authorities to trust instead of the system's. Lines may
   * be indented, and line breaks may be written as `\n`. Not used without TLS.
   */
  readonly sslCaPem?: string;
}
/** The name by which a setting is known in datafiles. */
type KafkaSettingName =
  | 'KAFKA_BOOTSTRAP_SERVERS'
  | 'KAFKA_SECURITY_PROTOCOL'
  | 'KAFKA_SASL_MECHANISM'
  | 'KAFKA_KEY'
  | 'KAFKA_SECRET'
  | 'KAFKA_SSL_CA_PEM';
/** Something that is wrong with one setting. No text of it repeats a value: any value may come from a secret. */
interface AuthProblem {
  /** Tells whoever read the settings which line to point at. */
  readonly setting: KafkaSettingName;
  /** Without `file` and `span`, which are not known here. */
  readonly diagnostic: Diagnostic;
}

/** The settings for the client, or what is wrong with the connection. */
interface KafkaClientConfigResult {
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
declare function kafkaClientConfig(settings: KafkaConnectionSettings): KafkaClientConfigResult;

/** Everything that can be wrong with the settings of a connection. */
declare const authDiagnostics: _proj_diagnostics.DiagnosticCatalog<{
  readonly 'missing-setting': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'setting' | 'why'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'unknown-value': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'setting' | 'known'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'suggestion'>;
  };
  readonly 'not-supported-yet': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'value' | 'setting'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'instead'>;
  };
  readonly 'bad-server': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'position' | 'what'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'bad-pem': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'what' | 'setting' | 'line'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
}>;

export {
  type AuthProblem,
  KafkaClientConfig,
  type KafkaClientConfigResult,
  type KafkaClientProperties,
  type KafkaConnectionSettings,
  type KafkaSettingName,
  authDiagnostics,
  kafkaClientConfig,
};
