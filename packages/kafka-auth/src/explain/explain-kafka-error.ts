import { readClientText, type KafkaClientError } from './client-error.js';
import type { KafkaConnectionSummary } from './connection-summary.js';
import type { Explanation, Failure, KafkaErrorKind } from './explanation.js';
import { explanations } from './explanations.js';

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
export function explainKafkaError(
  errors: KafkaClientError | readonly KafkaClientError[],
  connection: KafkaConnectionSummary,
): KafkaErrorExplanation {
  const list: readonly KafkaClientError[] = 'length' in errors ? errors : [errors];
  const candidates = (list.length === 0 ? [{}] : list).map((error) => {
    const failure: Failure = { ...readClientText(error.message ?? ''), code: error.code, connection };
    const rank = explanations.findIndex((one) => matches(one, failure));
    return { failure, rank };
  });
  const kinds = new Set(candidates.map(({ rank }) => explanations[rank]?.kind));
  const isSaid = (kind: KafkaErrorKind | undefined): boolean => kind !== undefined && kinds.has(kind);
  const { failure, rank } = candidates
    .filter((one) => !isSaid(explanations[one.rank]?.unless))
    .reduce((best, one) => (one.rank < best.rank ? one : best));
  const entry = explanations[rank]!;
  const text = (part: Explanation['message']): string => (typeof part === 'string' ? part : part(failure));
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
    said: failure.said.replace(/(OIDC token from) "[^"]*"/, '$1 the endpoint'),
  };
}

const matches = ({ codes, pattern, when }: Explanation, failure: Failure): boolean =>
  (codes?.includes(failure.code ?? NaN) === true || pattern.test(failure.said)) && (when?.(failure) ?? true);
