import { general, log, oauth, saslSsl, saslThread, sslThread, type SeenFailure } from './seen-failure.js';

/**
 * Recorded as those of seen-errors.ts: the connection stands, and the broker does not take who we
 * say we are.
 */
export const seenLoginFailures: readonly SeenFailure[] = [
  {
    what: 'a wrong password or an unknown user with PLAIN: the same text',
    connection: saslSsl,
    errors: [
      { code: -1, message: 'authentication failure' },
      ...general,
      log(
        `${sslThread}SASL authentication error: Authentication failed: Invalid username or password (after 304ms in state AUTH_REQ)`,
      ),
    ],
    code: 'kafka/authentication',
    message: 'The broker at 127.0.0.1:9092 refused the login.',
  },
  {
    what: 'a wrong password or an unknown user with SCRAM: the same text',
    connection: { ...saslSsl, mechanism: 'SCRAM-SHA-256', user: 'shop' },
    errors: [
      { code: -1, message: 'authentication failure' },
      ...general,
      log(
        `${sslThread}SASL authentication error: Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-256 (after 321ms in state AUTH_REQ)`,
      ),
    ],
    code: 'kafka/authentication',
    message: 'The broker at 127.0.0.1:9092 refused the login of user shop.',
  },
  {
    what: 'a mechanism that the broker does not have',
    connection: { ...saslSsl, mechanism: 'SCRAM-SHA-512' },
    errors: [
      { code: -1, message: 'authentication failure' },
      ...general,
      log(
        `${sslThread}SASL SCRAM-SHA-512 mechanism handshake failed: Broker: Unsupported SASL mechanism: broker's supported mechanisms: PLAIN,SCRAM-SHA-256,OAUTHBEARER (after 301ms in state AUTH_HANDSHAKE)`,
      ),
    ],
    code: 'kafka/mechanism',
    message:
      'The broker at 127.0.0.1:9092 does not have the mechanism SCRAM-SHA-512; it has PLAIN, SCRAM-SHA-256, OAUTHBEARER.',
  },
  {
    what: 'a token that has expired, or is not a token',
    connection: oauth,
    errors: [
      { code: -1, message: 'authentication failure' },
      ...general,
      log(`${saslThread}SASL authentication error: {"status":"invalid_token"} (after 5ms in state AUTH_REQ)`),
    ],
    code: 'kafka/token-refused',
    message: 'The broker at 127.0.0.1:9092 refused the token.',
  },
  {
    what: 'a token that we could not make',
    connection: oauth,
    errors: [
      log('oauthbearer_token_refresh_cb: No AWS credentials were found for this process.'),
      { code: -1, message: 'authentication failure' },
      ...general,
    ],
    code: 'kafka/token',
    message: 'No token could be obtained for the brokers: No AWS credentials were found for this process.',
  },
  {
    what: 'an OIDC endpoint that is down',
    connection: oauth,
    errors: [
      { code: -1, message: 'authentication failure' },
      ...general,
      log(
        '[thrd:background]: Failed to retrieve OIDC token from "http://127.0.0.1:1/token": Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn\'t connect to server (-1)',
      ),
    ],
    code: 'kafka/token',
    message:
      "No token could be obtained for the brokers: the token endpoint says Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server (-1).",
  },
  {
    what: 'an OIDC endpoint that does not know the client',
    connection: oauth,
    errors: [
      { code: -1, message: 'authentication failure' },
      ...general,
      log(
        '[thrd:background]: Failed to retrieve OIDC token from "http://planted.example.com/token": {"error":"invalid_client","error_description":"Client authentication failed"} (401)',
      ),
    ],
    code: 'kafka/token',
    message:
      'No token could be obtained for the brokers: the token endpoint says {"error":"invalid_client","error_description":"Client authentication failed"} (401).',
  },
  {
    what: 'a token endpoint that gives an expired token, one without a sub, or none',
    connection: oauth,
    errors: [{ code: -1, message: 'authentication failure' }, ...general],
    code: 'kafka/token-unusable',
    message: 'The client got no token that it can use.',
  },
  {
    what: 'a login that is renewed too soon',
    connection: oauth,
    errors: [
      { code: -1, message: 'authentication failure' },
      ...general,
      log(
        "[thrd:GroupCoordinator]: GroupCoordinator: 127.0.0.1:9092: SASL OAUTHBEARER mechanism handshake failed: Broker: Request not valid in current SASL state: broker's supported mechanisms:  (after 2ms in state AUTH_HANDSHAKE)",
      ),
    ],
    code: 'kafka/login-renewal',
    message: 'The broker at 127.0.0.1:9092 did not take the renewal of the login.',
  },
];
