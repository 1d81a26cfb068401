import type { Diagnostic, Span } from '@proj/diagnostics';

/**
 * The settings of a `.connection` file that concern the way to the brokers, with their secrets
 * filled in. Handle with care: unlike {@link KafkaClientConfig} this shows everything when it is
 * printed. An empty text counts as not given.
 */
export interface KafkaConnectionSettings {
  /** `KAFKA_BOOTSTRAP_SERVERS`: `host:port`, several separated by commas. */
  readonly bootstrapServers: string;
  /** `KAFKA_SECURITY_PROTOCOL`: PLAINTEXT, SASL_PLAINTEXT, SASL_SSL or SSL. @default 'SASL_SSL' */
  readonly securityProtocol?: string;
  /**
   * `KAFKA_SASL_MECHANISM`: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER.
   *
   * @default 'PLAIN'
   */
  readonly saslMechanism?: string;
  /** `KAFKA_KEY`: the user name. Needed for PLAIN and SCRAM. */
  readonly key?: string;
  /** `KAFKA_SECRET`: the password. Needed for PLAIN and SCRAM. */
  readonly secret?: string;
  /**
   * `KAFKA_SSL_CA_PEM`: one or more certificates, the authorities to trust instead of the system's.
   * Lines may be indented, and line breaks may be written as `\n`.
   */
  readonly sslCaPem?: string;
  /**
   * `KAFKA_SSL_CERT_PEM`: the client's own certificate, then those that lead to its authority. With
   * TLS only.
   */
  readonly sslCertPem?: string;
  /** `KAFKA_SSL_KEY_PEM`: the private key of the client's certificate, not encrypted. */
  readonly sslKeyPem?: string;
  /** `KAFKA_SASL_OAUTHBEARER_METHOD`: AWS or OIDC. Needed for OAUTHBEARER. */
  readonly oauthMethod?: string;
  /**
   * `KAFKA_SASL_OAUTHBEARER_AWS_REGION`: where the MSK cluster is. Needed for the method AWS, as
   * are the next two.
   */
  readonly awsRegion?: string;
  /** `KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN`: the role to assume. */
  readonly awsRoleArn?: string;
  /** `KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID`: what the role's trust policy asks for. */
  readonly awsExternalId?: string;
  /**
   * `KAFKA_SASL_OAUTHBEARER_OIDC_TOKEN_ENDPOINT_URL`. Needed for the method OIDC, as are the next
   * two.
   */
  readonly oidcTokenEndpointUrl?: string;
  /** `KAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_ID` */
  readonly oidcClientId?: string;
  /** `KAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_SECRET` */
  readonly oidcClientSecret?: string;
  /** `KAFKA_SASL_OAUTHBEARER_OIDC_SCOPE`: what is asked for, separated by blanks. */
  readonly oidcScope?: string;
}

/**
 * Which setting of a datafile fills which property.
 *
 * @example
 * kafkaSettingNames.sslCaPem; // => 'KAFKA_SSL_CA_PEM'
 */
export const kafkaSettingNames = {
  bootstrapServers: 'KAFKA_BOOTSTRAP_SERVERS',
  securityProtocol: 'KAFKA_SECURITY_PROTOCOL',
  saslMechanism: 'KAFKA_SASL_MECHANISM',
  key: 'KAFKA_KEY',
  secret: 'KAFKA_SECRET',
  sslCaPem: 'KAFKA_SSL_CA_PEM',
  sslCertPem: 'KAFKA_SSL_CERT_PEM',
  sslKeyPem: 'KAFKA_SSL_KEY_PEM',
  oauthMethod: 'KAFKA_SASL_OAUTHBEARER_METHOD',
  awsRegion: 'KAFKA_SASL_OAUTHBEARER_AWS_REGION',
  awsRoleArn: 'KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN',
  awsExternalId: 'KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID',
  oidcTokenEndpointUrl: 'KAFKA_SASL_OAUTHBEARER_OIDC_TOKEN_ENDPOINT_URL',
  oidcClientId: 'KAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_ID',
  oidcClientSecret: 'KAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_SECRET',
  oidcScope: 'KAFKA_SASL_OAUTHBEARER_OIDC_SCOPE',
} as const satisfies Readonly<Record<keyof KafkaConnectionSettings, string>>;

/** The name by which a setting is known in datafiles. */
export type KafkaSettingName = (typeof kafkaSettingNames)[keyof typeof kafkaSettingNames];

/**
 * Something that is wrong with one setting. No text of it repeats a value: any value may come from
 * a secret.
 */
export interface AuthProblem {
  /** The setting to point at. */
  readonly setting: KafkaSettingName;
  /** The line of the setting's text, from 1, where it has several. */
  readonly line?: number;
  /** The part of the setting's text that is wrong, where it is a part of a line. */
  readonly span?: Span;
  /**
   * For a missing setting: the settings that require it, the most specific first. The caller points
   * at the first one that is given.
   */
  readonly neededBy?: readonly KafkaSettingName[];
  /** Without `file` and `span`, which are not known here. */
  readonly diagnostic: Diagnostic;
}
