import { describeGroup } from '../../../tools/servers/topic-changes.js';
import { createTopic, uniqueName } from '../../../tools/servers/topics.js';
import { eventually } from '../../support/eventually.js';
import { plainConnection } from '../../support/project.js';
import { account, arrived, createView, numbers, type Account } from './account.js';
import { deploy, members, type Member } from './members.js';
import { NumberedMessages } from './numbered-messages.js';
import { startProxiedClickHouse, type ProxiedClickHouse } from './proxied-clickhouse.js';

/** Everything a test of failures needs, ready to be started. */
export interface Scene {
  readonly messages: NumberedMessages;
  readonly clickhouse: ProxiedClickHouse;
  readonly members: readonly Member[];
  /** How many of the messages are in one of the tables. */
  readonly arrived: () => Promise<number>;
  /**
   * Waits until no message is missing, stops the members, and compares the tables with what was
   * produced.
   */
  readonly settled: () => Promise<Account>;
}

export interface SceneOptions {
  /** For producers. */
  readonly direct: string;
  /** For the runner. @default `direct` */
  readonly proxied?: string;
  /** @default 4 */
  readonly partitions?: number;
  /** @default 1 */
  readonly members?: number;
  /** Settings of the data source, instead of reading from the earliest offset. */
  readonly more?: string;
}

/** How long the rest may take to arrive once faults are over. */
const ARRIVE_LIMIT_MS = 120_000;

export async function scene(options: SceneOptions): Promise<Scene> {
  const { direct, proxied = direct, partitions = 4, more } = options;
  const topic = uniqueName('numbers');
  await createTopic(direct, topic, { partitions });
  const clickhouse = await startProxiedClickHouse();
  const files = {
    'broker.connection': plainConnection(proxied),
    'numbers.datasource': numbers({ topic, group: topic, ...(more === undefined ? {} : { more }) }),
  };
  await deploy(files, clickhouse.direct);
  await createView(clickhouse.direct);
  const messages = new NumberedMessages(direct, topic, partitions);
  const all = await members(options.members ?? 1, files, clickhouse.proxied);
  return {
    messages,
    clickhouse,
    members: all,
    arrived: () => arrived(clickhouse.direct),
    async settled() {
      // What is missing then shows in the account.
      await eventually(
        () => arrived(clickhouse.direct),
        (n) => n >= messages.count,
        ARRIVE_LIMIT_MS,
      ).catch(async () => {
        process.stderr.write(`\nThe group: ${await describeGroup(direct, topic)}\n`);
      });
      // A row shows before views have seen it. After a stop nothing is under way.
      for (const member of all) await member.stop();
      return account(clickhouse.direct, messages);
    },
  };
}
