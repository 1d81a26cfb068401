import { expect, it } from 'vitest';
import { addPartitions, deleteRecords } from '../../tools/servers/topic-changes.js';
import { createTopic, deleteTopic } from '../../tools/servers/topics.js';
import { eventually } from '../support/eventually.js';
import { loneSource, type LoneSource } from './support/lone-source.js';

/**
 * Lands the first messages and commits them, and goes on under `latest`. What the policy skips is
 * nothing, since the group knows the topic.
 */
async function landFirst(source: LoneSource, count: number): Promise<void> {
  await createTopic(source.broker, source.topic);
  await source.send(0, count - 1);
  source.member.start();
  await source.untilRows(count - 1);
  await source.member.stop();
  await source.reset('latest');
  source.member.start();
  await source.send(count - 1, count);
  await source.untilRows(count);
}

/** Deletes and creates the topic, which takes the broker a moment. */
async function recreate({ broker, topic }: LoneSource): Promise<void> {
  await deleteTopic(broker, topic);
  await eventually(
    () => createTopic(broker, topic).then(() => true),
    (created) => created,
  );
}

it('a topic created again while the runner runs is read from its beginning, even with more messages than the old position', async () => {
  const source = await loneSource('earliest');
  await landFirst(source, 50);
  await recreate(source);
  await source.send(1_000, 1_200);
  await source.untilRows(250);
  await source.member.stop();
  expect(await source.counted()).toEqual({ rows: 250, ids: 250 });
  // Whether it is seen missing in between is a matter of moments.
  expect(source.member.log).toMatch(/topic was created later|deleted and created again/);
});

it('a topic created again while the runner is stopped is read from its beginning, even with more messages than the committed offset', async () => {
  const source = await loneSource('earliest');
  await landFirst(source, 50);
  await source.member.stop();
  // Kafka forgets what was committed for a topic that is deleted. Under `latest` nothing shows that
  // the group ever knew it.
  await source.reset('earliest');
  await recreate(source);
  await source.send(1_000, 1_200);
  source.member.start();
  await source.untilRows(250);
  await source.member.stop();
  expect(await source.counted()).toEqual({ rows: 250, ids: 250 });
});

it('partitions added to a topic are read from their beginning under latest, whether the runner runs or is stopped', async () => {
  const source = await loneSource('earliest');
  await landFirst(source, 10);
  await addPartitions(source.broker, source.topic, 2);
  await source.send(1_000, 1_100, 1);
  await source.untilRows(110);
  await source.member.stop();
  await addPartitions(source.broker, source.topic, 3);
  await source.send(2_000, 2_100, 2);
  source.member.start();
  await source.untilRows(210);
  await source.member.stop();
  expect(await source.counted()).toEqual({ rows: 210, ids: 210 });
});

it('an offset that retention has passed resumes at the start of the log under latest, and the gap is reported', async () => {
  const source = await loneSource('earliest');
  const { broker, topic, member } = source;
  await landFirst(source, 100);
  await member.stop();
  await source.send(100, 200);
  await deleteRecords(broker, { topic, partition: 0, before: 150 });
  member.start();
  await source.untilRows(150);
  await member.stop();
  expect(await source.counted()).toEqual({ rows: 150, ids: 150 });
  expect(member.log).toMatch(/\b100\b[^\n]*\b50 messages/);
});
