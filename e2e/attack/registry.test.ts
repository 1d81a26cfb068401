import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createTopic, produce, uniqueName } from '../../tools/servers/topics.js';
import { ask, rowCount } from '../support/clickhouse.js';
import { eventually } from '../support/eventually.js';
import { consuming, start } from '../support/kafka-ingest.js';
import { projectFolder } from '../support/project.js';

const broker = inject('kafkaBootstrapServers');
const LOGIN = 'reader:hunter2secret';

async function listen(answer: (url: string, response: ServerResponse) => void) {
  const asked: string[] = [];
  const server = createServer(({ url = '', headers }, response) => {
    asked.push(headers.authorization ?? 'none');
    answer(url, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const GOOD = 1;
const CHAIN = 2;
const NUMBER = 3;
const LARGE = 4;
const BOMB = 5;
const ENDLESS_TYPE = 6;
const ELSEWHERE = 7;
const event = JSON.stringify({ type: 'record', name: 'E', fields: [{ name: 'id', type: 'long' }] });
const nulls = JSON.stringify({
  type: 'record',
  name: 'E',
  fields: [
    { name: 'id', type: 'long' },
    { name: 'l', type: { type: 'array', items: 'null' } },
  ],
});

/**
 * The hostile registry's answers for each schema; `elsewhere` is where it redirects requests for
 * the last one.
 */
function answerOf(id: number, elsewhere: { url: string | undefined }, response: ServerResponse): void {
  const next = (i: number): object => ({
    schema: JSON.stringify({ type: 'fixed', name: `F${i}`, size: 1 }),
    references: [{ name: `r${i}`, subject: `s${i + 1}`, version: 1 }],
  });
  const answers: Readonly<Record<number, object>> = {
    [GOOD]: { schema: event },
    [CHAIN]: next(0),
    [NUMBER]: { schema: 42 },
    [LARGE]: { schema: event.replace('"E"', `"E", "doc": "${'x'.repeat(2 * 1024 * 1024)}"`) },
    [BOMB]: { schema: nulls },
    [ENDLESS_TYPE]: { schema: event, schemaType: `\u001b[2J${'X'.repeat(100_000)}` },
    [ELSEWHERE]: { schema: event },
  };
  if (id === ELSEWHERE && elsewhere.url !== undefined) {
    response.writeHead(302, { location: `${elsewhere.url}/latest/meta-data` }).end();
    return;
  }
  response.end(JSON.stringify(answers[id] ?? next(id - 1_000)));
}

const message = (schema: number, id: number, ...more: readonly number[]) => ({
  key: null,
  value: Buffer.from([0, 0, 0, 0, schema, id * 2, ...more]),
});

it('a hostile registry and producer cost bounded memory, block nothing, and cannot redirect requests', async () => {
  const inside = await listen((_, response) => response.end(JSON.stringify({ schema: event })));
  const elsewhere: { url: string | undefined } = { url: inside.url };
  const registry = await listen((url, response) => {
    const subject = /\/subjects\/s(\d+)\//.exec(url)?.[1];
    answerOf(
      subject === undefined ? Number(/ids\/(\d+)/.exec(url)?.[1]) : 1_000 + Number(subject),
      elsewhere,
      response,
    );
  });
  const [events, held] = [uniqueName('events'), uniqueName('held')];
  await createTopic(broker, events);
  await createTopic(broker, held);
  const datasource = (topic: string): string => `SCHEMA >
    \`id\` Int64 \`json:$.id\`\n
ENGINE_SORTING_KEY id\n
KAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC ${topic}\nKAFKA_GROUP_ID ${topic}\nKAFKA_AUTO_OFFSET_RESET earliest\nKAFKA_VALUE_FORMAT avro\n`;
  const project = await projectFolder({
    'connections/shop.connection': `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS ${broker}\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\nKAFKA_SCHEMA_REGISTRY_URL ${registry.url.replace('//', `//${LOGIN}@`)}\n`,
    'datasources/events.datasource': datasource(events),
    'datasources/held.datasource': datasource(held),
  });
  onTestFinished(() => project.remove());
  const bombs = Array.from({ length: 2_000 }, () => message(BOMB, 6, 0xc0, 0x9a, 0x0c, 0));
  await produce(broker, events, [
    message(GOOD, 1),
    message(CHAIN, 2),
    message(NUMBER, 3),
    message(LARGE, 4),
    message(ENDLESS_TYPE, 5),
    ...bombs,
    message(BOMB, 7, 2, 0),
    message(GOOD, 8),
  ]);
  await produce(broker, held, [message(ELSEWHERE, 9)]);
  const command = start(['run', project.path]);
  const clickhouse = await consuming(command, project.path);

  await eventually(
    async () => [await rowCount(clickhouse, 'events'), await rowCount(clickhouse, 'events_quarantine')],
    ([rows, quarantined]) => rows === 3 && quarantined === 2_004,
  );
  expect(await ask(clickhouse, 'SELECT id FROM events ORDER BY id')).toEqual([{ id: 1 }, { id: 7 }, { id: 8 }]);
  const reasons = await ask(
    clickhouse,
    'SELECT DISTINCT substring(c__error[1], 1, 60) AS reason, max(length(c__error[1])) < 500 AS short FROM events_quarantine GROUP BY reason ORDER BY reason',
  );
  expect(reasons).toEqual([
    { reason: expect.stringMatching(/^not Avro: schema 6 is of type/), short: 1 },
    { reason: 'schema 2 cannot be used: it refers to more than 500 other sc', short: 1 },
    { reason: 'schema 3 cannot be used: what the registry has for it is not', short: 1 },
    { reason: 'schema 4 cannot be used: with all that it refers to, it has ', short: 1 },
    { reason: 'takes too much memory with schema 5 at $.l: values of more t', short: 1 },
  ]);
  // Two hundred million values would be 1.8 GB.
  const status = process.platform === 'linux' ? readFileSync(`/proc/${command.pid}/status`, 'utf8') : 'VmHWM: 0 kB';
  expect(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024).toBeLessThan(1_024);

  // The redirect was logged and not followed; messages that wait for it are not quarantined, and
  // land once it is gone.
  await command.says(/another origin, which is not followed/);
  expect(command.log).toContain(inside.url);
  expect(inside.asked).toEqual([]);
  expect(await rowCount(clickhouse, 'held_quarantine')).toBe(0);
  elsewhere.url = undefined;
  await eventually(
    () => rowCount(clickhouse, 'held'),
    (rows) => rows === 1,
  );
  command.kill('SIGTERM');
  expect(await command.exit).toBe(0);
  expect(command.log + command.output).not.toMatch(/hunter2secret|cmVhZGVyOmh1bnRlcjJzZWNyZXQ/);
});
