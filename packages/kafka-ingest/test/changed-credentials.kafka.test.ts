import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { kafkaClientConfig, type KafkaConnectionSettings } from '@proj/kafka-auth';
import { expect, it, vi } from 'vitest';
// nx-ignore-next-line -- no dependency of this package
import { makeCertificates } from '../../../tools/servers/kafka-certificates.js';
// nx-ignore-next-line -- no dependency of this package
import { startKafkaBroker } from '../../../tools/servers/kafka-broker.js';
// nx-ignore-next-line -- no dependency of this package
import { createTopic, produce } from '../../../tools/servers/topics.js';
import { createIngest, type ConnectionStatus } from '../src/index.js';
import { pipelineOf } from './support/pipelines.js';
import { RecordingSink } from './support/recording-sink.js';

const until = (what: () => void): Promise<void> => vi.waitFor(what, { timeout: 60_000, interval: 50 });

it('a password and an authority changed on the broker are reported, and reading continues once they are back', async () => {
  const broker = await startKafkaBroker();
  const [user] = broker.users;
  const login = { saslMechanism: 'PLAIN', key: user?.name ?? '', secret: user?.password ?? '' };
  const settings: Readonly<Record<string, KafkaConnectionSettings>> = {
    by_password: { ...login, bootstrapServers: broker.saslPlaintext.bootstrapServers, securityProtocol: 'SASL_PLAINTEXT' }, // prettier-ignore
    by_authority: { ...login, saslMechanism: 'SCRAM-SHA-256', bootstrapServers: broker.saslSsl.bootstrapServers, securityProtocol: 'SASL_SSL', sslCaPem: broker.saslSsl.caPem }, // prettier-ignore
  };
  const sink = new RecordingSink();
  const statuses: ConnectionStatus[] = [];
  const last = (connection: string): ConnectionStatus | undefined =>
    statuses.filter((one) => one.connection === connection).at(-1);
  const ingest = createIngest({
    pipelines: Object.entries(settings).map(([name, one]) => ({
      ...pipelineOf({ datasource: name, topic: name, client: kafkaClientConfig(one).config! }),
      connection: name,
    })),
    sink,
    policy: { maxAgeMs: 100 },
    listeners: { status: (status) => void statuses.push(status) },
  });
  const send = async (): Promise<void> => {
    for (const topic of Object.keys(settings)) {
      await produce(broker.bootstrapServers, topic, [{ value: '{"n":1,"name":"x"}' }]);
    }
  };
  for (const topic of Object.keys(settings)) await createTopic(broker.bootstrapServers, topic);
  await send();
  await ingest.start();
  try {
    await until(() => {
      for (const topic of Object.keys(settings)) expect(sink.offsets(topic)).toEqual([0]);
    });

    const properties = path.join(broker.folder, 'server.properties');
    const keystore = path.join(broker.folder, 'certs', 'keystore.pem');
    const before = { properties: await readFile(properties, 'utf8'), keystore: await readFile(keystore, 'utf8') };
    const other = await makeCertificates(path.join(broker.folder, 'other-certs'));
    await writeFile(properties, before.properties.replaceAll(`"${login.secret}"`, '"another-password"'));
    await writeFile(keystore, await readFile(other.keystoreFile, 'utf8'));
    await broker.restart();
    await until(() => {
      expect(last('by_password')).toMatchObject({ problem: { code: 'kafka/authentication' } });
      expect(last('by_authority')).toMatchObject({ problem: { code: 'kafka/unknown-authority' } });
    });
    expect(last('by_password')?.retryInMs).toBeGreaterThan(0);
    await send();

    await writeFile(properties, before.properties);
    await writeFile(keystore, before.keystore);
    await broker.restart();
    await until(() => {
      for (const topic of Object.keys(settings)) {
        expect(new Set(sink.offsets(topic))).toEqual(new Set([0, 1]));
        expect(last(topic)).toMatchObject({ state: 'connected' });
        expect(last(topic)?.problem).toBeUndefined();
      }
    });
    expect(JSON.stringify(statuses)).not.toContain(login.secret);
  } finally {
    await ingest.stop({ deadlineMs: 10_000 });
    await broker.stop();
  }
}, 240_000);
