import { expect, inject, it } from 'vitest';
import { ask } from '../support/clickhouse.js';
import { eventually } from '../support/eventually.js';
import { command, exact } from './support/account.js';
import { scene, type Scene } from './support/scene.js';

/** A scene in which the first messages have landed. */
async function running(): Promise<Scene> {
  const all = await scene({ direct: inject('kafkaBootstrapServers'), partitions: 2 });
  all.members[0]?.start();
  await all.messages.send(1_000);
  await eventually(all.arrived, (n) => n === 1_000);
  return all;
}

/** Breaks something, sees it reported while messages wait, and mends it again. */
async function whileBroken(all: Scene, breaking: string, report: RegExp, mending: string): Promise<void> {
  const { direct } = all.clickhouse;
  for (const statement of breaking.split(';')) await command(direct, statement);
  await all.messages.send(1_000);
  await all.members[0]?.command.says(report);
  for (const statement of mending.split(';')) await command(direct, statement);
  await eventually(all.arrived, (n) => n === all.messages.count);
}

it('a landing table that is renamed holds its messages with a report, and they land once it is back', async () => {
  const all = await running();
  await whileBroken(
    all,
    'RENAME TABLE numbers TO elsewhere',
    /default\.numbers[^\n]*does not exist/i,
    'RENAME TABLE elsewhere TO numbers',
  );
  expect(await all.settled()).toEqual(exact(all.messages.count));
});

it('a quarantine table that is missing holds offsets and messages, and nothing is doubled once it is back', async () => {
  const all = await running();
  await whileBroken(
    all,
    'RENAME TABLE numbers_quarantine TO elsewhere',
    /numbers_quarantine[^\n]*does not exist/i,
    'RENAME TABLE elsewhere TO numbers_quarantine',
  );
  expect(await all.settled()).toEqual(exact(all.messages.count));
});

it('a column that is added or retyped while rows flow changes nothing else, and one that is dropped holds the rows with a report', async () => {
  const all = await running();
  const { direct } = all.clickhouse;
  await command(direct, `ALTER TABLE numbers ADD COLUMN extra UInt8 DEFAULT 7 AFTER id`);
  await all.messages.send(1_000);
  await eventually(all.arrived, (n) => n === all.messages.count);
  await command(direct, `ALTER TABLE numbers MODIFY COLUMN padding String`);
  await all.messages.send(1_000);
  await eventually(all.arrived, (n) => n === all.messages.count);
  await whileBroken(
    all,
    'ALTER TABLE numbers DROP COLUMN padding',
    /"msg":"[^\n]*default\.numbers[^\n]*padding/,
    'ALTER TABLE numbers ADD COLUMN padding String',
  );
  const padded = await ask(
    direct,
    `SELECT countIf(padding = '') AS empty, sum(extra = 7) = count() AS all FROM numbers`,
  );
  // What was stored when the column was dropped has lost it; what came later has not.
  expect(padded).toEqual([{ empty: 3 * 990, all: 1 }]);
  expect(await all.settled()).toEqual(exact(all.messages.count));
});

it('a materialized view that throws holds the rows with a report, and other views see them once', async () => {
  const all = await running();
  await whileBroken(
    all,
    `CREATE TABLE broken (id UInt32) ENGINE = MergeTree ORDER BY id;
     CREATE MATERIALIZED VIEW broken_view TO broken AS SELECT toUInt32(id + throwIf(id >= 1500, 'too much')) AS id FROM numbers`,
    /too much/,
    'DROP VIEW broken_view',
  );
  expect(await all.settled()).toEqual(exact(all.messages.count));
});
