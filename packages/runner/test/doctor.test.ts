import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from '../src/cli.js';
import { recordingIo } from './recording-io.js';

let cwd: string;
beforeAll(async () => {
  cwd = mkdtempSync(path.join(tmpdir(), 'kafka-ingest-doctor-'));
  const closed = await closedPort();
  writeFileSync(
    path.join(cwd, 'shop.connection'),
    `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS ${closed}\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\n`,
  );
  for (const name of ['events', 'orders'])
    writeFileSync(
      path.join(cwd, `${name}.datasource`),
      `SCHEMA >\n    \`id\` UInt32 \`json:$.id\`\n\nKAFKA_CONNECTION_NAME shop\nKAFKA_TOPIC ${name}\nKAFKA_GROUP_ID g_${name}\n`,
    );
});
afterAll(() => rmSync(cwd, { recursive: true }));

/** An address where a server listened a moment ago, and none does now. */
async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}

// Without CLICKHOUSE_URL every command opens the embedded server on the folder of the project.
async function run(...argv: string[]) {
  const io = recordingIo({ terminal: false, cwd });
  return { code: await main(argv, io), out: io.outText(), err: io.errText() };
}

it('doctor says whether data sources are exactly once, why not, and what helps', { timeout: 120_000 }, async () => {
  const early = await run('doctor');
  expect(early.code).toBe(1);
  expect(early.out).toContain('? not known      events\n  because default.events does not exist yet.\n    Run `kafka-ingest deploy`.\n'); // prettier-ignore

  expect((await run('deploy')).code).toBe(0);
  const good = await run('doctor');
  expect(good.out).toBe('✓ exactly once   events\n✓ exactly once   orders\n');
  expect(good.code).toBe(0);
  expect(good.err).toContain(
    'How many partitions the topic events has is not known, so events is judged as if it had one. Find out why with: kafka-ingest connection check shop\n',
  );

  expect((await run('sql', 'CREATE TABLE daily (id UInt32) ENGINE = MergeTree ORDER BY id')).code).toBe(0);
  expect((await run('sql', 'CREATE MATERIALIZED VIEW daily_mv TO daily AS SELECT id FROM orders')).code).toBe(0);
  const bad = await run('doctor');
  expect(bad.code).toBe(1);
  expect(bad.out).toBe(
    [
      '✓ exactly once   events',
      '✗ at least once  orders',
      '  because default.daily, which the view default.daily_mv feeds, remembers no inserts, so that a repeated one doubles its rows.',
      '    ALTER TABLE `default`.`daily` MODIFY SETTING non_replicated_deduplication_window = 10000;',
      '  If the view default.daily_mv fails, the table has the rows already, and what it feeds may not. The batch is repeated until the view works, and its partition waits. A repetition can put the same rows into default.daily again.',
      '',
    ].join('\n'),
  );

  const json = await run('doctor', '--format', 'json');
  expect(json.code).toBe(1);
  expect(JSON.parse(json.out)).toMatchObject({
    ok: false,
    datasources: [
      { datasource: 'events', guarantee: 'exactly-once', reasons: [], notes: [] },
      { datasource: 'orders', guarantee: 'at-least-once', reasons: [{ code: 'no-window', remedy: expect.any(String) }], notes: [{ code: 'views' }] },
    ],
  }); // prettier-ignore
});

it('doctor refuses a project with mistakes and one that reads nothing from Kafka', async () => {
  const other = mkdtempSync(path.join(tmpdir(), 'kafka-ingest-doctor-'));
  writeFileSync(path.join(other, 'a.datasource'), 'SCHEMA >\n    `id` UInt32\n');
  expect(await run('doctor', other)).toMatchObject({ code: 3, err: expect.stringContaining('nothing to judge') });
  writeFileSync(path.join(other, 'a.datasource'), 'SCHEMA >\n    `id` UInt33\n');
  expect(await run('doctor', other)).toMatchObject({ code: 3, out: '' });
  rmSync(other, { recursive: true });
});
