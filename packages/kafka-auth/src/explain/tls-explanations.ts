import { at, usesSasl, usesTls, type Explanation, type Failure } from './explanation.js';
import type { TlsFinding } from './tls-finding.js';

const VERIFY = /certificate verify failed|0A000086/i;

const certificate = (
  kind: TlsFinding['kind'],
  message: (failure: Failure, finding: TlsFinding) => string,
  cause: string,
  advice: string,
): Explanation => ({
  kind,
  pattern: VERIFY,
  when: ({ connection }) => connection.tls?.kind === kind,
  message: (failure) => message(failure, failure.connection.tls!),
  cause,
  advice,
  retryable: false,
});

/** Certificates, TLS versions, and listeners that speak another protocol than the client. */
export const tlsExplanations: readonly Explanation[] = [
  certificate(
    'certificate-expired',
    (failure, { until }) => `the certificate of ${at(failure)} expired${until === undefined ? '' : ` on ${until}`}.`,
    'The broker was not given a new certificate in time, or the clock of this machine is wrong.',
    'Give the broker a new certificate; no setting here helps.',
  ),
  certificate(
    'certificate-not-yet-valid',
    (failure, { from }) =>
      `the certificate of ${at(failure)} is not yet valid${from === undefined ? '' : `: from ${from}`}.`,
    'The clock of this machine or of the one that made the certificate is wrong.',
    'Set the clock.',
  ),
  certificate(
    'host-name',
    (failure, { names }) =>
      `the certificate of ${at(failure)} is for another name${names === undefined ? '' : `: ${names}`}.`,
    'The broker is reached by a name or address that its certificate does not have.',
    'Use in KAFKA_BOOTSTRAP_SERVERS, and advertise from the brokers, a name that is in the certificate.',
  ),
  certificate(
    'unknown-authority',
    (failure) => `the certificate of ${at(failure)} is signed by an authority that is not trusted here.`,
    'The certificate is from a private authority, or signed by itself; or the chain that the broker sends is not complete.',
    'Put the certificate of that authority, with its full chain, into KAFKA_SSL_CA_PEM.',
  ),
  {
    kind: 'certificate',
    pattern: VERIFY,
    message: (failure) => `the certificate of ${at(failure)} is not trusted.`,
    cause:
      'It is from a private authority, or has expired, or is for another host name: the client does not say which.',
    advice:
      'Put the certificate of the authority, with its full chain, into KAFKA_SSL_CA_PEM; see the dates and names of the certificate.',
    retryable: false,
  },
  {
    kind: 'client-certificate',
    pattern: /alert (?:certificate|bad certificate|unknown ca|handshake failure|unsupported certificate)/i,
    message: (failure) => `the broker at ${at(failure)} refused the client in the TLS handshake.`,
    cause: (failure) =>
      failure.said.includes('handshake failure')
        ? 'The broker wants a client certificate, or there is no TLS version and cipher that both sides have.'
        : 'The broker wants a client certificate from an authority that it trusts, and got none or another.',
    advice: 'Set KAFKA_SSL_CERT_PEM, with its chain, and KAFKA_SSL_KEY_PEM.',
    retryable: false,
  },
  {
    kind: 'tls-to-plain',
    pattern: /PLAINTEXT broker listener|wrong version number|SSL handshake failed: Disconnected/i,
    message: (failure) => `the listener at ${at(failure)} does not speak TLS.`,
    cause: (failure) => `KAFKA_SECURITY_PROTOCOL is ${failure.connection.protocol}, and the port is one without TLS.`,
    advice: (failure) =>
      `Give the port of the TLS listener in KAFKA_BOOTSTRAP_SERVERS, or set KAFKA_SECURITY_PROTOCOL to ${usesSasl(failure) ? 'SASL_PLAINTEXT' : 'PLAINTEXT'}.`,
    retryable: false,
  },
  {
    kind: 'not-kafka',
    // The length of an answer, read from the letters HTTP.
    pattern: /Invalid response size 1213486160/,
    message: (failure) => `what listens at ${at(failure)} is not Kafka: it answers in HTTP.`,
    cause: 'The port is that of a web server, a REST proxy or a schema registry.',
    advice: 'Give the port of a Kafka listener in KAFKA_BOOTSTRAP_SERVERS.',
    retryable: false,
  },
  {
    kind: 'plain-to-tls',
    // The length of an answer, read from a TLS alert (0x1503…); Apache Kafka closes the connection
    // instead.
    pattern:
      /Invalid response size 3525\d{5}\b|Disconnected|ApiVersionRequest failed: Local: Broker transport failure/i,
    when: (failure) =>
      !usesTls(failure) && (failure.state === 'APIVERSION_QUERY' || failure.said.startsWith('Receive failed')),
    message: (failure) => `the listener at ${at(failure)} hung up on the first request.`,
    cause: (failure) => `KAFKA_SECURITY_PROTOCOL is ${failure.connection.protocol}, and the port is one with TLS.`,
    advice: (failure) =>
      `Set KAFKA_SECURITY_PROTOCOL to ${usesSasl(failure) ? 'SASL_SSL' : 'SASL_SSL or SSL'}, or give the port of a listener without TLS.`,
    retryable: false,
    // A broker that ends hangs up too, and then nothing listens there.
    unless: 'refused',
  },
  {
    kind: 'tls-version',
    pattern: /unsupported protocol|alert protocol version|no protocols available|legacy sigalg|no shared cipher/i,
    message: (failure) => `the client and ${at(failure)} have no TLS version or cipher in common.`,
    cause: 'The broker has only versions or ciphers of TLS that are no longer safe.',
    advice: 'Let the broker speak TLS 1.2 or 1.3.',
    retryable: false,
  },
  {
    kind: 'tls',
    codes: [-181],
    pattern: /SSL handshake failed|\bssl (?:error|routines|transport error)/i,
    message: (failure) => `the TLS connection to ${at(failure)} failed.`,
    cause: 'The listener does not speak TLS, or one side does not take the certificate of the other.',
    advice:
      'Check the port, KAFKA_SECURITY_PROTOCOL, and KAFKA_SSL_CA_PEM when the certificate is from a private authority.',
    retryable: false,
  },
];
