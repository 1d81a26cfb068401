import { readClientText, type KafkaClientError } from './client-error.js';
import { explanations, type Entry, type KafkaErrorKind, type Told } from './explanations.js';
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
  /** What `findTlsFault` found: librdkafka says the same of every certificate that it does not take. */
  readonly tls?: TlsFinding;
}

/** An error of a Kafka client in words. */
export interface KafkaErrorExplanation {
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
 * What an error of librdkafka means, for people. A failed connection makes it say several things, one of them
 * exact and the others general (`broker transport failure`): give them all, and the exact one is explained.
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
export function explainKafkaError(
  errors: KafkaClientError | readonly KafkaClientError[],
  connection: KafkaConnectionSummary,
): KafkaErrorExplanation {
  const list: readonly KafkaClientError[] = 'length' in errors ? errors : [errors];
  const candidates = (list.length === 0 ? [{}] : list).map((error) => {
    const told: Told = { ...readClientText(error.message ?? ''), code: error.code, connection };
    const rank = explanations.findIndex((one) => matches(one, told));
    return { told, rank };
  });
  const kinds = new Set(candidates.map(({ rank }) => explanations[rank]?.kind));
  const isSaid = (kind: KafkaErrorKind | undefined): boolean => kind !== undefined && kinds.has(kind);
  const { told, rank } = candidates
    .filter((one) => !isSaid(explanations[one.rank]?.unless))
    .reduce((best, one) => (one.rank < best.rank ? one : best));
  const entry = explanations[rank]!;
  const text = (part: Entry['message']): string => (typeof part === 'string' ? part : part(told));
  const message = text(entry.message);
  return {
    code: `kafka/${entry.kind}`,
    message:
      connection.name === undefined
        ? message.replace(/^./, (first) => first.toUpperCase())
        : `Connection ${connection.name}: ${message}`,
    cause: text(entry.cause),
    advice: text(entry.advice),
    retryable: entry.retryable,
    // The address may come from a secret.
    said: told.said.replace(/(OIDC token from) "[^"]*"/, '$1 the endpoint'),
  };
}

const matches = ({ codes, pattern, when }: Entry, told: Told): boolean =>
  (codes?.includes(told.code ?? NaN) === true || pattern.test(told.said)) && (when?.(told) ?? true);
