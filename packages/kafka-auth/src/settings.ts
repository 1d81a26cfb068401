import type { Diagnostic } from '@proj/diagnostics';

/**
 * The settings of a `.connection` file that concern the way to the brokers, with their secrets filled in.
 * Handle with care: unlike {@link KafkaClientConfig} this shows everything when it is printed.
 */
export interface KafkaConnectionSettings {
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
export type KafkaSettingName =
  | 'KAFKA_BOOTSTRAP_SERVERS'
  | 'KAFKA_SECURITY_PROTOCOL'
  | 'KAFKA_SASL_MECHANISM'
  | 'KAFKA_KEY'
  | 'KAFKA_SECRET'
  | 'KAFKA_SSL_CA_PEM';

/** Something that is wrong with one setting. No text of it repeats a value: any value may come from a secret. */
export interface AuthProblem {
  /** Tells whoever read the settings which line to point at. */
  readonly setting: KafkaSettingName;
  /** Without `file` and `span`, which are not known here. */
  readonly diagnostic: Diagnostic;
}
