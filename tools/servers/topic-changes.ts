import kafka from '@confluentinc/kafka-javascript';
import type { GroupDescriptions, IAdminClient, LibrdKafkaError } from '@confluentinc/kafka-javascript';

/** Adds partitions to a topic until it has `total` of them. */
export const addPartitions = (bootstrapServers: string, topic: string, total: number): Promise<void> =>
  change(bootstrapServers, (admin, done) => admin.createPartitions(topic, total, 30_000, done));

/** Removes what a partition holds below an offset, as retention does. */
export const deleteRecords = (
  bootstrapServers: string,
  { topic, partition, before }: { readonly topic: string; readonly partition: number; readonly before: number },
): Promise<void> =>
  change(bootstrapServers, (admin, done) =>
    admin.deleteRecords([{ topic, partition, offset: before }], { timeout: 30_000 }, done),
  );

/** Forgets what a consumer group has committed. Fails while it has members. */
export const deleteGroup = (bootstrapServers: string, groupId: string): Promise<void> =>
  change(bootstrapServers, (admin, done) => admin.deleteGroups([groupId], { timeout: 30_000 }, done));

/** The state of a group, and which partitions each of its members has, as the broker knows it. */
export async function describeGroup(bootstrapServers: string, groupId: string): Promise<string> {
  const admin = kafka.AdminClient.create({ 'bootstrap.servers': bootstrapServers, log_level: 0 });
  try {
    const { groups } = await new Promise<GroupDescriptions>((resolve, reject) => {
      admin.describeGroups([groupId], { timeout: 10_000 }, (error: LibrdKafkaError | null, result) =>
        error ? reject(new Error(error.message, { cause: error })) : resolve(result),
      );
    });
    return JSON.stringify(
      groups.map(({ state, members }) => ({
        state,
        members: members.map((one) => ({
          instance: one.groupInstanceId,
          partitions: one.assignment.topicPartitions.map(({ partition }) => partition),
        })),
      })),
    );
  } finally {
    admin.disconnect();
  }
}

type Done = (error?: LibrdKafkaError | null, results?: readonly { readonly error?: LibrdKafkaError }[]) => void;

async function change(bootstrapServers: string, request: (admin: IAdminClient, done: Done) => void): Promise<void> {
  const admin = kafka.AdminClient.create({ 'bootstrap.servers': bootstrapServers, log_level: 0 });
  try {
    await new Promise<void>((resolve, reject) => {
      request(admin, (error, results = []) => {
        const failure = error ?? results.find((one) => one.error !== undefined)?.error;
        if (failure) reject(new Error(failure.message, { cause: failure }));
        else resolve();
      });
    });
  } finally {
    admin.disconnect();
  }
}
