import { expect, inject, it, onTestFinished } from 'vitest';
import { createTopic, produce, uniqueName } from '../../tools/servers/topics.js';
import { rowCount } from '../support/clickhouse.js';
import { eventually } from '../support/eventually.js';
import { consuming, kafkaIngest, start } from '../support/kafka-ingest.js';
import { order, orders, plainConnection, projectFolder } from '../support/project.js';

const broker = inject('kafkaBootstrapServers');
const COUNT = 1_000;

it('a data source shows its offsets, is refused a move while it runs, reads again on purpose, and traces a message', async () => {
  const topic = uniqueName('orders');
  await createTopic(broker, topic, { partitions: 2 });
  const project = await projectFolder({
    'broker.connection': plainConnection(broker),
    'orders.datasource': orders({ topic, group: topic }),
  });
  onTestFinished(() => project.remove());
  const messages = Array.from({ length: COUNT }, (_, i) => ({
    value: JSON.stringify(i === 7 ? { id: 'seven' } : order(i)),
    partition: i % 2,
  }));
  await produce(broker, topic, messages);
  const named = (command: string, ...more: readonly string[]) =>
    kafkaIngest([command, 'orders', ...more, '--project', project.path]);

  const first = start(['run', project.path]);
  const firstUrl = await consuming(first, project.path);
  await first.says(/orders: partition 1 starts at 0 \(nothing committed, and the policy is earliest\)/);
  await eventually(
    () => rowCount(firstUrl, 'orders'),
    (n) => n === COUNT - 1,
  );
  const refused = await named('offsets', '--to', 'earliest', '--apply', '--yes');
  expect([refused.code, refused.log]).toEqual([1, expect.stringContaining(`Group ${topic} is in use`)]);
  const landed = await named('trace', '0:2');
  expect([landed.code, landed.output]).toEqual([
    0,
    expect.stringMatching(/✓ Landed in default\.orders\.[^]*\n {2}id +4\n/),
  ]);
  const bad = await named('trace', '1:3');
  expect([bad.code, bad.output]).toEqual([0, expect.stringMatching(/✗ Quarantined in [^]*id: .*seven/)]);
  await fetch(firstUrl, { method: 'POST', body: 'DELETE FROM orders WHERE id < 100' });
  first.kill('SIGTERM');
  expect(await first.exit).toBe(0);

  await eventually(
    async () => (await named('offsets')).output,
    (text) => text.includes('Nothing reads as this group now.'),
  );
  const shown = await named('offsets');
  expect(shown.output).toMatch(/\n +0 +500 +500 +0 +\S+ +500\n +1 +500 +500 +0 /);
  expect(shown.output).toContain('Lag: 0.');
  const planned = await named('offsets', '--to', 'earliest');
  expect(planned.output).toContain('1,000 messages are read again.');
  expect(planned.log).toContain('Nothing is changed yet: --apply does it.');
  const unconfirmed = await named('offsets', '--to', 'earliest', '--apply');
  expect([unconfirmed.code, unconfirmed.log]).toEqual([2, expect.stringContaining('A move has to be confirmed.')]);
  expect((await named('offsets', '--to', 'earliest', '--apply', '--yes')).code).toBe(0);

  const second = start(['run', project.path]);
  const url = await consuming(second, project.path);
  const before = COUNT - 1 - 99;
  await eventually(
    () => rowCount(url, 'orders'),
    (n) => n === before + COUNT - 1,
  );
  expect(await rowCount(url, 'orders_quarantine')).toBe(2);
  second.kill('SIGTERM');
  expect(await second.exit).toBe(0);
});
