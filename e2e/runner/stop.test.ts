import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createTopic, produce, uniqueName } from '../../tools/servers/topics.js';
import { ask, rowCount } from '../support/clickhouse.js';
import { eventually } from '../support/eventually.js';
import { consuming, start } from '../support/kafka-ingest.js';
import { order, orders, plainConnection, projectFolder } from '../support/project.js';

const broker = inject('kafkaBootstrapServers');
const COUNT = 120_000;

async function backlog() {
  const topic = uniqueName('orders');
  await createTopic(broker, topic, { partitions: 2 });
  const project = await projectFolder({
    'broker.connection': plainConnection(broker),
    'orders.datasource': orders({ topic, group: topic }),
  });
  onTestFinished(() => project.remove());
  await produce(
    broker,
    topic,
    Array.from({ length: COUNT }, (_, i) => ({
      // One in a hundred cannot become a row.
      value: JSON.stringify(i % 100 === 99 ? { id: `bad ${i}` } : order(i)),
      partition: i % 2,
    })),
  );
  return project;
}

interface Counted {
  readonly rows: number;
  readonly distinct: number;
}
const counted = async (url: string): Promise<Counted | undefined> => {
  const [row] = await ask<Counted>(
    url,
    `SELECT count() AS rows, uniqExact(__partition, __offset) AS distinct FROM
     (SELECT __partition, __offset FROM orders UNION ALL SELECT __partition, __offset FROM orders_quarantine)`,
  );
  return row;
};

describe('a process that ends in the middle of a backlog', () => {
  it('a process that ends in the middle of a backlog drains on SIGTERM, exits with 0, and the next start continues without gaps or doubles', async () => {
    const project = await backlog();
    const first = start(['run', project.path]);
    const firstUrl = await consuming(first, project.path);
    await eventually(
      () => rowCount(firstUrl, 'orders'),
      (n) => n > 0,
    );
    first.kill('SIGTERM');
    expect(await first.exit).toBe(0);

    const second = start(['run', project.path]);
    const url = await consuming(second, project.path);
    await eventually(
      () => counted(url),
      (all) => all?.distinct === COUNT,
    );
    expect(await counted(url)).toEqual({ rows: COUNT, distinct: COUNT });
    expect(await rowCount(url, 'orders_quarantine')).toBe(COUNT / 100);
    second.kill('SIGTERM');
    expect(await second.exit).toBe(0);
  });

  it('a process that ends in the middle of a backlog loses nothing when it is killed with SIGKILL, however often', async () => {
    const project = await backlog();
    for (const afterMs of [0, 150, 400]) {
      const killed = start(['run', project.path]);
      const url = await consuming(killed, project.path);
      await eventually(
        () => rowCount(url, 'orders'),
        (n) => n > 0,
      );
      await sleep(afterMs);
      killed.kill('SIGKILL');
      expect(await killed.exit).toBeNull();
    }
    const last = start(['run', project.path]);
    const url = await consuming(last, project.path);
    const all = await eventually(
      () => counted(url),
      (found) => found?.distinct === COUNT,
    );
    // At least once: batches that were inserted but not committed may be repeated.
    expect(all?.rows).toBeGreaterThanOrEqual(COUNT);
    const [sums] = await ask(url, 'SELECT uniqExact(id) AS ids, min(id) AS low, max(id) AS high FROM orders');
    expect(sums).toEqual({ ids: COUNT - COUNT / 100, low: 0, high: COUNT - 2 });
    last.kill('SIGTERM');
    expect(await last.exit).toBe(0);
  });
});
