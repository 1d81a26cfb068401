import {
  general,
  log,
  plaintext,
  saslPlaintext,
  saslSsl,
  saslThread,
  sslThread,
  thread,
  type SeenFailure,
} from './seen-failure.js';
import { seenLoginFailures } from './seen-login-failures.js';

const verifyFailed = log(
  `${sslThread}SSL handshake failed: error:0A000086:SSL routines::certificate verify failed: broker certificate could not be verified, verify that ssl.ca.location is correctly configured or root CA certificates are installed (install ca-certificates package) (after 10ms in state SSL_HANDSHAKE)`,
);

/**
 * Recorded with librdkafka 2.15.1 (OpenSSL 3.0) against Apache Kafka 4.1.0, a TLS server of
 * Node.js, and servers that say nothing or HTTP; only ports were made alike.
 */
export const seenFailures: readonly SeenFailure[] = [
  ...seenLoginFailures,
  {
    what: 'nothing listens',
    connection: plaintext,
    errors: [
      ...general,
      log(`${thread}Connect to ipv4#127.0.0.1:9092 failed: Connection refused (after 3ms in state CONNECT)`),
      log(
        `${thread}Connect to ipv4#127.0.0.1:9092 failed: Connection refused (after 0ms in state CONNECT, 1 identical error(s) suppressed)`,
      ),
    ],
    code: 'kafka/refused',
    message: 'Nothing listens at 127.0.0.1:9092.',
  },
  {
    what: 'a host that does not exist',
    connection: { ...plaintext, brokers: 'no-such-host.invalid:9092' },
    errors: [
      { code: -1, message: 'host resolution failure' },
      ...general,
      log(
        "[thrd:no-such-host.invalid:9092/bootstrap]: no-such-host.invalid:9092/bootstrap: Failed to resolve 'no-such-host.invalid:9092': Name or service not known (after 1ms in state CONNECT)",
      ),
    ],
    code: 'kafka/resolve',
    message: 'The host name of no-such-host.invalid:9092 is not known here.',
  },
  {
    what: 'PLAINTEXT to a SASL_SSL listener',
    connection: plaintext,
    errors: [
      // Of severity info: the only line there is.
      log(
        `${thread}Disconnected: connection closed by peer: receive 0 after POLLIN (after 2ms in state APIVERSION_QUERY)`,
      ),
      ...general,
    ],
    code: 'kafka/plain-to-tls',
    message: 'The listener at 127.0.0.1:9092 hung up on the first request.',
  },
  {
    what: 'a broker that was killed while a connection to it began',
    connection: plaintext,
    errors: [
      log(`${thread}Disconnected: connection closed by peer (after 2ms in state APIVERSION_QUERY)`),
      log(`${thread}Connect to ipv4#127.0.0.1:9092 failed: Connection refused (after 0ms in state CONNECT)`),
    ],
    code: 'kafka/refused',
    message: 'Nothing listens at 127.0.0.1:9092.',
  },
  {
    what: 'PLAINTEXT to a TLS listener that answers with an alert',
    connection: plaintext,
    errors: [
      ...general,
      log(
        `${thread}Receive failed: Invalid response size 352518912 (0..100000000): increase receive.message.max.bytes (after 0ms in state APIVERSION_QUERY)`,
      ),
    ],
    code: 'kafka/plain-to-tls',
    message: 'The listener at 127.0.0.1:9092 hung up on the first request.',
  },
  {
    what: 'PLAINTEXT to a web server',
    connection: plaintext,
    errors: [
      { code: -1, message: 'bad message format' },
      ...general,
      log(
        `${thread}Receive failed: Invalid response size 1213486160 (0..100000000): increase receive.message.max.bytes (after 0ms in state APIVERSION_QUERY)`,
      ),
    ],
    code: 'kafka/not-kafka',
    message: 'What listens at 127.0.0.1:9092 is not Kafka: it answers in HTTP.',
  },
  {
    what: 'PLAINTEXT to a SASL_PLAINTEXT listener',
    connection: plaintext,
    errors: [
      ...general,
      log(`${thread}Disconnected: connection closed by peer: receive 0 after POLLIN (after 2ms in state UP)`),
    ],
    code: 'kafka/login-wanted',
    message: 'The listener at 127.0.0.1:9092 closed the connection.',
  },
  {
    what: 'SSL to a SASL_SSL listener',
    connection: { ...plaintext, protocol: 'SSL' },
    errors: [
      ...general,
      log(
        '[thrd:ssl://127.0.0.1:9092/bootstrap]: ssl://127.0.0.1:9092/bootstrap: Disconnected: SSL connection closed by peer (after 13ms in state UP)',
      ),
    ],
    code: 'kafka/login-wanted',
    message: 'The listener at 127.0.0.1:9092 closed the connection.',
  },
  {
    what: 'SASL_SSL to a PLAINTEXT listener',
    connection: saslSsl,
    errors: [
      ...general,
      log(`${sslThread}Disconnected: SSL connection closed by peer (after 1ms in state SSL_HANDSHAKE)`),
      log(
        `${sslThread}SSL handshake failed: Disconnected: SSL connection closed by peer: connecting to a PLAINTEXT broker listener? (after 3ms in state SSL_HANDSHAKE)`,
      ),
    ],
    code: 'kafka/tls-to-plain',
    message: 'The listener at 127.0.0.1:9092 does not speak TLS.',
  },
  {
    what: 'SASL_SSL to a web server',
    connection: saslSsl,
    errors: [
      { code: -1, message: 'ssl error' },
      ...general,
      log(
        `${sslThread}SSL handshake failed: error:0A00010B:SSL routines::wrong version number (after 1ms in state SSL_HANDSHAKE)`,
      ),
    ],
    code: 'kafka/tls-to-plain',
    message: 'The listener at 127.0.0.1:9092 does not speak TLS.',
  },
  {
    what: 'SASL_PLAINTEXT to a PLAINTEXT listener',
    connection: saslPlaintext,
    errors: [
      { code: -1, message: 'authentication failure' },
      ...general,
      log(
        `${saslThread}SASL PLAIN mechanism handshake failed: Broker: Request not valid in current SASL state: broker's supported mechanisms:  (after 6ms in state AUTH_HANDSHAKE)`,
      ),
    ],
    code: 'kafka/no-login-wanted',
    message: 'The listener at 127.0.0.1:9092 does not expect a login.',
  },
  {
    what: 'a certificate of an unknown authority, an expired one, or one for another host: the same text',
    connection: saslSsl,
    errors: [
      { code: -1, message: 'ssl error' },
      ...general,
      log(`${sslThread}error:0A000086:SSL routines::certificate verify failed (after 24ms in state SSL_HANDSHAKE)`),
      verifyFailed,
    ],
    code: 'kafka/certificate',
    message: 'The certificate of 127.0.0.1:9092 is not trusted.',
  },
  {
    what: 'an expired certificate, looked at',
    connection: { ...saslSsl, tls: { kind: 'certificate-expired', from: '2024-01-01', until: '2025-01-01' } },
    errors: [...general, verifyFailed],
    code: 'kafka/certificate-expired',
    message: 'The certificate of 127.0.0.1:9092 expired on 2025-01-01.',
  },
  {
    what: 'a certificate for another host, looked at',
    connection: { ...saslSsl, tls: { kind: 'host-name', names: 'kafka.example.com, localhost' } },
    errors: [...general, verifyFailed],
    code: 'kafka/host-name',
    message: 'The certificate of 127.0.0.1:9092 is for another name: kafka.example.com, localhost.',
  },
  {
    what: 'a certificate of an unknown authority, looked at',
    connection: { ...saslSsl, tls: { kind: 'unknown-authority' } },
    errors: [...general, verifyFailed],
    code: 'kafka/unknown-authority',
    message: 'The certificate of 127.0.0.1:9092 is signed by an authority that is not trusted here.',
  },
  {
    what: 'no client certificate where one is wanted, TLS 1.3',
    connection: saslSsl,
    errors: [
      ...general,
      log(
        `${sslThread}Receive failed: error:0A00045C:SSL routines::tlsv13 alert certificate required: SSL alert number 116 (after 0ms in state APIVERSION_QUERY)`,
      ),
    ],
    code: 'kafka/client-certificate',
    message: 'The broker at 127.0.0.1:9092 refused the client in the TLS handshake.',
  },
  {
    what: 'no client certificate where one is wanted, TLS 1.2',
    connection: saslSsl,
    errors: [
      { code: -1, message: 'ssl error' },
      ...general,
      log(
        `${sslThread}SSL handshake failed: error:0A000410:SSL routines::sslv3 alert handshake failure: SSL alert number 40 (after 3ms in state SSL_HANDSHAKE)`,
      ),
    ],
    code: 'kafka/client-certificate',
    message: 'The broker at 127.0.0.1:9092 refused the client in the TLS handshake.',
  },
  {
    what: 'a broker with TLS 1.1',
    connection: saslSsl,
    errors: [
      { code: -1, message: 'ssl error' },
      ...general,
      log(
        `${sslThread}SSL handshake failed: error:0A00014D:SSL routines::legacy sigalg disallowed or unsupported (after 1ms in state SSL_HANDSHAKE)`,
      ),
    ],
    code: 'kafka/tls-version',
    message: 'The client and 127.0.0.1:9092 have no TLS version or cipher in common.',
  },
  {
    what: 'a group that the user may not use (from consume)',
    connection: saslSsl,
    errors: [{ code: 30, message: 'Broker: Group authorization failed' }],
    code: 'kafka/group-authorization',
    message: 'The user may not use the consumer group at 127.0.0.1:9092.',
  },
  {
    what: 'a topic that the user may not read (text from the source of librdkafka)',
    connection: saslSsl,
    errors: [{ code: 29, message: 'Subscribed topic not available: secret-topic: Broker: Topic authorization failed' }],
    code: 'kafka/topic-authorization',
    message: 'The user may not read a topic at 127.0.0.1:9092.',
  },
  {
    what: 'a topic that does not exist (from consume)',
    connection: saslSsl,
    errors: [{ code: 3, message: 'Broker: Unknown topic or partition' }],
    code: 'kafka/unknown-topic',
    message: 'A topic does not exist at 127.0.0.1:9092.',
  },
  {
    what: 'a server that takes connections and says nothing',
    connection: plaintext,
    errors: [
      log(
        `${thread}ApiVersionRequest failed: Local: Timed out: probably due to broker version < 0.10 (see api.version.request configuration) (after 2002ms in state APIVERSION_QUERY)`,
      ),
      ...general,
    ],
    code: 'kafka/timeout',
    message: 'No answer from 127.0.0.1:9092.',
  },
  {
    what: 'the same with TLS',
    connection: saslSsl,
    errors: [
      log(`${sslThread}Connection setup timed out in state SSL_HANDSHAKE (after 2001ms in state SSL_HANDSHAKE)`),
      ...general,
    ],
    code: 'kafka/timeout',
    message: 'No answer from 127.0.0.1:9092.',
  },
  {
    what: 'packets that are dropped',
    connection: plaintext,
    errors: [log(`${thread}Connection setup timed out in state CONNECT (after 2001ms in state CONNECT)`), ...general],
    code: 'kafka/timeout',
    message: 'No answer from 127.0.0.1:9092.',
  },
  {
    what: 'a broker that ended while it was used (text from the source of librdkafka)',
    connection: saslSsl,
    errors: [
      log(
        '[thrd:sasl_ssl://broker-3:9096/3]: sasl_ssl://broker-3:9096/3: Disconnected: connection reset by peer (after 512345ms in state UP)',
      ),
    ],
    code: 'kafka/disconnected',
    message: 'The broker at broker-3:9096 closed the connection.',
  },
  {
    what: 'no more than that all is down',
    connection: { ...plaintext, brokers: 'a:1,b:2' },
    errors: general,
    code: 'kafka/unreachable',
    message: 'No broker answers at a:1,b:2.',
  },
];
