// ---- client-config.d.ts ----
/** What a broker takes as proof of who connects, for OAUTHBEARER. */
interface KafkaToken {
  /** A secret. */
  readonly value: string;
  /** When the broker stops taking it. In ms since 1970. */
  readonly expiresAtMs: number;
  /** A name for the client's log; what the broker knows the client by is in the token. */
  readonly principal: string;
}
/** Makes tokens for the clients of one connection. */
interface KafkaTokenProvider {
  /**
   * A token with more than half of its life left. Several callers at once get the same one. Call it
   * whenever the client asks for a token, and keep nothing: librdkafka asks at 80 % of a token's
   * life, and 10 s after a failure.
   *
   * @param signal Ends the waiting of this caller; it then rejects with the signal's reason.
   * @throws KafkaAuthError When no token can be had. Always within half a minute.
   */
  token(signal?: AbortSignal): Promise<KafkaToken>;
}

/** Settings of librdkafka, by its own names. */
interface KafkaClientProperties {
  readonly 'bootstrap.servers': string;
  readonly 'security.protocol': 'plaintext' | 'ssl' | 'sasl_plaintext' | 'sasl_ssl';
  readonly 'sasl.mechanisms'?: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512' | 'OAUTHBEARER';
  readonly 'sasl.username'?: string;
  readonly 'sasl.password'?: string;
  /**
   * `oidc`: the client fetches tokens by itself. Absent with OAUTHBEARER: they come from
   * `KafkaClientConfig.tokens`.
   */
  readonly 'sasl.oauthbearer.method'?: 'oidc';
  readonly 'sasl.oauthbearer.token.endpoint.url'?: string;
  readonly 'sasl.oauthbearer.client.id'?: string;
  readonly 'sasl.oauthbearer.client.secret'?: string;
  readonly 'sasl.oauthbearer.scope'?: string;
  readonly 'ssl.ca.pem'?: string;
  readonly 'ssl.certificate.pem'?: string;
  readonly 'ssl.key.pem'?: string;
}
/**
 * How to connect to the brokers of one connection. It can be logged, inspected, serialised, spread
 * and put into an error without showing a secret; only `reveal` gives the real values. Made by
 * `kafkaClientConfig`.
 */
declare class KafkaClientConfig {
  #private;
  constructor(properties: KafkaClientProperties, tokens?: KafkaTokenProvider);
  /**
   * The real values, secrets included, as a new object. Hand it to the client and keep it nowhere.
   */
  reveal(): KafkaClientProperties;
  /**
   * Where the client's `oauthbearer_token_refresh_cb` gets its tokens. Undefined when the
   * connection needs none from us: no OAUTHBEARER, or a method that the client carries out by
   * itself. All clients of a connection share it, and with it the tokens.
   */
  get tokens(): KafkaTokenProvider | undefined;
  /** The properties that are not secret; of the others only the names. */
  toJSON(): Readonly<Record<string, string>>;
  toString(): string;
}

export { KafkaClientConfig as K, type KafkaTokenProvider as a, type KafkaClientProperties as b, type KafkaToken as c };

// ---- explain.d.ts ----
import { K as KafkaClientConfig } from './client-config.js';

/** An error as a Kafka client reports it, or a line of its log about a failed connection. */
interface KafkaClientError {
  /** librdkafka's number, as in `rdkafka.h`. Its events come with -1 and a text. */
  readonly code?: number;
  /** Best unchanged: it contains the broker and the state of the connection. */
  readonly message?: string;
}

/** The fault of a broker's certificate. */
interface TlsFinding {
  readonly kind: 'certificate-expired' | 'certificate-not-yet-valid' | 'host-name' | 'unknown-authority';
  /** The certificate's first day, and its last: `2031-05-04`. */
  readonly from?: string;
  readonly until?: string;
  /** The names that it is for, separated by commas. */
  readonly names?: string;
}
/**
 * Looks at the certificate of a broker, to find out why librdkafka does not trust it: it says the
 * same for every reason. Sends nothing but the beginning of a TLS connection. Use it only after
 * librdkafka has failed: a certificate that is all right but for its authority is reported as
 * `unknown-authority`.
 *
 * @param server `host:port`
 * @returns Undefined when the server does not speak TLS, or not in time.
 */
declare function findTlsFault(
  server: string,
  config: KafkaClientConfig,
  options?: {
    /** @default 5_000 */
    readonly timeoutMs?: number;
    readonly signal?: AbortSignal;
    /** @default now */
    readonly now?: Date;
  },
): Promise<TlsFinding | undefined>;

/** The connection that an error is about. Nothing in it may be a secret: all of it may be shown. */
interface KafkaConnectionSummary {
  /** Of the connection file. */
  readonly name?: string;
  /** As in KAFKA_BOOTSTRAP_SERVERS. */
  readonly brokers: string;
  /** As in KAFKA_SECURITY_PROTOCOL. */
  readonly protocol: string;
  /** As in KAFKA_SASL_MECHANISM, where SASL is used. */
  readonly mechanism?: string;
  /** KAFKA_KEY, unless it comes from a secret. */
  readonly user?: string;
  /** The topics that it is about, where the caller knows them: `orders, visits`. */
  readonly topic?: string;
  /** The consumer group that it is about. */
  readonly group?: string;
  /**
   * What `findTlsFault` found: librdkafka says the same of every certificate that it does not take.
   */
  readonly tls?: TlsFinding;
}

/** What can go wrong between the client and the brokers. */
type KafkaErrorKind =
  | 'token'
  | 'token-refused'
  | 'token-unusable'
  | 'mechanism'
  | 'no-login-wanted'
  | 'login-renewal'
  | 'authentication'
  | 'topic-authorization'
  | 'group-authorization'
  | 'cluster-authorization'
  | TlsFinding['kind']
  | 'certificate'
  | 'client-certificate'
  | 'tls-to-plain'
  | 'plain-to-tls'
  | 'not-kafka'
  | 'tls-version'
  | 'tls'
  | 'unknown-topic'
  | 'group-lost'
  | 'resolve'
  | 'refused'
  | 'timeout'
  | 'login-wanted'
  | 'disconnected'
  | 'unreachable'
  | 'client-error';

/** An error of a Kafka client in words. */
interface KafkaErrorExplanation {
  /** `kafka/<kind>`: stable, documented. */
  readonly code: `kafka/${KafkaErrorKind}`;
  /** What happened, where: one sentence. */
  readonly message: string;
  /** The likely reason: one sentence. */
  readonly cause: string;
  /** What to do: one sentence. */
  readonly advice: string;
  /** Whether it can go away while the settings stay as they are. */
  readonly retryable: boolean;
  /** The client's own words, without threads, times and the address of a token endpoint. */
  readonly said: string;
}
/**
 * What an error of librdkafka means, for people. A failed connection makes it say several things,
 * one of them exact and the others general (`broker transport failure`): give them all, and the
 * exact one is explained.
 *
 * @example
 * const { code, message, advice } = explainKafkaError(
 *   [
 *     { code: -195, message: 'broker transport failure' },
 *     { message: 'broker:9092/bootstrap: Connect to ipv4#10.0.0.7:9092 failed: Connection refused (after 3ms in state CONNECT)' },
 *   ],
 *   { name: 'shop', brokers: 'broker:9092', protocol: 'PLAINTEXT' },
 * );
 * code; // => 'kafka/refused'
 * message; // => 'Connection shop: nothing listens at broker:9092.'
 * advice; // => 'Start the broker, or correct KAFKA_BOOTSTRAP_SERVERS: it takes addresses that the brokers advertise.'
 */
declare function explainKafkaError(
  errors: KafkaClientError | readonly KafkaClientError[],
  connection: KafkaConnectionSummary,
): KafkaErrorExplanation;

export {
  type KafkaClientError,
  type KafkaConnectionSummary,
  type KafkaErrorExplanation,
  type KafkaErrorKind,
  type TlsFinding,
  explainKafkaError,
  findTlsFault,
};

// ---- iam.d.ts ----
import { Diagnostic } from '@proj/diagnostics';

/** A policy as AWS takes it: `JSON.stringify` it. */
interface IamPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly IamStatement[];
}
/** One rule of a policy. */
interface IamStatement {
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  /** In an access policy: on what. */
  readonly Resource?: string | readonly string[];
  /** In a trust policy: who. */
  readonly Principal?: {
    readonly AWS: string | readonly string[];
  };
  readonly Condition?: {
    readonly StringEquals: {
      readonly 'sts:ExternalId': string;
    };
  };
}
/** A policy, or the reasons why none could be made. */
interface PolicyResult {
  /** Absent if and only if there are problems. */
  readonly policy?: IamPolicy;
  readonly problems: readonly Diagnostic[];
}

/** What to allow. What is left out is `*`: all of them. */
interface AccessPolicyOptions {
  /**
   * `arn:aws:kafka:<region>:<account>:cluster/<name>`, with or without the cluster's uuid at its
   * end.
   */
  readonly clusterArn?: string;
  /** Names of topics; `*` in one stands for anything. */
  readonly topics?: readonly string[];
  /** Names of consumer groups; `*` in one stands for anything. */
  readonly groups?: readonly string[];
}
/**
 * The access policy of the role that reads a cluster of AWS MSK.
 *
 * @example
 * const clusterArn = 'arn:aws:kafka:us-east-1:123456789012:cluster/demo/0aa1-1';
 * const { policy } = kafkaAccessPolicy({ clusterArn, topics: ['orders'], groups: ['shop'] });
 * policy?.Statement[0]?.Resource; // => 'arn:aws:kafka:us-east-1:123456789012:cluster/demo/*'
 * policy?.Statement[1]?.Resource; // => 'arn:aws:kafka:us-east-1:123456789012:topic/demo/*\/orders'
 */
declare function kafkaAccessPolicy({ clusterArn, topics, groups }: AccessPolicyOptions): PolicyResult;

/** Whom to trust. */
interface TrustPolicyOptions {
  /** Usually the name of the connection; the external id is made from it. */
  readonly externalIdSeed: string;
  /**
   * The AWS accounts that the connector runs with, 12 digits each.
   *
   * @default a placeholder to be replaced
   */
  readonly accountIds?: readonly string[];
}
/**
 * The external id of a connection: the same for the same seed, always. It is not a secret.
 *
 * @example
 * kafkaExternalId('shop') === kafkaExternalId('shop'); // => true
 * kafkaExternalId('shop').length; // => 32
 */
declare const kafkaExternalId: (seed: string) => string;
/**
 * The trust policy of the role that reads a cluster of AWS MSK: the accounts of the connector may
 * assume it, with the external id of the connection. That one goes into
 * `KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID`.
 *
 * @example
 * const { policy } = kafkaTrustPolicy({ externalIdSeed: 'shop', accountIds: ['123456789012'] });
 * policy?.Statement[0]?.Principal?.AWS; // => 'arn:aws:iam::123456789012:root'
 * policy?.Statement[0]?.Condition?.StringEquals['sts:ExternalId'] === kafkaExternalId('shop'); // => true
 */
declare function kafkaTrustPolicy({ externalIdSeed, accountIds }: TrustPolicyOptions): PolicyResult;

export {
  type AccessPolicyOptions,
  type IamPolicy,
  type IamStatement,
  type PolicyResult,
  type TrustPolicyOptions,
  kafkaAccessPolicy,
  kafkaExternalId,
  kafkaTrustPolicy,
};

// ---- index.d.ts ----
import { K as KafkaClientConfig, a as KafkaTokenProvider } from './client-config.js';
export { b as KafkaClientProperties, c as KafkaToken } from './client-config.js';
import * as _proj_diagnostics from '@proj/diagnostics';
import { Span, Diagnostic, IngestError } from '@proj/diagnostics';

/**
 * The settings of a `.connection` file that concern the way to the brokers, with their secrets
 * filled in. Handle with care: unlike {@link KafkaClientConfig} this shows everything when it is
 * printed. An empty text counts as not given.
 */
interface KafkaConnectionSettings {
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
declare const kafkaSettingNames: {
  readonly bootstrapServers: 'KAFKA_BOOTSTRAP_SERVERS';
  readonly securityProtocol: 'KAFKA_SECURITY_PROTOCOL';
  readonly saslMechanism: 'KAFKA_SASL_MECHANISM';
  readonly key: 'KAFKA_KEY';
  readonly secret: 'KAFKA_SECRET';
  readonly sslCaPem: 'KAFKA_SSL_CA_PEM';
  readonly sslCertPem: 'KAFKA_SSL_CERT_PEM';
  readonly sslKeyPem: 'KAFKA_SSL_KEY_PEM';
  readonly oauthMethod: 'KAFKA_SASL_OAUTHBEARER_METHOD';
  readonly awsRegion: 'KAFKA_SASL_OAUTHBEARER_AWS_REGION';
  readonly awsRoleArn: 'KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN';
  readonly awsExternalId: 'KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID';
  readonly oidcTokenEndpointUrl: 'KAFKA_SASL_OAUTHBEARER_OIDC_TOKEN_ENDPOINT_URL';
  readonly oidcClientId: 'KAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_ID';
  readonly oidcClientSecret: 'KAFKA_SASL_OAUTHBEARER_OIDC_CLIENT_SECRET';
  readonly oidcScope: 'KAFKA_SASL_OAUTHBEARER_OIDC_SCOPE';
};
/** The name by which a setting is known in datafiles. */
type KafkaSettingName = (typeof kafkaSettingNames)[keyof typeof kafkaSettingNames];
/**
 * Something that is wrong with one setting. No text of it repeats a value: any value may come from
 * a secret.
 */
interface AuthProblem {
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

/** The settings for the client, or what is wrong with the connection. */
interface KafkaClientConfigResult {
  /** Absent if and only if one of the problems is an error. */
  readonly config?: KafkaClientConfig;
  readonly problems: readonly AuthProblem[];
}
/** What is known besides the settings. */
interface KafkaClientConfigOptions {
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
declare function kafkaClientConfig(
  settings: KafkaConnectionSettings,
  options?: KafkaClientConfigOptions,
): KafkaClientConfigResult;

/**
 * Everything that can be wrong with the settings of a connection, and with what a policy is asked
 * for.
 */
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
  readonly 'bad-value': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'what' | 'setting'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'unused-setting': {
    readonly severity: 'warning';
    readonly message: _proj_diagnostics.MessageTemplate<'setting' | 'decider' | 'choice'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'bad-server': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'what' | 'position'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'bad-pem': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'what' | 'setting' | 'kind' | 'line'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'advice'>;
  };
  readonly 'encrypted-key': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'key-mismatch': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'no-authority': {
    readonly severity: 'warning';
    readonly message: _proj_diagnostics.MessageTemplate<'position'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'chain-order': {
    readonly severity: 'warning';
    readonly message: _proj_diagnostics.MessageTemplate<'position' | 'before'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'certificate-expired': {
    readonly severity: 'warning';
    readonly message: _proj_diagnostics.MessageTemplate<'position' | 'setting' | 'until'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'until' | 'from'>;
  };
  readonly 'certificate-not-yet-valid': {
    readonly severity: 'warning';
    readonly message: _proj_diagnostics.MessageTemplate<'position' | 'setting' | 'from'>;
    readonly hint: _proj_diagnostics.MessageTemplate<'until' | 'from'>;
  };
  readonly 'open-token-endpoint': {
    readonly severity: 'warning';
    readonly message: _proj_diagnostics.MessageTemplate<'setting'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'bad-cluster-arn': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'bad-policy-name': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'what' | 'name'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'no-external-id-seed': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<string>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
  readonly 'bad-account-id': {
    readonly severity: 'error';
    readonly message: _proj_diagnostics.MessageTemplate<'id'>;
    readonly hint: _proj_diagnostics.MessageTemplate<string>;
  };
}>;

/** On the way to a token: which step failed. */
type AuthStep =
  /** Finding credentials of AWS for this process. */
  | 'aws-credentials'
  /** Becoming the role of the connection. */
  | 'aws-assume-role'
  /** Making the token with the role's credentials. */
  | 'aws-signature';
/**
 * No token could be had. Its code is `kafka-auth/<step>`; the hint says what to check. No text of
 * it holds a credential, nor the role or external id, which may come from secrets.
 */
declare class KafkaAuthError extends IngestError {
  readonly name = 'KafkaAuthError';
  readonly step: AuthStep;
  constructor(
    step: AuthStep,
    text: string,
    options: {
      readonly retryable: boolean;
      readonly hint: string;
    },
  );
}

/** A token as `@confluentinc/kafka-javascript` takes it. */
interface ClientToken {
  readonly tokenValue: string;
  /** In ms since 1970, whatever its name says. */
  readonly lifetime: number;
  readonly principal: string;
}
/** What goes into the client's settings as `oauthbearer_token_refresh_cb`. */
type TokenRefreshCallback = (config: string, done: (error: Error | null, token?: ClientToken) => void) => undefined;
/** How a client that is given tokens lives. */
interface TokenRefreshOptions {
  /** Aborted before the client is disconnected: a token that comes later must not reach it. */
  readonly signal: AbortSignal;
  /**
   * Called with each failure, a {@link KafkaAuthError}; the client is given it as well, and asks
   * again 10 s later.
   */
  readonly onFailure?: (error: unknown) => void;
}
/**
 * The callback by which a client of `@confluentinc/kafka-javascript` gets its tokens. librdkafka
 * calls it from a thread of its own at 80 % of a token's life, whether or not messages flow and the
 * client polls. Two traps of the client are kept away from: a token or failure handed to a client
 * that has been disconnected ends the process with an unhandled rejection, and an error that is
 * handed to it is changed. One remains with the caller: with each failure the client emits `error`,
 * which ends the process when it has no listener.
 *
 * @example
 * const tokens = {
 *   token: () => Promise.resolve({ value: 'secret', expiresAtMs: 1_900_000_000_000, principal: 'shop' }),
 * };
 * const closing = new AbortController();
 * const callback = tokenRefreshCallback(tokens, { signal: closing.signal });
 * // new KafkaConsumer({ ...config.reveal(), oauthbearer_token_refresh_cb: callback }, {}).on('error', () => undefined)
 * await new Promise((resolve) => callback('', (_, token) => resolve(token?.tokenValue))); // => 'secret'
 */
declare function tokenRefreshCallback(
  tokens: KafkaTokenProvider,
  { signal, onFailure }: TokenRefreshOptions,
): TokenRefreshCallback;

export {
  type AuthProblem,
  type AuthStep,
  type ClientToken,
  KafkaAuthError,
  KafkaClientConfig,
  type KafkaClientConfigOptions,
  type KafkaClientConfigResult,
  type KafkaConnectionSettings,
  type KafkaSettingName,
  KafkaTokenProvider,
  type TokenRefreshCallback,
  type TokenRefreshOptions,
  authDiagnostics,
  kafkaClientConfig,
  kafkaSettingNames,
  tokenRefreshCallback,
};
