import { expect, it } from 'vitest';
import { readBootstrapServers } from '../src/bootstrap-servers.js';

it.each([
  ['broker:9092', ['broker:9092']],
  ['b-1.kafka.eu-west-1.amazonaws.com:9096,b-2:9096', ['b-1.kafka.eu-west-1.amazonaws.com:9096', 'b-2:9096']],
  [' a:1 , b_2:65535,', ['a:1', 'b_2:65535']],
  ['127.0.0.1:9092,[::1]:9092', ['127.0.0.1:9092', '[::1]:9092']],
])('takes %s', (text, servers) => {
  expect(readBootstrapServers(text)).toEqual({ servers, problems: [] });
});

it.each([
  ['broker', 'has no port'],
  ['broker:', 'has no port'],
  [':9092', 'has no host'],
  ['kafka://broker:9092', 'begins with a scheme'],
  ['SASL_SSL://broker:9092', 'begins with a scheme'],
  ['a:1 b:2', 'has a blank in it'],
  ['broker:port', 'has a port that is not a number from 1 to 65535'],
  ['broker:0', 'has a port that is not a number from 1 to 65535'],
  ['broker:65536', 'has a port that is not a number from 1 to 65535'],
  ['broker:9092/', 'has a port that is not a number from 1 to 65535'],
  ['<BOOTSTRAP_SERVERS:PORT>', 'has a host that is neither a name nor an address'],
  ['user@broker:9092', 'has a host that is neither a name nor an address'],
  ['fe80::1:9092', 'has more than one colon'],
  ['::1:9092', 'has more than one colon'],
  ['a:1:2', 'has more than one colon'],
  ['[::1]', 'has no port'],
  ['[::1', 'has a host that is neither a name nor an address'],
])('does not take %s, which %s', (server, what) => {
  const { problems } = readBootstrapServers(`good:9092,${server}`);
  expect(problems).toMatchObject([{ position: 2, what }]);
});
