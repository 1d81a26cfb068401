import kafka from '@confluentinc/kafka-javascript';

type Admin = ReturnType<typeof kafka.AdminClient.create>;

async function ask(
  bootstrapServers: string,
  question: (admin: Admin, answer: (error: unknown) => void) => void,
): Promise<void> {
  const admin = kafka.AdminClient.create({ 'bootstrap.servers': bootstrapServers, log_level: 0 });
  try {
    await new Promise<void>((resolve, reject) => {
      question(admin, (error) => (error ? reject(new Error('refused', { cause: error })) : resolve()));
    });
  } finally {
    admin.disconnect();
  }
}

/** Deletes the messages of a partition below an offset, as retention does. */
export const forgetBefore = (servers: string, topic: string, partition: number, offset: number): Promise<void> =>
  ask(servers, (admin, answer) => admin.deleteRecords([{ topic, partition, offset }], { timeout: 10_000 }, answer));

/** @param total how many there are afterwards */
export const addPartitions = (servers: string, topic: string, total: number): Promise<void> =>
  ask(servers, (admin, answer) => admin.createPartitions(topic, total, 10_000, answer));
