import { inject, onTestFailed, onTestFinished } from 'vitest';
import { describeGroup } from '../../../tools/servers/topic-changes.js';
import { produce, uniqueName } from '../../../tools/servers/topics.js';
import { ask, rowCount } from '../../support/clickhouse.js';
import { eventually } from '../../support/eventually.js';
import { plainConnection, projectFolder, type ProjectFolder } from '../../support/project.js';
import { memberOf, type Member } from './members.js';
import { numbers } from './account.js';
import { startProxiedClickHouse } from './proxied-clickhouse.js';

/** A data source whose topic the test changes as it likes. The topic does not exist yet. */
export interface LoneSource {
  readonly broker: string;
  readonly topic: string;
  readonly url: string;
  readonly project: ProjectFolder;
  readonly member: Member;
  /** Changes the policy for a group that has committed nothing. Counts from the next start. */
  reset(policy: 'earliest' | 'latest'): Promise<void>;
  /** Sends messages with the numbers from `from` to before `to` as their ids. */
  send(from: number, to: number, partition?: number): Promise<void>;
  /** Waits until the table has that many rows. */
  untilRows(rows: number): Promise<void>;
  /** How many rows there are, and how many ids. */
  counted(): Promise<{ readonly rows: number; readonly ids: number }>;
}

/** @param policy for a group that has committed nothing */
export async function loneSource(policy: 'earliest' | 'latest'): Promise<LoneSource> {
  const broker = inject('kafkaBootstrapServers');
  const topic = uniqueName('numbers');
  const { direct: url } = await startProxiedClickHouse();
  onTestFailed(async () => {
    process.stderr.write(`\nThe group: ${await describeGroup(broker, topic)}\n`);
  });
  const project = await projectFolder({ 'broker.connection': plainConnection(broker) });
  const reset: LoneSource['reset'] = (to) =>
    project.write({
      'numbers.datasource': numbers({ topic, group: topic, more: `KAFKA_AUTO_OFFSET_RESET ${to}` }),
    });
  await reset(policy);
  onTestFinished(() => project.remove());
  const counted: LoneSource['counted'] = async () => {
    const [row] = await ask<Awaited<ReturnType<LoneSource['counted']>>>(
      url,
      'SELECT count() AS rows, uniqExact(id) AS ids FROM numbers',
    );
    return row ?? { rows: 0, ids: 0 };
  };
  return {
    broker,
    topic,
    url,
    project,
    member: memberOf(project.path, url),
    reset,
    async send(from, to, partition = 0) {
      const values = Array.from({ length: to - from }, (_, i) => ({ value: JSON.stringify({ id: from + i, padding: '' }), partition })); // prettier-ignore
      await produce(broker, topic, values);
    },
    async untilRows(rows) {
      await eventually(
        () => rowCount(url, 'numbers'),
        (n) => n >= rows,
      );
    },
    counted,
  };
}
