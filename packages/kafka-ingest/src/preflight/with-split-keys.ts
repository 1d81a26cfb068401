import { splitKey, type TableDefinition, type TableServer } from '@proj/clickhouse-tables';
import type { Pipeline } from '../pipeline.js';
import { sentLandingColumns } from './sent-columns.js';

/**
 * Adds to each pipeline the partition key of its landing table, so that a block which touches more
 * table partitions than ClickHouse takes at once is shared out by it. Where that is not possible
 * (the key depends on the time of the insert, or holds a secret, or ClickHouse does not answer) a
 * pipeline stays as it is, and such a block is halved until the pieces fit. Never rejects.
 *
 * @param server where the tables are, after a deployment
 * @param pipelines the data sources
 * @param tables their definitions, which say where a secret is
 */
export async function withSplitKeys(
  server: Pick<TableServer, 'query'>,
  pipelines: readonly Pipeline[],
  tables: readonly TableDefinition[],
): Promise<readonly Pipeline[]> {
  return Promise.all(
    pipelines.map(async (pipeline) => {
      const { landing } = pipeline;
      const { database, table: name } = landing;
      const defined = tables.find((one) => one.database === database && one.name === name);
      // ClickHouse quotes a statement in its errors.
      if (defined?.engine.references?.partitionKey !== undefined) return pipeline;
      const sent = new Set(sentLandingColumns(pipeline).map((one) => one.name));
      const partitionKey = await splitKey(server, { database, name }, sent).catch(() => undefined);
      return partitionKey === undefined ? pipeline : { ...pipeline, landing: { ...landing, partitionKey } };
    }),
  );
}
