import { IngestError } from '@proj/diagnostics';
import type { KafkaClientConfig } from '@proj/kafka-auth';
import { MOST_MESSAGE_BYTES } from './message-limits.js';
import type { Pipeline } from './pipeline.js';

/**
 * The pipelines that share one member of a Kafka consumer group: one connection, one group, one
 * pipeline per topic.
 */
export interface ConsumerGroup {
  /** The name of the connection, for messages. */
  readonly connection: string;
  readonly client: KafkaClientConfig;
  /**
   * The login of the connection, for messages. Absent when it comes from a secret or when there is
   * none.
   */
  readonly user?: string;
  readonly groupId: string;
  /**
   * The name under which this process is a member. A process that was killed and starts again under
   * the same name goes on at once; one without a name waits until the session of the killed one has
   * timed out. No two processes may use one name at the same time. Absent: no name.
   */
  readonly instance?: string;
  readonly pipelines: readonly [Pipeline, ...Pipeline[]];
}

/**
 * Groups pipelines by connection and group id, in the order in which they first appear.
 *
 * @param instance see {@link ConsumerGroup.instance}
 * @throws IngestError `ingest/topic-used-twice`, `ingest/bad-limit`
 */
export function consumerGroups(pipelines: readonly Pipeline[], instance?: string): readonly ConsumerGroup[] {
  const groups = new Map<string, ConsumerGroup>();
  for (const pipeline of pipelines) {
    checkLimit(pipeline);
    const { connection, client, user, groupId } = pipeline;
    const key = JSON.stringify([connection, groupId]);
    const group = groups.get(key);
    const twin = group?.pipelines.find((other) => other.topic === pipeline.topic);
    if (twin) throw usedTwice(twin, pipeline);
    groups.set(
      key,
      group
        ? { ...group, pipelines: [...group.pipelines, pipeline] }
        : {
            ...{ connection, client, groupId, pipelines: [pipeline] },
            ...(user === undefined ? {} : { user }),
            ...(instance === undefined ? {} : { instance }),
          },
    );
  }
  return [...groups.values()];
}

/** The topics that a group reads. */
export const topicsOf = ({ pipelines }: ConsumerGroup): readonly string[] => pipelines.map((one) => one.topic);

function checkLimit({ datasource, maxMessageBytes: limit }: Pipeline): void {
  if (limit > 0 && limit <= MOST_MESSAGE_BYTES) return;
  const text = `maxMessageBytes of ${datasource} is ${limit}: it must be from 1 to ${MOST_MESSAGE_BYTES} bytes.`;
  throw new IngestError('ingest/bad-limit', text, { retryable: false });
}

const usedTwice = (one: Pipeline, other: Pipeline): IngestError =>
  new IngestError(
    'ingest/topic-used-twice',
    `Data sources ${one.datasource} and ${other.datasource} read topic ${one.topic} with the same group ${one.groupId}.`,
    {
      retryable: false,
      hint: 'Each would receive only part of the messages. Give one of them a different KAFKA_GROUP_ID.',
    },
  );
