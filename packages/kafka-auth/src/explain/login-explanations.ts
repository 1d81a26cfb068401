import { at, byToken, LOGIN_FAILED, usesTls, withoutClientPrefix, type Explanation } from './explanation.js';

/** Logins by password and by token that fail or are not wanted. */
export const loginExplanations: readonly Explanation[] = [
  {
    kind: 'token',
    pattern: /OIDC token|SASL OAUTHBEARER token|oauthbearer_token_refresh_cb/i,
    message: ({ said }) => `no token could be obtained for the brokers: ${withoutClientPrefix(said)}.`,
    cause: 'The token endpoint, AWS STS or the credentials for them do not work.',
    advice: 'Check the KAFKA_SASL_OAUTHBEARER_ settings and that their endpoint is reached from here.',
    retryable: true,
  },
  {
    kind: 'token-refused',
    pattern: /invalid_token|SASL authentication error/i,
    when: byToken,
    message: (failure) => `the broker at ${at(failure)} refused the token.`,
    cause:
      'The token is not for this cluster, has expired by the clock of the broker, or belongs to someone the broker does not know.',
    advice:
      'Check the KAFKA_SASL_OAUTHBEARER_ settings, the clock of this machine, and what the role or client may do: for MSK, kafka-cluster:Connect in the access policy.',
    retryable: false,
  },
  {
    kind: 'no-login-wanted',
    // The broker says nothing else of a listener without SASL.
    pattern: /Request not valid in current SASL state/i,
    when: (failure) => failure.isFirstContact || failure.broker === undefined,
    message: (failure) => `the listener at ${at(failure)} does not expect a login.`,
    cause: (failure) => `KAFKA_SECURITY_PROTOCOL is ${failure.connection.protocol}, and this listener has no SASL.`,
    advice: (failure) =>
      `Set KAFKA_SECURITY_PROTOCOL to ${usesTls(failure) ? 'SSL' : 'PLAINTEXT'}, or give the port of a listener with SASL.`,
    retryable: false,
  },
  {
    kind: 'login-renewal',
    // Apache Kafka refuses a second login within a second; seen with tokens that live for a few
    // seconds.
    pattern: /Request not valid in current SASL state/i,
    message: (failure) => `the broker at ${at(failure)} did not take the renewal of the login.`,
    cause: 'Tokens live for so short a time that the login is renewed within a second of the one before.',
    advice: 'Let tokens live for a minute or more; the client reconnects by itself.',
    retryable: true,
  },
  {
    kind: 'mechanism',
    codes: [33],
    pattern: /Unsupported SASL mechanism/i,
    message: (failure) => {
      const offered = /supported mechanisms: (\S+)/.exec(failure.said)?.[1]?.replaceAll(',', ', ');
      const has = offered === undefined ? '' : `; it has ${offered}`;
      return `the broker at ${at(failure)} does not have the mechanism ${failure.connection.mechanism ?? 'asked for'}${has}.`;
    },
    cause: 'KAFKA_SASL_MECHANISM is not one that this listener was set up with.',
    advice: 'Set KAFKA_SASL_MECHANISM to one that the broker has, with a user of that mechanism.',
    retryable: false,
  },
  {
    kind: 'authentication',
    codes: [-169, 58],
    pattern: /SASL authentication|Authentication fail|authentication failure/i,
    when: (failure) => !(byToken(failure) && LOGIN_FAILED.test(failure.said)),
    message: (failure) => {
      const user = failure.connection.user === undefined ? '' : ` of user ${failure.connection.user}`;
      return `the broker at ${at(failure)} refused the login${user}.`;
    },
    cause: (failure) =>
      byToken(failure)
        ? 'The token was not made, or the broker does not take it.'
        : 'The user or the password is wrong, or the user is not one of this mechanism.',
    advice: (failure) =>
      byToken(failure)
        ? 'Check the KAFKA_SASL_OAUTHBEARER_ settings and what the client logged before.'
        : 'Check KAFKA_KEY, KAFKA_SECRET and KAFKA_SASL_MECHANISM; a changed secret takes effect with the next start.',
    retryable: false,
  },
];
