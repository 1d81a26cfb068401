import { readTableFacts, type TableName, type TableServer } from '@proj/clickhouse-tables';
import type { Pipeline } from '../pipeline.js';
import { decideVerdict, type KafkaFacts } from './decide-verdict.js';
import type { Verdict } from './verdict.js';

/**
 * Judges how often a message of each data source ends up in its tables when something fails on the
 * way. Only reads system tables.
 *
 * @param server where the tables are
 * @param pipelines the data sources
 * @param kafka what is known about the topic of each
 * @returns one verdict for each pipeline, in their order
 * @throws the error of `server.query`, retryable when the server could not be reached
 */
export async function readVerdicts(
  server: Pick<TableServer, 'query'>,
  pipelines: readonly Pick<Pipeline, 'datasource' | 'landing' | 'quarantine'>[],
  kafka: (datasource: string) => KafkaFacts = () => ({}),
): Promise<readonly Verdict[]> {
  const judged = pipelines.map(({ datasource, landing, quarantine }) => ({
    datasource,
    landing: nameOf(landing),
    quarantine: nameOf(quarantine),
  }));
  const facts = await readTableFacts(
    server,
    judged.flatMap((one) => [one.landing, one.quarantine]),
  );
  return judged.map((one) => decideVerdict(one, facts, kafka(one.datasource)));
}

const nameOf = ({ database, table }: { readonly database: string; readonly table: string }): TableName => ({
  database,
  name: table,
});
