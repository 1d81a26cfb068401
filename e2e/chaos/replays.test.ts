import { expect, it } from 'vitest';
import { deleteGroup } from '../../tools/servers/topic-changes.js';
import { createTopic, uniqueName } from '../../tools/servers/topics.js';
import { eventually } from '../support/eventually.js';
import { command, numbers } from './support/account.js';
import { loneSource } from './support/lone-source.js';

it.each(['deleted', 'given a new name'])(
  'after DELETE, a replay by a group that was %s stores every row again, and once',
  async (how) => {
    const source = await loneSource('earliest');
    const { broker, topic, url, member, project } = source;
    await createTopic(broker, topic);
    await source.send(0, 300);
    member.start();
    await source.untilRows(300);
    await member.stop();
    await command(url, 'DELETE FROM numbers WHERE id < 1000');
    expect(await source.counted()).toEqual({ rows: 0, ids: 0 });

    if (how === 'deleted') {
      // A static member is a member until its session ends.
      await eventually(
        () => deleteGroup(broker, topic).then(() => true),
        (deleted) => deleted,
      );
    } else await project.write({ 'numbers.datasource': numbers({ topic, group: uniqueName('again') }) });
    member.start();
    await source.untilRows(300);
    await member.stop();
    expect(await source.counted()).toEqual({ rows: 300, ids: 300 });
  },
);

it('a group that was deleted starts at the end under latest, and says how much it skips', async () => {
  const source = await loneSource('latest');
  const { broker, topic, member } = source;
  await createTopic(broker, topic);
  await source.send(0, 30);
  member.start();
  await member.command.says(/numbers[^\n]*\b30 messages[^\n]*skipped/);
  await source.send(1_000, 1_010);
  await source.untilRows(10);
  await member.stop();
  await eventually(
    () => deleteGroup(broker, topic).then(() => true),
    (deleted) => deleted,
  );
  await source.send(2_000, 2_005);
  member.start();
  await member.command.says(/numbers[^\n]*\b45 messages[^\n]*skipped/);
  await source.send(3_000, 3_010);
  await source.untilRows(20);
  await member.stop();
  expect(await source.counted()).toEqual({ rows: 20, ids: 20 });
});
