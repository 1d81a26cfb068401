import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findRunningServer, startEmbeddedClickHouse } from '@proj/embedded-clickhouse';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { freePorts } from '../../tools/servers/free-ports.js';
import { startKafkaBroker } from '../../tools/servers/kafka-broker.js';
import { createTopic, produce, uniqueName } from '../../tools/servers/topics.js';
import { ask, rowCount } from '../support/clickhouse.js';
import { eventually } from '../support/eventually.js';
import { consuming, start } from '../support/kafka-ingest.js';
import { order, orders, plainConnection, projectFolder } from '../support/project.js';

const shared = inject('kafkaBootstrapServers');
const messages = (from: number, to: number): { readonly value: string }[] =>
  Array.from({ length: to - from }, (_, i) => ({ value: JSON.stringify(order(from + i)) }));

async function ordersProject(connection: string, topic: string) {
  const project = await projectFolder({
    'broker.connection': connection,
    'orders.datasource': orders({ topic, group: topic }),
  });
  onTestFinished(() => project.remove());
  return project;
}

describe('Kafka', () => {
  it('Kafka that is down at startup, or goes down later, is reported, retried and used once it is back', async () => {
    const broker = await startKafkaBroker();
    onTestFinished(() => broker.stop());
    const topic = uniqueName('orders');
    await createTopic(broker.bootstrapServers, topic);
    await produce(broker.bootstrapServers, topic, messages(0, 10));
    await broker.kill();

    const project = await ordersProject(plainConnection(broker.bootstrapServers), topic);
    const command = start(['run', project.path]);
    const url = await consuming(command, project.path);
    await command.says(/Connection broker: nothing listens at/);
    expect(await rowCount(url, 'orders')).toBe(0);

    await broker.restart();
    await eventually(
      () => rowCount(url, 'orders'),
      (n) => n === 10,
    );
    await broker.kill();
    await broker.restart();
    await produce(broker.bootstrapServers, topic, messages(10, 20));
    await eventually(
      () => rowCount(url, 'orders'),
      (n) => n >= 20,
    );
    expect(await ask(url, 'SELECT uniqExact(id) AS ids FROM orders')).toEqual([{ ids: 20 }]);
    command.kill('SIGTERM');
    expect(await command.exit).toBe(0);
  });

  it('Kafka that refuses the password is reported with the connection and without the password', async () => {
    const { saslPlaintextBootstrapServers, users } = inject('kafkaSecurity');
    const [user] = users;
    const topic = uniqueName('orders');
    await createTopic(shared, topic);
    const project = await ordersProject(
      `TYPE kafka
KAFKA_BOOTSTRAP_SERVERS ${saslPlaintextBootstrapServers}
KAFKA_SECURITY_PROTOCOL SASL_PLAINTEXT
KAFKA_SASL_MECHANISM SCRAM-SHA-256
KAFKA_KEY ${user?.name ?? ''}
KAFKA_SECRET {{ tb_secret("WRONG_PASSWORD") }}
`,
      topic,
    );
    const command = start(['run', project.path], { env: { WRONG_PASSWORD: 'hunter2-is-wrong' } });
    await command.says(/Connection broker: [^\n]*(password|authentic)/i);
    command.kill('SIGTERM');
    expect(await command.exit).toBe(0);
    expect(command.log).not.toContain('hunter2-is-wrong');
  });

  it.each(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'])(
    'is read over TLS with %s and a private CA',
    async (mechanism) => {
      const { saslSslBootstrapServers, caPem, users } = inject('kafkaSecurity');
      const [user] = users;
      const topic = uniqueName('orders');
      await createTopic(shared, topic);
      const project = await ordersProject(
        `TYPE kafka
KAFKA_BOOTSTRAP_SERVERS ${saslSslBootstrapServers}
KAFKA_SECURITY_PROTOCOL SASL_SSL
KAFKA_SASL_MECHANISM ${mechanism}
KAFKA_KEY ${user?.name ?? ''}
KAFKA_SECRET {{ tb_secret("PASSWORD") }}
KAFKA_SSL_CA_PEM >
  {{ tb_secret("CA") }}
`,
        topic,
      );
      const command = start(['run', project.path], { env: { PASSWORD: user?.password ?? '', CA: caPem } });
      const url = await consuming(command, project.path);
      await produce(shared, topic, messages(0, 3));
      await eventually(
        () => rowCount(url, 'orders'),
        (n) => n === 3,
      );
      command.kill('SIGTERM');
      expect(await command.exit).toBe(0);
      expect(command.log).not.toContain(user?.password ?? 'no user');
    },
  );

  it('Kafka without the topic is reported, other topics are read, and this one once it exists', async () => {
    const missing = uniqueName('later');
    const present = uniqueName('orders');
    await createTopic(shared, present);
    const project = await projectFolder({
      'broker.connection': plainConnection(shared),
      'orders.datasource': orders({ topic: present, group: present }),
      'later.datasource': orders({ topic: missing, group: present }),
    });
    onTestFinished(() => project.remove());
    const command = start(['run', project.path]);
    const url = await consuming(command, project.path);
    await command.says(new RegExp(`${missing}[^\\n]*does not exist`));
    await produce(shared, present, messages(0, 3));
    await eventually(
      () => rowCount(url, 'orders'),
      (n) => n === 3,
    );
    await createTopic(shared, missing);
    await produce(shared, missing, messages(0, 4));
    await eventually(
      () => rowCount(url, 'later'),
      (n) => n === 4,
    );
    command.kill('SIGTERM');
    expect(await command.exit).toBe(0);
  });
});

describe('ClickHouse', () => {
  it('ClickHouse that is down at startup, or goes down under load, holds up everything and loses nothing', async () => {
    const dataFolder = await mkdtemp(path.join(tmpdir(), 'clickhouse-e2e-'));
    onTestFinished(() => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 }));
    const [port = 0] = await freePorts(1);
    // Once up and down again: the key of the folder is a part of the address.
    const before = await startEmbeddedClickHouse({ dataFolder, port });
    const { url } = before;
    await before.stop();
    const topic = uniqueName('orders');
    await createTopic(shared, topic, { partitions: 2 });
    const project = await ordersProject(plainConnection(shared), topic);
    const command = start(['run', project.path], { env: { CLICKHOUSE_URL: url } });
    await command.says(/ClickHouse: Nothing answers at [^\n]*Trying again in/);

    const first = await startEmbeddedClickHouse({ dataFolder, port });
    onTestFinished(() => first.stop());
    await command.says(/Consuming into ClickHouse/);
    await produce(shared, topic, messages(0, 20_000));
    await eventually(
      () => rowCount(url, 'orders'),
      (n) => n > 0,
    );
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    await produce(shared, topic, messages(20_000, 40_000));
    await command.says(/orders[^\n]*(again|retry)/i);

    const second = await startEmbeddedClickHouse({ dataFolder, port });
    onTestFinished(() => second.stop());
    await eventually(
      () => ask<{ readonly ids: number }>(url, 'SELECT uniqExact(id) AS ids FROM orders'),
      ([row]) => row?.ids === 40_000,
    );
    // A retried batch carries the same token, so rows inserted before the cut are not doubled.
    expect(await rowCount(url, 'orders')).toBe(40_000);
    expect(await rowCount(url, 'orders_quarantine')).toBe(0);
    command.kill('SIGTERM');
    expect(await command.exit).toBe(0);
  });

  it('ClickHouse that is embedded and killed is restarted, and later messages land', async () => {
    const topic = uniqueName('orders');
    await createTopic(shared, topic);
    const project = await ordersProject(plainConnection(shared), topic);
    const command = start(['run', project.path]);
    const url = await consuming(command, project.path);
    await produce(shared, topic, messages(0, 10));
    await eventually(
      () => rowCount(url, 'orders'),
      (n) => n === 10,
    );
    const server = await findRunningServer(path.join(project.path, '.kafka-ingest', 'clickhouse'));
    if (!server) throw new Error('no server runs');
    process.kill(server.pid, 'SIGKILL');
    await command.says(new RegExp(`process ${server.pid}, was ended by SIGKILL`));
    await produce(shared, topic, messages(10, 20));
    await command.says(/embedded ClickHouse works again/);
    await eventually(
      () => rowCount(url, 'orders'),
      (n) => n === 20,
    );
    command.kill('SIGTERM');
    expect(await command.exit).toBe(0);
  });
});
