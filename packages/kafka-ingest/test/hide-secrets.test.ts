import { kafkaClientConfig } from '@proj/kafka-auth';
import { expect, it } from 'vitest';
import { explainFailure } from '../src/kafka/problems/connection-failure.js';
import { hideSecrets } from '../src/kafka/problems/hide-secrets.js';

const clientOf = (settings: Parameters<typeof kafkaClientConfig>[0]) => {
  const { config } = kafkaClientConfig(settings);
  if (!config) throw new Error('no config');
  return config;
};

const PASSWORD = 'p&ss "wörd"/+%41';
const client = clientOf({
  bootstrapServers: 'kafka:9092,b.kafka.example:9093',
  securityProtocol: 'SASL_PLAINTEXT',
  saslMechanism: 'PLAIN',
  key: 'kafka',
  secret: PASSWORD,
});

it.each([
  ['as it is', PASSWORD],
  ['in a URL', encodeURIComponent(PASSWORD)],
  ['in JSON', JSON.stringify(PASSWORD).slice(1, -1)],
  ['in Base64', Buffer.from(PASSWORD).toString('base64')],
  ['in hexadecimal', Buffer.from(PASSWORD).toString('hex')],
])('a broker or proxy that says the password %s gets nothing of it into a text', (_, form) => {
  const { message, cause, advice, said } = explainFailure(
    [{ code: -1, message: `kafka:9092/bootstrap: odd answer <${form}>` }],
    { name: 'shop', client },
  );
  const text = [message, cause, advice, said].join(' ');
  expect(text).toContain('[redacted]');
  expect(text).not.toContain(form);
  expect(hideSecrets(client)(`Basic ${Buffer.from(`kafka:${PASSWORD}`).toString('base64')}`)).toMatch(
    /^Basic \[redacted\]=*$/,
  );
});

it('a password of three letters is found in the header of basic authentication', () => {
  const short = clientOf({
    bootstrapServers: 'b:9092',
    securityProtocol: 'SASL_PLAINTEXT',
    saslMechanism: 'PLAIN',
    key: 'ada',
    secret: 'abc',
  });
  expect(hideSecrets(short)(`Basic ${Buffer.from('ada:abc').toString('base64')}`)).toMatch(/^Basic \[redacted\]=*$/);
});

it('a user named kafka does not remove the names of servers', () => {
  expect(hideSecrets(client)('kafka:9092/bootstrap and b.kafka.example:9093 refuse user kafka')).toBe(
    'kafka:9092/bootstrap and b.kafka.example:9093 refuse user [redacted]',
  );
  expect(hideSecrets(client, 'kafka')('they refuse user kafka')).toBe('they refuse user kafka');
});

it('text from a broker cannot move the cursor, start a line or reverse the text', () => {
  expect(hideSecrets(client)('\u001B[2J\u009B1A\r\nINFO \u202Eall is well')).toBe(
    '\\x1B[2J\\x9B1A\\r\\nINFO \\u{202E}all is well',
  );
});
