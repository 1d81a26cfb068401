import type { KafkaTokenProvider } from './token-provider.js';

/** Settings of librdkafka, by its own names. */
export interface KafkaClientProperties {
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
 * What may be shown. Everything else is hidden, so that a property added later is hidden as well.
 */
const SHOWN: ReadonlySet<string> = new Set([
  'bootstrap.servers',
  'security.protocol',
  'sasl.mechanisms',
  'sasl.oauthbearer.method',
]);
const HIDDEN = '[redacted]';

/**
 * How to connect to the brokers of one connection. It can be logged, inspected, serialised, spread
 * and put into an error without showing a secret; only `reveal` gives the real values. Made by
 * `kafkaClientConfig`.
 */
export class KafkaClientConfig {
  // Private fields and not properties: nothing that lists properties can see them.
  readonly #properties: KafkaClientProperties;
  readonly #tokens: KafkaTokenProvider | undefined;

  constructor(properties: KafkaClientProperties, tokens?: KafkaTokenProvider) {
    this.#properties = { ...properties };
    this.#tokens = tokens;
  }

  /**
   * The real values, secrets included, as a new object. Hand it to the client and keep it nowhere.
   */
  reveal(): KafkaClientProperties {
    return { ...this.#properties };
  }

  /**
   * Where the client's `oauthbearer_token_refresh_cb` gets its tokens. Undefined when the
   * connection needs none from us: no OAUTHBEARER, or a method that the client carries out by
   * itself. All clients of a connection share it, and with it the tokens.
   */
  get tokens(): KafkaTokenProvider | undefined {
    return this.#tokens;
  }

  /** The properties that are not secret; of the others only the names. */
  toJSON(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(this.#properties).map(([name, value]) => [name, SHOWN.has(name) ? String(value) : HIDDEN]),
    );
  }

  toString(): string {
    return `KafkaClientConfig ${JSON.stringify(this)}`;
  }

  /** What Node.js shows for it in `console.log` and `util.inspect`. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}
