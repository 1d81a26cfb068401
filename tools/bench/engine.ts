import { engineTables } from './engine-tables.js';
import { writeProjectFolder } from './project-folder.js';
import { query } from './query.js';
import { deployTables } from './runner-command.js';
import type { Consumption, Side } from './side.js';

/*
 * Intended to be the engine's best settings on two cores; README.md says what was tried and how
 * certain that is. Two consumers with a thread each, and blocks of 65,536 rows. The flush interval
 * equals the default age at which our batches are sent, so that both sides wait equally long for
 * more messages.
 */
const settings = {
  kafka_num_consumers: 2,
  kafka_thread_per_consumer: 1,
  kafka_max_block_size: 65_536,
  kafka_poll_max_batch_size: 65_536,
  kafka_flush_interval_ms: 1_000,
};

/**
 * ClickHouse's Kafka table engine and a materialized view, into the same table that
 * `kafka-ingest deploy` makes.
 */
export const engine: Side = {
  name: 'engine',
  async consume(consumption) {
    const { clickhouse, folder, table } = consumption;
    const run = (sql: string): Promise<unknown[][]> => query(clickhouse.url, sql);
    await writeProjectFolder(consumption);
    await deployTables(folder, clickhouse.url);
    // The engine inserts without tokens, so a deduplication window would only cost it hashes.
    await run(`ALTER TABLE ${table} MODIFY SETTING non_replicated_deduplication_window = 0`);
    for (const sql of statements(consumption)) await run(sql);
    return {
      cpuPids: [clickhouse.pid],
      memoryPid: clickhouse.pid,
      hasEnded: () => false,
      async lastWords() {
        const [[text = ''] = []] = await run(
          `SELECT arrayStringConcat(arrayDistinct(arrayFlatten(groupArray(exceptions.text))), '\\n')
           FROM system.kafka_consumers WHERE table = '${table}_queue' AND notEmpty(exceptions.text)`,
        );
        return String(text).slice(0, 2_000);
      },
      // It stops at a message that it cannot parse.
      rejectedRows: () => Promise.resolve(0),
      async stop() {
        await run(`DROP TABLE ${table}_view SYNC`);
        await run(`DROP TABLE ${table}_queue SYNC`);
      },
    };
  },
};

function statements({ benchCase, bootstrapServers, topic, group, table }: Consumption): readonly string[] {
  const { format, columns, select } = engineTables(benchCase.columns);
  const all = {
    kafka_broker_list: `'${bootstrapServers}'`,
    kafka_topic_list: `'${topic}'`,
    kafka_group_name: `'${group}'`,
    kafka_format: `'${format}'`,
    ...settings,
    date_time_input_format: "'best_effort'",
  };
  const list = Object.entries(all).map(([name, value]) => `${name} = ${value}`);
  return [
    `CREATE TABLE ${table}_queue (${columns.join(', ')}) ENGINE = Kafka SETTINGS ${list.join(', ')}`,
    `CREATE MATERIALIZED VIEW ${table}_view TO ${table} AS SELECT ${select.join(', ')} FROM ${table}_queue`,
  ];
}
