import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as send } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedClickHouse } from '@proj/embedded-clickhouse';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createTopic, uniqueName } from '../../tools/servers/topics.js';
import { start } from '../support/kafka-ingest.js';
import { orders, plainConnection, projectFolder } from '../support/project.js';

/** The address of a proxy that adds this time zone to every request. */
async function clickhouseIn(zone: string): Promise<string> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'time-zone-e2e-'));
  const clickhouse = await startEmbeddedClickHouse({ dataFolder });
  const proxy = createServer((request, response) => {
    const url = new URL(request.url ?? '/', clickhouse.url);
    url.searchParams.set('session_timezone', zone);
    const onward = send(url, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    proxy.closeAllConnections();
    proxy.close();
    await clickhouse.stop();
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  });
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  return `http://127.0.0.1:${address.port}${new URL(clickhouse.url).pathname}`;
}

it.each([
  ['Asia/Tokyo', 1],
  ['Etc/UTC', 0],
])('a server in the time zone %s causes %d warnings at startup', async (zone, times) => {
  const broker = inject('kafkaBootstrapServers');
  const topic = uniqueName('orders');
  await createTopic(broker, topic);
  const project = await projectFolder({
    'broker.connection': plainConnection(broker),
    'orders.datasource': orders({ topic, group: topic }),
  });
  onTestFinished(() => project.remove());
  const command = start(['run', project.path], { env: { CLICKHOUSE_URL: await clickhouseIn(zone) } });
  await command.says(/Consuming into ClickHouse/);
  expect(command.log.split(`The time zone of ClickHouse is ${zone}`)).toHaveLength(times + 1);
  command.kill('SIGTERM');
  expect(await command.exit).toBe(0);
});
