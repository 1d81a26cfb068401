import { expect } from 'vitest';
import { createTopic, uniqueName } from '../../../tools/servers/topics.js';
import { eventually } from '../../support/eventually.js';
import { plainConnection } from '../../support/project.js';
import { account, arrived, createView, exact, numbers } from './account.js';
import { deploy, members, type Member } from './members.js';
import { NumberedMessages } from './numbered-messages.js';
import { startProxiedClickHouse, type ProxiedClickHouse } from './proxied-clickhouse.js';

/** Everything a test of failures needs, ready to be started. */
export interface Scene {
  readonly messages: NumberedMessages;
  readonly clickhouse: ProxiedClickHouse;
  readonly members: readonly Member[];
  /** How many of the messages are in one of the tables. */
  arrived(): Promise<number>;
  /**
   * Waits until no message is missing, stops the members, and compares the tables with what was
   * produced.
   */
  expectExact(context?: string): Promise<void>;
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
    async expectExact(context = '') {
      await eventually(
        () => arrived(clickhouse.direct),
        (n) => n >= messages.count,
        ARRIVE_LIMIT_MS,
      ).catch((error: unknown) => {
        // What is missing is in the account, and why may be in the logs.
        process.stderr.write(`${String(error)}\n${all.map(({ log }) => log.slice(-3_000)).join('\n')}\n`);
      });
      expect(await account(clickhouse.direct, messages), context).toEqual(exact(messages.count));
      for (const member of all) await member.stop();
      // The last insert of a process that was killed may run until now.
      expect(await account(clickhouse.direct, messages), context).toEqual(exact(messages.count));
    },
  };
}
