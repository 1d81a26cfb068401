import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedClickHouse } from '@proj/embedded-clickhouse';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createTopic, produce, uniqueName } from '../../tools/servers/topics.js';
import { ask, rowCount } from '../support/clickhouse.js';
import { eventually } from '../support/eventually.js';
import { start } from '../support/kafka-ingest.js';
import { order, orders, plainConnection, projectFolder } from '../support/project.js';

/*
 * A load balancer, a login page or an attacker between the runner and ClickHouse that answers
 * inserts itself. Its answer must never be taken for ClickHouse's: the offset would be committed
 * and the rows lost.
 */

const broker = inject('kafkaBootstrapServers');
const MESSAGES = 500;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const own = (request: IncomingMessage): Record<string, string> => ({
  'X-ClickHouse-Query-Id': new URL(request.url ?? '/', 'http://x').searchParams.get('query_id') ?? '',
  'X-ClickHouse-Summary': '{"written_rows":"500"}',
});

const answers: Readonly<Record<string, Answer>> = {
  'a login page': (_, response) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Sign in</html>'),
  'an empty 200': (_, response) => void response.writeHead(200).end(),
  'a 204': (request, response) => void response.writeHead(204, own(request)).end(),
  'a redirect': (_, response) => void response.writeHead(302, { Location: 'http://127.0.0.1:1/login' }).end(),
  'the answer to another query': (request, response) =>
    void response.writeHead(200, { ...own(request), 'X-ClickHouse-Query-Id': 'another' }).end(),
  'a text behind the right headers': (request, response) => void response.writeHead(200, own(request)).end('done'),
  'a 200 that hides an exception': (request, response) =>
    void response.writeHead(200, own(request)).end('Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)'),
  'half an answer': (_, response) => {
    response.writeHead(200, { 'Content-Length': '100' }).write('half');
    response.destroy();
  },
  'an answer without an end': (_, response) => {
    response.writeHead(500);
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
      response.once('drain', more);
    };
    more();
  },
}; // prettier-ignore

/**
 * Forwards everything to ClickHouse except inserts into the tables of `answers`, while enabled.
 */
async function middlebox(target: string, tables: ReadonlyMap<string, Answer>) {
  const { port, pathname } = new URL(target);
  const box = { interferes: true, answered: new Map<string, number>(), url: '' };
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://x').searchParams.get('query') ?? '';
    const table = /^INSERT INTO `default`\.`(\w+)`/.exec(query)?.[1] ?? '';
    const answer = tables.get(table);
    if (box.interferes && answer) {
      box.answered.set(table, (box.answered.get(table) ?? 0) + 1);
      return void request.resume().on('end', () => answer(request, response));
    }
    const { method, headers, url } = request;
    const passed = forward({ host: '127.0.0.1', port, path: url, method, headers }, (found) => {
      response.writeHead(found.statusCode ?? 500, found.headers);
      found.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  box.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`;
  return box;
}

it('an insert answered by a stranger does not count as written: nothing is committed, lost or doubled', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'kafka-ingest-answers-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const clickhouse = await startEmbeddedClickHouse({ dataFolder: folder });
  onTestFinished(() => clickhouse.stop());
  const tables = new Map(Object.keys(answers).map((name) => [name.replaceAll(' ', '_'), name]));
  const box = await middlebox(clickhouse.url, new Map([...tables].map(([table, name]) => [table, answers[name]!])));
  const prefix = uniqueName('answers');
  const values = Array.from({ length: MESSAGES }, (_, i) => ({ value: JSON.stringify(order(i)) }));
  const project = await projectFolder({ 'broker.connection': plainConnection(broker) });
  onTestFinished(() => project.remove());
  for (const table of tables.keys()) {
    const topic = `${prefix}_${table}`;
    await createTopic(broker, topic);
    await produce(broker, topic, values);
    await project.write({ [`${table}.datasource`]: orders({ topic, group: topic }) });
  }

  const env = { CLICKHOUSE_URL: box.url };
  const command = start(['run', project.path], { env });
  await eventually(
    () => Promise.resolve([...tables.keys()].filter((table) => (box.answered.get(table) ?? 0) < 2)),
    (waiting) => waiting.length === 0,
  );
  for (const table of tables.keys()) expect(await rowCount(clickhouse.url, table)).toBe(0);
  // Killed now, so that only committed offsets count, and there must be none.
  command.kill('SIGKILL');
  await command.exit;
  for (const table of tables.keys()) expect(command.log).toMatch(new RegExp(`Insert into default.${table} failed: `));

  box.interferes = false;
  const again = start(['run', project.path], { env });
  for (const table of tables.keys()) {
    await eventually(
      () => rowCount(clickhouse.url, table),
      (rows) => rows >= MESSAGES,
    );
    const query = `SELECT count() AS n, uniqExact(id) AS ids FROM ${table}`;
    expect([table, await ask(clickhouse.url, query)]).toEqual([table, [{ n: MESSAGES, ids: MESSAGES }]]);
  }
  again.kill('SIGTERM');
  expect(await again.exit).toBe(0);
});
