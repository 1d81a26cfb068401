import { at, byToken, LOGIN_FAILED, usesSasl, usesTls, withoutClientPrefix, type Explanation } from './explanation.js';

/** Brokers that cannot be reached or close the connection, and the errors that fit no other row. */
export const reachabilityExplanations: readonly Explanation[] = [
  {
    kind: 'resolve',
    codes: [-193],
    pattern: /Failed to resolve|host resolution fail/i,
    message: (failure) => `the host name of ${at(failure)} is not known here.`,
    cause: 'It is misspelt, it is a name of another network, or the name service is out of order.',
    advice: 'Check KAFKA_BOOTSTRAP_SERVERS, what the brokers advertise, and the name resolution of this machine.',
    retryable: true,
  },
  {
    kind: 'refused',
    pattern: /Connection refused/i,
    message: (failure) => `nothing listens at ${at(failure)}.`,
    cause: 'The broker is not running, or it listens at another address or port.',
    advice: 'Start the broker, or correct KAFKA_BOOTSTRAP_SERVERS: it takes addresses that the brokers advertise.',
    retryable: true,
  },
  {
    kind: 'login-wanted',
    pattern: /Disconnected/i,
    // A listener with SASL answers which versions it knows, and hangs up at anything else.
    when: (failure) => failure.state === 'UP' && !usesSasl(failure) && failure.isFirstContact,
    message: (failure) => `the listener at ${at(failure)} closed the connection.`,
    cause: (failure) =>
      `It wants a login, and KAFKA_SECURITY_PROTOCOL is ${failure.connection.protocol}; or the broker shut down.`,
    advice: (failure) =>
      `Set KAFKA_SECURITY_PROTOCOL to ${usesTls(failure) ? 'SASL_SSL' : 'SASL_PLAINTEXT'} with KAFKA_SASL_MECHANISM, KAFKA_KEY and KAFKA_SECRET.`,
    retryable: true,
  },
  {
    kind: 'timeout',
    codes: [-185, -166],
    pattern: /timed out/i,
    message: (failure) => `no answer from ${at(failure)}.`,
    cause: (failure) =>
      failure.state === 'SSL_HANDSHAKE' || failure.state === 'APIVERSION_QUERY'
        ? 'Something listens there that does not answer: not Kafka, or a listener with another protocol.'
        : 'A firewall drops the packets, the address is one of another network, or the broker is overloaded.',
    advice:
      'Check host and port in KAFKA_BOOTSTRAP_SERVERS, firewalls and security groups between here and there, and that the brokers advertise addresses that are reached from here.',
    retryable: true,
  },
  {
    kind: 'disconnected',
    pattern: /Disconnected|Receive failed|Send failed/i,
    message: (failure) => `the broker at ${at(failure)} closed the connection.`,
    cause: 'The broker was restarted, or something between here and there ends connections that are idle.',
    advice: 'None if it happens now and then: the client reconnects by itself.',
    retryable: true,
  },
  {
    kind: 'token-unusable',
    // All that librdkafka says of a token that it does not take itself: it never comes to a login.
    pattern: LOGIN_FAILED,
    when: byToken,
    message: 'the client got no token that it can use.',
    cause: 'The token endpoint does not return a JWT that has a sub and an exp in the future.',
    advice:
      'Look at what KAFKA_SASL_OAUTHBEARER_OIDC_TOKEN_ENDPOINT_URL answers: an access_token that is such a JWT; and at the clock of this machine.',
    retryable: true,
  },
  {
    kind: 'unreachable',
    codes: [-187, -195],
    pattern: /Connect to|transport failure|connections are down|brokers? (?:is|are) down|unreachable|No route to host/i,
    message: (failure) => `no broker answers at ${at(failure)}.`,
    cause: 'The broker is not running, the port is that of another protocol, or a firewall is in between.',
    advice: 'Check that the broker runs, KAFKA_BOOTSTRAP_SERVERS, KAFKA_SECURITY_PROTOCOL, and firewalls on the way.',
    retryable: true,
  },
  {
    kind: 'client-error',
    pattern: /^/,
    message: ({ said }) => `the Kafka client reports an error${said === '' ? '' : `: ${withoutClientPrefix(said)}`}.`,
    cause: 'This error is not one that is recognised here.',
    advice: 'See what the client and the broker logged before.',
    retryable: true,
  },
];
