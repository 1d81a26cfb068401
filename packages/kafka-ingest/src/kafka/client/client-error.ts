import type { KafkaClientError } from '@proj/kafka-auth/explain';

/** An error of librdkafka as kafka-javascript hands it over, or a line of the client's log. */
export interface ClientError extends KafkaClientError {
  readonly isFatal?: boolean;
}

/** The numbers of librdkafka that decide something here; what all of them mean is said by `explainKafkaError`. */
export const clientErrors = {
  fatal: -150,
  timedOutQueue: -166,
  assignPartitions: -175,
  timedOut: -185,
  allBrokersDown: -187,
  resolve: -193,
  badCompression: -198,
  unknownTopicOrPartition: 3,
  topicAuthorization: 29,
  groupAuthorization: 30,
} as const;

export const isFatal = (error: ClientError): boolean =>
  error.isFatal === true || error.code === clientErrors.fatal || /fatal error/i.test(error.message ?? '');

/** What `consume` answers while all is well, or while somebody else looks after it: a topic that is not there is told by name. */
export const isQuiet = ({ code }: ClientError): boolean =>
  code === clientErrors.timedOut ||
  code === clientErrors.timedOutQueue ||
  code === clientErrors.unknownTopicOrPartition;

export const saysAllBrokersDown = (error: ClientError): boolean =>
  error.code === clientErrors.allBrokersDown || /all broker connections are down/i.test(error.message ?? '');

/** A line of librdkafka's log; severities are those of syslog. */
export interface LogLine {
  readonly severity?: number;
  readonly fac?: string;
  readonly message?: string;
}

/** Failed connections, errors, and tokens that the client could not fetch. Of any severity: some are only told as information. */
const FAILURES: readonly (string | undefined)[] = ['FAIL', 'ERROR', 'OIDC'];

export const isFailure = (line: LogLine): boolean => FAILURES.includes(line.fac);
