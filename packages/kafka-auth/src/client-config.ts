/** Settings of librdkafka, by its own names. */
export interface KafkaClientProperties {
  readonly 'bootstrap.servers': string;
  readonly 'security.protocol': 'plaintext' | 'sasl_plaintext' | 'sasl_ssl';
  readonly 'sasl.mechanisms'?: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
  readonly 'sasl.username'?: string;
  readonly 'sasl.password'?: string;
  readonly 'ssl.ca.pem'?: string;
}

/** What may be shown. Everything else is hidden, so that a property added later is hidden as well. */
const SHOWN: ReadonlySet<string> = new Set(['bootstrap.servers', 'security.protocol', 'sasl.mechanisms']);
const HIDDEN = '[redacted]';

/**
 * How to connect to the brokers of one connection. It can be logged, inspected, serialised, spread and put into
 * an error without showing a secret; only `reveal` gives the real values. Made by `kafkaClientConfig`.
 */
export class KafkaClientConfig {
  // A private field and not a property: nothing that lists properties can see it.
  readonly #properties: KafkaClientProperties;

  constructor(properties: KafkaClientProperties) {
    this.#properties = { ...properties };
  }

  /** The real values, secrets included, as a new object. Hand it to the client and keep it nowhere. */
  reveal(): KafkaClientProperties {
    return { ...this.#properties };
  }

  /** The properties that are no secrets; the others only by name. */
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
