import type { KafkaClientError } from '@proj/kafka-auth/explain';

/** An error of librdkafka as kafka-javascript hands it over, or a line of the client's log. */
export interface ClientError extends KafkaClientError {
  readonly isFatal?: boolean;
}

/**
 * The error codes of librdkafka that decide something here; `explainKafkaError` puts all of them
 * into words.
 */
export const clientErrors = {
  autoOffsetReset: -140,
  fatal: -150,
  timedOutQueue: -166,
  assignPartitions: -175,
  timedOut: -185,
  allBrokersDown: -187,
  resolve: -193,
  badCompression: -198,
  unknownTopicOrPartition: 3,
  groupProtocol: 23,
  topicAuthorization: 29,
  groupAuthorization: 30,
  fencedInstance: 82,
} as const;

export const isFatal = (error: ClientError): boolean =>
  error.isFatal === true || error.code === clientErrors.fatal || /fatal error/i.test(error.message ?? '');

/** Another process has joined the group with the same `group.instance.id`. */
export const isFenced = (error: ClientError): boolean =>
  error.code === clientErrors.fencedInstance || /fenced by other consumer/i.test(error.message ?? '');

/**
 * What `consume` answers while all is well, or what is reported elsewhere: missing topics are
 * reported by name.
 */
export const isQuiet = ({ code }: ClientError): boolean =>
  code === clientErrors.timedOut ||
  code === clientErrors.timedOutQueue ||
  code === clientErrors.unknownTopicOrPartition;

export const saysAllBrokersDown = (error: ClientError): boolean =>
  error.code === clientErrors.allBrokersDown || /all broker connections are down/i.test(error.message ?? '');

/** A line of librdkafka's log, with a severity of syslog. */
export interface LogLine {
  readonly severity?: number;
  readonly fac?: string;
  readonly message?: string;
}

/**
 * Failed connections, errors, and tokens that the client could not fetch. Some are logged as mere
 * information.
 */
const FAILURES: readonly (string | undefined)[] = ['FAIL', 'ERROR', 'OIDC'];

export const isFailure = (line: LogLine): boolean => FAILURES.includes(line.fac);
