/** What is wrong with a connection, in our words. */
export interface ConnectionProblem {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** An error of librdkafka as kafka-javascript hands it over. */
export interface ClientError {
  readonly code?: number;
  readonly message?: string;
  readonly isFatal?: boolean;
}

/** The numbers of librdkafka that mean something to us; `rdkafka.h` has them all. */
export const clientErrors = {
  maxPollExceeded: -147,
  fatal: -150,
  timedOutQueue: -166,
  authentication: -169,
  revokePartitions: -174,
  assignPartitions: -175,
  ssl: -181,
  timedOut: -185,
  allBrokersDown: -187,
  unknownTopic: -188,
  unknownPartition: -190,
  resolve: -193,
  transport: -195,
  unknownTopicOrPartition: 3,
  topicAuthorization: 29,
  groupAuthorization: 30,
  clusterAuthorization: 31,
  saslAuthentication: 58,
} as const;

/** The more one of them says about the cause, the further in front. */
const ranks = ['authentication', 'authorization', 'tls', 'unknown-topic', 'resolve', 'unreachable', 'other'] as const;
type Kind = (typeof ranks)[number];

function kindOf({ code, message = '' }: ClientError): Kind {
  switch (code) {
    case clientErrors.authentication:
    case clientErrors.saslAuthentication:
      return 'authentication';
    case clientErrors.topicAuthorization:
    case clientErrors.groupAuthorization:
    case clientErrors.clusterAuthorization:
      return 'authorization';
    case clientErrors.ssl:
      return 'tls';
    case clientErrors.unknownTopic:
    case clientErrors.unknownPartition:
    case clientErrors.unknownTopicOrPartition:
      return 'unknown-topic';
    case clientErrors.resolve:
      return 'resolve';
    default:
      return kindOfText(message);
  }
}

/** `event.error` and log lines of the client come without a code. */
function kindOfText(text: string): Kind {
  if (/sasl authentication|authentication fail/i.test(text)) return 'authentication';
  if (/authorization failed/i.test(text)) return 'authorization';
  if (/\bssl\b.*(error|fail|handshake)|certificate/i.test(text)) return 'tls';
  if (/failed to resolve|host resolution/i.test(text)) return 'resolve';
  if (/connect to|connection|transport|timed out|disconnected/i.test(text)) return 'unreachable';
  return 'other';
}

/** Whether it is a matter of the connection and not of one broker among others, which the client gets over by itself. */
export const isOutage = (error: ClientError): boolean => {
  const kind = kindOf(error);
  const allDown =
    error.code === clientErrors.allBrokersDown || /all broker connections are down/i.test(error.message ?? '');
  return kind === 'authentication' || kind === 'tls' || allDown;
};

export const isFatal = (error: ClientError): boolean =>
  error.isFatal === true || error.code === clientErrors.fatal || /fatal error/i.test(error.message ?? '');

/** Of two problems the one that tells more about the cause; the one with more words when they tell the same. */
export function telling(before: ClientError | undefined, now: ClientError): ClientError {
  if (!before) return now;
  const difference = ranks.indexOf(kindOf(before)) - ranks.indexOf(kindOf(now));
  if (difference !== 0) return difference < 0 ? before : now;
  return (before.message ?? '').length >= (now.message ?? '').length ? before : now;
}

/** A log line of the client about a failed connection, without the names of its threads; the most exact text that it gives. */
export function loggedFailure(line: { readonly fac?: string; readonly message?: string }): ClientError | undefined {
  if (line.fac !== 'FAIL' && line.fac !== 'ERROR') return undefined;
  const message = (line.message ?? '')
    .replace(/^\[thrd:[^\]]*\]: /, '')
    .replace(/^(GroupCoordinator: )?([a-z_]+:\/\/)?\S+(:\d+|\/\w+): /, '')
    .replace(/ \(after \d+ms in state .*\)$/, '');
  return { message };
}

export function connectionProblem(
  error: ClientError,
  who: { readonly connection: string; readonly servers: string },
): ConnectionProblem {
  const { connection, servers } = who;
  const said =
    error.message === undefined || error.message === ''
      ? ''
      : ` The Kafka client says: ${error.message.replace(/\.$/, '')}.`;
  const texts: Record<Kind, { readonly message: string; readonly hint: string }> = {
    authentication: {
      message: `Connection ${connection}: the broker at ${servers} refused the login.`,
      hint: 'Check KAFKA_KEY, KAFKA_SECRET, KAFKA_SASL_MECHANISM and KAFKA_SECURITY_PROTOCOL of the connection.',
    },
    authorization: {
      message: `Connection ${connection}: the user may not do this on the broker at ${servers}.`,
      hint: 'Give the user READ on the topic and on the consumer group.',
    },
    tls: {
      message: `Connection ${connection}: the TLS connection to ${servers} failed.`,
      hint: 'Check KAFKA_SECURITY_PROTOCOL, and KAFKA_SSL_CA_PEM when the certificate is not signed by a public authority.',
    },
    'unknown-topic': {
      message: `Connection ${connection}: a topic does not exist on ${servers}.`,
      hint: 'Create the topic, or check KAFKA_TOPIC.',
    },
    resolve: {
      message: `Connection ${connection}: the host name of ${servers} is not known here.`,
      hint: 'Check KAFKA_BOOTSTRAP_SERVERS and the name resolution of this machine.',
    },
    unreachable: {
      message: `Connection ${connection}: no broker answers at ${servers}.`,
      hint: 'Check that the broker runs, KAFKA_BOOTSTRAP_SERVERS, and firewalls between here and there.',
    },
    other: {
      message: `Connection ${connection}: the Kafka client reports an error.`,
      hint: 'See what the client says.',
    },
  };
  const kind = kindOf(error);
  const { message, hint } = texts[kind];
  return { code: kind === 'other' ? 'kafka/client-error' : `kafka/${kind}`, message: message + said, hint };
}

export const unknownTopics = (
  topics: readonly string[],
  who: { readonly connection: string; readonly servers: string },
): ConnectionProblem => ({
  code: 'kafka/unknown-topic',
  message: `Connection ${who.connection}: ${topics.length === 1 ? 'topic' : 'topics'} ${topics.join(', ')} ${topics.length === 1 ? 'does' : 'do'} not exist on ${who.servers}.`,
  hint: 'Create it, or check KAFKA_TOPIC. It is read as soon as it exists; other topics are not held up.',
});
