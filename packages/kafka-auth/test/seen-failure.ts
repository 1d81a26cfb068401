import type { KafkaClientError, KafkaConnectionSummary } from '../src/explain.js';

/** What a client said about one failure, as it came, and what it means. */
export interface SeenFailure {
  readonly what: string;
  readonly connection: KafkaConnectionSummary;
  readonly errors: readonly KafkaClientError[];
  readonly code: string;
  readonly message: string;
}

export const plaintext: KafkaConnectionSummary = { brokers: '127.0.0.1:9092', protocol: 'PLAINTEXT' };
export const saslPlaintext: KafkaConnectionSummary = { ...plaintext, protocol: 'SASL_PLAINTEXT', mechanism: 'PLAIN' };
export const saslSsl: KafkaConnectionSummary = { ...plaintext, protocol: 'SASL_SSL', mechanism: 'PLAIN' };
export const oauth: KafkaConnectionSummary = { ...saslPlaintext, mechanism: 'OAUTHBEARER' };

/** What comes along with every failed connection, as events and from `connect`. */
export const general: readonly KafkaClientError[] = [
  { code: -1, message: 'broker transport failure' },
  { code: -1, message: 'all broker connections are down' },
  { code: -195, message: 'broker transport failure' },
];
export const log = (message: string): KafkaClientError => ({ message });
export const thread = '[thrd:127.0.0.1:9092/bootstrap]: 127.0.0.1:9092/bootstrap: ';
export const sslThread = '[thrd:sasl_ssl://127.0.0.1:9092/bootstrap]: sasl_ssl://127.0.0.1:9092/bootstrap: ';
export const saslThread =
  '[thrd:sasl_plaintext://127.0.0.1:9092/bootstrap]: sasl_plaintext://127.0.0.1:9092/bootstrap: ';
