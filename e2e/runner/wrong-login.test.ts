import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createTopic, uniqueName } from '../../tools/servers/topics.js';
import { consuming, kafkaIngest, start } from '../support/kafka-ingest.js';
import { orders, plainConnection, projectFolder } from '../support/project.js';

const broker = inject('kafkaBootstrapServers');

/** Stands in front of a server. Once `corrected`, the server accepts whatever login is sent. */
async function startLoginProxy(server: string) {
  const state = { corrected: false };
  const proxy = createServer((incoming, answer) => {
    const { authorization, ...headers } = incoming.headers;
    const sent = state.corrected || authorization === undefined ? headers : { ...headers, authorization };
    const { origin } = new URL(server);
    const outgoing = request(`${origin}${incoming.url ?? ''}`, { method: incoming.method, headers: sent }, (found) => {
      answer.writeHead(found.statusCode ?? 500, found.headers);
      found.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => proxy.once('listening', resolve));
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const { port } = proxy.address() as AddressInfo;
  const { pathname } = new URL(server);
  return { state, url: `http://late:planted-password@127.0.0.1:${port}${pathname}` };
}

it('a wrong password of ClickHouse is waited for with advice, and ends the run with --fail-fast', async () => {
  const topic = uniqueName('orders');
  await createTopic(broker, topic);
  const files = {
    'broker.connection': plainConnection(broker),
    'orders.datasource': orders({ topic, group: topic }),
  };
  const [owner, project] = [await projectFolder(files), await projectFolder(files)];
  onTestFinished(() => Promise.all([owner.remove(), project.remove()]).then(() => undefined));
  // Another run, whose embedded server stands for any server.
  const host = start(['run', owner.path, '--instance', 'host']);
  const { state, url } = await startLoginProxy(await consuming(host, owner.path));
  const env = { CLICKHOUSE_URL: url };

  const hasty = await kafkaIngest(['run', project.path, '--fail-fast'], { env });
  expect([hasty.code, hasty.log]).toEqual([1, expect.stringContaining('refused the user name or the password')]);
  expect(hasty.log).toContain('Check the user and the password in CLICKHOUSE_URL.');

  const patient = start(['run', project.path], { env });
  await patient.says(/refused the user name or the password.*Check the user and the password.*Trying again in/);
  state.corrected = true;
  await patient.says(/Consuming into ClickHouse/);
  patient.kill('SIGTERM');
  expect(await patient.exit).toBe(0);
  expect(patient.log + hasty.log).not.toContain('planted-password');
});
