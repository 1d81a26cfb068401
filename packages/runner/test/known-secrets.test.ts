import { parseProject } from '@proj/datafile-parser';
import { compileProject } from '@proj/kafka-ingest';
import { expect, it } from 'vitest';
import { guardedIo } from '../src/terminal/guarded-io.js';
import { hideKnownSecrets } from '../src/project/known-secrets.js';
import { recordingIo } from './recording-io.js';

const connection = (secret: string): string => `TYPE kafka
KAFKA_BOOTSTRAP_SERVERS production-kafka:9092
KAFKA_SECURITY_PROTOCOL SASL_PLAINTEXT
KAFKA_SASL_MECHANISM PLAIN
KAFKA_KEY production-kafka
KAFKA_SECRET ${secret}
KAFKA_SCHEMA_REGISTRY_URL http://reader:planted%2Dregistry@127.0.0.1:9
`;

function saidWith(secret: string, text: string): string {
  const { project } = parseProject([{ path: 'shop.connection', text: connection(secret) }]);
  const compiled = compileProject(project, { lookupSecret: () => undefined });
  expect(compiled.connections).toHaveLength(1);
  const env = {
    CLICKHOUSE_URL: 'http://reader:planted%25click@127.0.0.1:9/shop',
    AWS_SECRET_ACCESS_KEY: 'planted-aws-key',
    AWS_SESSION_TOKEN: 'planted-aws-token',
  };
  const io = recordingIo({ terminal: false, env });
  const guarded = guardedIo(io);
  hideKnownSecrets(guarded, compiled);
  guarded.err(text);
  return io.errText();
}

it('nothing that is written contains a password, key or token of the project or the environment, in any form', () => {
  const secrets = ['planted-kafka', 'planted-registry', 'planted%click', 'planted-aws-key', 'planted-aws-token'];
  const text = secrets.flatMap((one) => [one, encodeURIComponent(one), Buffer.from(one).toString('hex')]).join(' ');
  expect(saidWith('planted-kafka', text)).toBe(Array.from({ length: 15 }, () => '[redacted]').join(' '));
});

it('values of messages are not mistaken for passwords shorter than eight characters, nor servers for users', () => {
  const text = "value 'true' of 1234 from production-kafka:9092";
  expect(saidWith('true', text)).toBe(text);
  expect(saidWith('1234', text)).toBe(text);
});
