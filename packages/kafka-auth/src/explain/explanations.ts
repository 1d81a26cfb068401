import type { ClientText } from './client-error.js';
import type { KafkaConnectionSummary } from './explain-kafka-error.js';
import type { TlsFinding } from './tls-finding.js';

/** One thing that a client said, about one connection. */
export interface Told extends ClientText {
  readonly code: number | undefined;
  readonly connection: KafkaConnectionSummary;
}

type Text = string | ((told: Told) => string);

/** One row of the table. */
export interface Entry {
  readonly kind: KafkaErrorKind;
  /** Numbers of librdkafka; below zero its own, above zero the broker's. */
  readonly codes?: readonly number[];
  /** Of its texts. */
  readonly pattern: RegExp;
  /** What must hold besides. */
  readonly when?: (told: Told) => boolean;
  readonly message: Text;
  readonly cause: Text;
  readonly advice: Text;
  readonly retryable: boolean;
  /** It was a guess, and this kind, when it is said too, is the better explanation. */
  readonly unless?: KafkaErrorKind;
}

/** What can go wrong between us and the brokers. */
export type KafkaErrorKind =
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

const at = ({ broker, connection }: Told): string => broker ?? connection.brokers;
const usesTls = ({ connection }: Told): boolean => connection.protocol.endsWith('SSL');
const usesSasl = ({ connection }: Told): boolean => connection.protocol.startsWith('SASL_');
const byToken = ({ connection }: Told): boolean => connection.mechanism === 'OAUTHBEARER';
const topicOf = ({ connection: { topic } }: Told): string =>
  topic === undefined ? 'a topic' : `${topic.includes(', ') ? 'topics' : 'topic'} ${topic}`;
/** Comes along with every login that fails, and says nothing of it. */
const UNTOLD = /^authentication failure$/;
const VERIFY = /certificate verify failed|0A000086/i;

const certificate = (
  kind: TlsFinding['kind'],
  message: (told: Told, finding: TlsFinding) => string,
  cause: string,
  advice: string,
): Entry => ({
  kind,
  pattern: VERIFY,
  when: ({ connection }) => connection.tls?.kind === kind,
  message: (told) => message(told, told.connection.tls!),
  cause,
  advice,
  retryable: false,
});

/**
 * The table, the most telling first: of several things that are said about one failure the first found here is explained.
 * Texts are those of librdkafka 2.15 and Apache Kafka 4.1, seen (test/seen-errors.ts) or read in their sources.
 */
export const explanations: readonly Entry[] = [
  {
    kind: 'token',
    pattern: /OIDC token|SASL OAUTHBEARER token|oauthbearer_token_refresh_cb/i,
    message: ({ said }) => `no token could be had for the brokers: ${lastSentence(said)}.`,
    cause: 'The token endpoint, AWS STS or the credentials for them do not work.',
    advice: 'Check the KAFKA_SASL_OAUTHBEARER_ settings and that their endpoint is reached from here.',
    retryable: true,
  },
  {
    kind: 'token-refused',
    pattern: /invalid_token|SASL authentication error/i,
    when: byToken,
    message: (told) => `the broker at ${at(told)} refused the token.`,
    cause:
      'The token is not for this cluster, has expired by the clock of the broker, or stands for somebody unknown there.',
    advice:
      'Check the KAFKA_SASL_OAUTHBEARER_ settings, the clock of this machine, and what the role or client may do: for MSK, kafka-cluster:Connect in the access policy.',
    retryable: false,
  },
  {
    kind: 'no-login-wanted',
    // The broker says nothing else of a listener without SASL.
    pattern: /Request not valid in current SASL state/i,
    when: (told) => told.isFirstContact || told.broker === undefined,
    message: (told) => `the listener at ${at(told)} wants no login.`,
    cause: (told) => `KAFKA_SECURITY_PROTOCOL is ${told.connection.protocol}, and this listener has no SASL.`,
    advice: (told) =>
      `Set KAFKA_SECURITY_PROTOCOL to ${usesTls(told) ? 'SSL' : 'PLAINTEXT'}, or give the port of a listener with SASL.`,
    retryable: false,
  },
  {
    kind: 'login-renewal',
    // Apache Kafka refuses a second login within a second; seen with tokens that live for a few seconds.
    pattern: /Request not valid in current SASL state/i,
    message: (told) => `the broker at ${at(told)} did not take the renewal of the login.`,
    cause: 'Tokens live for so short a time that the login is renewed within a second of the one before.',
    advice: 'Let tokens live for a minute or more; the client connects again by itself.',
    retryable: true,
  },
  {
    kind: 'mechanism',
    codes: [33],
    pattern: /Unsupported SASL mechanism/i,
    message: (told) => {
      const offered = /supported mechanisms: (\S+)/.exec(told.said)?.[1]?.replaceAll(',', ', ');
      const has = offered === undefined ? '' : `; it has ${offered}`;
      return `the broker at ${at(told)} does not have the mechanism ${told.connection.mechanism ?? 'asked for'}${has}.`;
    },
    cause: 'KAFKA_SASL_MECHANISM is not one that this listener was set up with.',
    advice: 'Set KAFKA_SASL_MECHANISM to one that the broker has, with a user of that mechanism.',
    retryable: false,
  },
  {
    kind: 'authentication',
    codes: [-169, 58],
    pattern: /SASL authentication|Authentication fail|authentication failure/i,
    when: (told) => !(byToken(told) && UNTOLD.test(told.said)),
    message: (told) => {
      const user = told.connection.user === undefined ? '' : ` of user ${told.connection.user}`;
      return `the broker at ${at(told)} refused the login${user}.`;
    },
    cause: (told) =>
      byToken(told)
        ? 'The token was not made, or the broker does not take it.'
        : 'The user or the password is wrong, or the user is not one of this mechanism.',
    advice: (told) =>
      byToken(told)
        ? 'Check the KAFKA_SASL_OAUTHBEARER_ settings and what the client logged before.'
        : 'Check KAFKA_KEY, KAFKA_SECRET and KAFKA_SASL_MECHANISM; a changed secret takes effect with the next start.',
    retryable: false,
  },
  {
    kind: 'topic-authorization',
    codes: [29],
    pattern: /Topic authorization failed/i,
    message: (told) => `the user may not read ${topicOf(told)} at ${at(told)}.`,
    cause: 'The broker has no rule that lets this user read and describe the topic.',
    advice: 'Give the user READ and DESCRIBE on the topic (for MSK: kafka-cluster:ReadData and DescribeTopic).',
    retryable: false,
  },
  {
    kind: 'group-authorization',
    codes: [30],
    pattern: /Group authorization failed/i,
    message: (told) =>
      `the user may not use the consumer group ${told.connection.group === undefined ? '' : `${told.connection.group} `}at ${at(told)}.`,
    cause: 'The broker has no rule that lets this user join the group of KAFKA_GROUP_ID.',
    advice: 'Give the user READ on the group (for MSK: kafka-cluster:AlterGroup and DescribeGroup).',
    retryable: false,
  },
  {
    kind: 'cluster-authorization',
    codes: [31],
    pattern: /Cluster authorization failed/i,
    message: (told) => `the user may not do this on the cluster at ${at(told)}.`,
    cause: 'The broker has no rule that lets this user act on the cluster as a whole.',
    advice: 'Give the user DESCRIBE on the cluster (for MSK: kafka-cluster:Connect and DescribeCluster).',
    retryable: false,
  },
  certificate(
    'certificate-expired',
    (told, { until }) => `the certificate of ${at(told)} expired${until === undefined ? '' : ` on ${until}`}.`,
    'The broker was not given a new certificate in time, or the clock of this machine is wrong.',
    'Give the broker a new certificate; no setting here helps.',
  ),
  certificate(
    'certificate-not-yet-valid',
    (told, { from }) => `the certificate of ${at(told)} is not yet valid${from === undefined ? '' : `: from ${from}`}.`,
    'The clock of this machine or of the one that made the certificate is wrong.',
    'Set the clock.',
  ),
  certificate(
    'host-name',
    (told, { names }) =>
      `the certificate of ${at(told)} is for another name${names === undefined ? '' : `: ${names}`}.`,
    'The broker is reached by a name or address that its certificate does not have.',
    'Use in KAFKA_BOOTSTRAP_SERVERS, and advertise from the brokers, a name that is in the certificate.',
  ),
  certificate(
    'unknown-authority',
    (told) => `the certificate of ${at(told)} is signed by an authority that is not trusted here.`,
    'The certificate is from a private authority, or signed by itself; or the chain that the broker sends is not complete.',
    'Put the certificate of that authority, with its full chain, into KAFKA_SSL_CA_PEM.',
  ),
  {
    kind: 'certificate',
    pattern: VERIFY,
    message: (told) => `the certificate of ${at(told)} is not trusted.`,
    cause:
      'It is from a private authority, or has expired, or is for another host name: the client does not say which.',
    advice:
      'Put the certificate of the authority, with its full chain, into KAFKA_SSL_CA_PEM; see the dates and names of the certificate.',
    retryable: false,
  },
  {
    kind: 'client-certificate',
    pattern: /alert (?:certificate|bad certificate|unknown ca|handshake failure|unsupported certificate)/i,
    message: (told) => `the broker at ${at(told)} refused us in TLS.`,
    cause: (told) =>
      told.said.includes('handshake failure')
        ? 'The broker wants a client certificate, or there is no TLS version and cipher that both sides have.'
        : 'The broker wants a client certificate from an authority that it trusts, and got none or another.',
    advice: 'Set KAFKA_SSL_CERT_PEM, with its chain, and KAFKA_SSL_KEY_PEM.',
    retryable: false,
  },
  {
    kind: 'tls-to-plain',
    pattern: /PLAINTEXT broker listener|wrong version number|SSL handshake failed: Disconnected/i,
    message: (told) => `the listener at ${at(told)} does not speak TLS.`,
    cause: (told) => `KAFKA_SECURITY_PROTOCOL is ${told.connection.protocol}, and the port is one without TLS.`,
    advice: (told) =>
      `Give the port of the TLS listener in KAFKA_BOOTSTRAP_SERVERS, or set KAFKA_SECURITY_PROTOCOL to ${usesSasl(told) ? 'SASL_PLAINTEXT' : 'PLAINTEXT'}.`,
    retryable: false,
  },
  {
    kind: 'not-kafka',
    // The length of an answer, read from the letters HTTP.
    pattern: /Invalid response size 1213486160/,
    message: (told) => `what listens at ${at(told)} is not Kafka: it answers in HTTP.`,
    cause: 'The port is that of a web server, a REST proxy or a schema registry.',
    advice: 'Give the port of a Kafka listener in KAFKA_BOOTSTRAP_SERVERS.',
    retryable: false,
  },
  {
    kind: 'plain-to-tls',
    // The length of an answer, read from a TLS alert (0x1503…); Apache Kafka closes the connection instead.
    pattern:
      /Invalid response size 3525\d{5}\b|Disconnected|ApiVersionRequest failed: Local: Broker transport failure/i,
    when: (told) => !usesTls(told) && (told.state === 'APIVERSION_QUERY' || told.said.startsWith('Receive failed')),
    message: (told) => `the listener at ${at(told)} hung up at the first word.`,
    cause: (told) => `KAFKA_SECURITY_PROTOCOL is ${told.connection.protocol}, and the port is one with TLS.`,
    advice: (told) =>
      `Set KAFKA_SECURITY_PROTOCOL to ${usesSasl(told) ? 'SASL_SSL' : 'SASL_SSL or SSL'}, or give the port of a listener without TLS.`,
    retryable: false,
    // A broker that ends hangs up too, and then nothing listens there.
    unless: 'refused',
  },
  {
    kind: 'tls-version',
    pattern: /unsupported protocol|alert protocol version|no protocols available|legacy sigalg|no shared cipher/i,
    message: (told) => `there is no TLS that both we and ${at(told)} speak.`,
    cause: 'The broker has only versions or ciphers of TLS that are no longer safe.',
    advice: 'Let the broker speak TLS 1.2 or 1.3.',
    retryable: false,
  },
  {
    kind: 'tls',
    codes: [-181],
    pattern: /SSL handshake failed|\bssl (?:error|routines|transport error)/i,
    message: (told) => `the TLS connection to ${at(told)} failed.`,
    cause: 'The listener does not speak TLS, or one side does not take the certificate of the other.',
    advice:
      'Check the port, KAFKA_SECURITY_PROTOCOL, and KAFKA_SSL_CA_PEM when the certificate is from a private authority.',
    retryable: false,
  },
  {
    kind: 'unknown-topic',
    codes: [3, -188, -190],
    pattern: /Unknown topic|unknown partition/i,
    message: (told) =>
      `${topicOf(told)} ${topicOf(told).startsWith('topics') ? 'do' : 'does'} not exist at ${told.connection.brokers}.`,
    cause: 'It was not created yet, its name is written differently, or the user may not see it.',
    advice: 'Create the topic, or check KAFKA_TOPIC. It is read as soon as it exists.',
    retryable: true,
  },
  {
    kind: 'group-lost',
    codes: [22, 25, 27, 82, -147],
    pattern: /Unknown member|generation id|rebalance in progress|Application maximum poll interval/i,
    message: 'the consumer group gave our partitions to others meanwhile.',
    cause: 'Another consumer uses the same group, or this process did not get to work for too long.',
    advice: 'Use a KAFKA_GROUP_ID that nothing else uses; what was not committed is read again.',
    retryable: true,
  },
  {
    kind: 'resolve',
    codes: [-193],
    pattern: /Failed to resolve|host resolution fail/i,
    message: (told) => `the host name of ${at(told)} is not known here.`,
    cause: 'It is misspelt, it is a name of another network, or the name service is out of order.',
    advice: 'Check KAFKA_BOOTSTRAP_SERVERS, what the brokers advertise, and the name resolution of this machine.',
    retryable: true,
  },
  {
    kind: 'refused',
    pattern: /Connection refused/i,
    message: (told) => `nothing listens at ${at(told)}.`,
    cause: 'The broker is not running, or it listens at another address or port.',
    advice: 'Start the broker, or correct KAFKA_BOOTSTRAP_SERVERS: it takes addresses that the brokers advertise.',
    retryable: true,
  },
  {
    kind: 'login-wanted',
    pattern: /Disconnected/i,
    // A listener with SASL answers which versions it knows, and hangs up at anything else.
    when: (told) => told.state === 'UP' && !usesSasl(told) && told.isFirstContact,
    message: (told) => `the listener at ${at(told)} closed the connection.`,
    cause: (told) =>
      `It wants a login, and KAFKA_SECURITY_PROTOCOL is ${told.connection.protocol}; or the broker ended.`,
    advice: (told) =>
      `Set KAFKA_SECURITY_PROTOCOL to ${usesTls(told) ? 'SASL_SSL' : 'SASL_PLAINTEXT'} with KAFKA_SASL_MECHANISM, KAFKA_KEY and KAFKA_SECRET.`,
    retryable: true,
  },
  {
    kind: 'timeout',
    codes: [-185, -166],
    pattern: /timed out/i,
    message: (told) => `no answer from ${at(told)}.`,
    cause: (told) =>
      told.state === 'SSL_HANDSHAKE' || told.state === 'APIVERSION_QUERY'
        ? 'Something listens there that does not answer: not Kafka, or a listener with another protocol.'
        : 'A firewall drops the packets, the address is one of another network, or the broker is overloaded.',
    advice:
      'Check host and port in KAFKA_BOOTSTRAP_SERVERS, firewalls and security groups between here and there, and that the brokers advertise addresses that are reached from here.',
    retryable: true,
  },
  {
    kind: 'disconnected',
    pattern: /Disconnected|Receive failed|Send failed/i,
    message: (told) => `the broker at ${at(told)} closed the connection.`,
    cause: 'The broker was restarted, or something between here and there ends connections that are idle.',
    advice: 'Nothing, if it happens now and then: the client connects again by itself.',
    retryable: true,
  },
  {
    kind: 'token-unusable',
    // All that librdkafka says of a token that it does not take itself: it never comes to a login.
    pattern: UNTOLD,
    when: byToken,
    message: 'no token was had that the client can use.',
    cause: 'What the token endpoint gives is no JWT with a sub and with an exp that is still to come.',
    advice:
      'Look at what KAFKA_SASL_OAUTHBEARER_OIDC_TOKEN_ENDPOINT_URL answers: an access_token that is such a JWT; and at the clock of this machine.',
    retryable: true,
  },
  {
    kind: 'unreachable',
    codes: [-187, -195],
    pattern: /Connect to|transport failure|connections are down|brokers? (?:is|are) down|unreachable|No route to host/i,
    message: (told) => `no broker answers at ${at(told)}.`,
    cause: 'The broker does not run, the port is that of another protocol, or a firewall is in between.',
    advice: 'Check that the broker runs, KAFKA_BOOTSTRAP_SERVERS, KAFKA_SECURITY_PROTOCOL, and firewalls on the way.',
    retryable: true,
  },
  {
    kind: 'client-error',
    pattern: /^/,
    message: ({ said }) => `the Kafka client reports an error${said === '' ? '' : `: ${lastSentence(said)}`}.`,
    cause: 'It is none of the errors that are known here.',
    advice: 'See what the client and the broker logged before.',
    retryable: true,
  },
];

/** Without what the client puts before it, and without the address of a token endpoint. */
const lastSentence = (said: string): string =>
  said
    .replace(/^Failed to acquire SASL OAUTHBEARER token: /, '')
    .replace(/^oauthbearer_token_refresh_cb: /, '')
    .replace(/^Failed to retrieve OIDC token from "[^"]*": /, 'the token endpoint says ')
    .replace(/\.$/, '');
