import { describeTopic } from '../connection-check/describe-topic.js';
import type { Pipeline } from '../pipeline.js';

/** How long a broker may take to answer. */
const PATIENCE_MS = 5_000;

/**
 * Asks the brokers how many partitions the topics of these data sources have. Never rejects.
 *
 * @returns by the name of the data source; without those whose topic does not exist, or whose
 *   broker does not answer within some seconds
 */
export async function readTopicPartitions(
  pipelines: readonly Pick<Pipeline, 'datasource' | 'client' | 'topic'>[],
): Promise<ReadonlyMap<string, number>> {
  const found = await Promise.all(
    pipelines.map(async ({ datasource, client, topic }) => {
      const { error, partitions } = await describeTopic(client, topic, PATIENCE_MS);
      return error === undefined && partitions > 0 ? ([[datasource, partitions]] as const) : [];
    }),
  );
  return new Map(found.flat());
}
