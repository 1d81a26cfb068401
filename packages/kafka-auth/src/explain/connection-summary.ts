import type { TlsFinding } from './tls-finding.js';

/** The connection that an error is about. Nothing in it may be a secret: all of it may be shown. */
export interface KafkaConnectionSummary {
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
