import kafka from '@confluentinc/kafka-javascript';
import { setTimeout as sleep } from 'node:timers/promises';
// nx-ignore-next-line -- the test's broker, no dependency of this package
import { disconnect, offer } from '../../../../tools/servers/topics.js';

type Step = (call: (...args: [number, (error: unknown) => void]) => unknown) => Promise<void>;

/** A transaction of a producer of its own. */
export interface Transaction {
  /** Sends messages to partition 0 and waits until the broker has them. */
  send(topic: string, values: readonly string[]): Promise<void>;
  commit(): Promise<void>;
  abort(): Promise<void>;
}

const toError = (error: unknown): Error => new Error('the producer failed', { cause: error });

/** Begins a transaction. It stays open until it is committed or aborted. */
export async function beginTransaction(bootstrapServers: string, id: string): Promise<Transaction> {
  const producer = new kafka.Producer({
    'bootstrap.servers': bootstrapServers,
    'transactional.id': id,
    'transaction.timeout.ms': 60_000,
    dr_cb: true,
  });
  const step: Step = (call) =>
    new Promise((resolve, reject) => void call(30_000, (error) => (error ? reject(toError(error)) : resolve())));
  await new Promise<void>((resolve, reject) => {
    producer.connect({ timeout: 30_000 }, (error) => (error ? reject(toError(error)) : resolve()));
  });
  producer.setPollInterval(5);
  let delivered = 0;
  producer.on('delivery-report', () => delivered++);
  await step((ms, done) => producer.initTransactions(ms, done));
  await new Promise<void>((resolve, reject) => {
    producer.beginTransaction((error) => (error ? reject(toError(error)) : resolve()));
  });
  let sent = 0;
  return {
    async send(topic, values) {
      for (const value of values) {
        while (!offer(producer, topic, { value, partition: 0 })) await sleep(5);
        sent++;
      }
      while (delivered < sent) await sleep(5);
    },
    async commit() {
      await step((ms, done) => producer.commitTransaction(ms, done));
      await disconnect(producer);
    },
    async abort() {
      await step((ms, done) => producer.abortTransaction(ms, done));
      await disconnect(producer);
    },
  };
}
