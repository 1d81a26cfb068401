import type { TestProject } from 'vitest/node';
import { type KafkaBroker, startKafkaBroker } from './kafka-broker.js';

/*
 * `globalSetup` of every project that needs Kafka: one broker for the whole run, whichever project
 * asks first. Topics and groups are shared, so use unique names (`uniqueName`).
 */
interface SharedBroker {
  readonly broker: Promise<KafkaBroker>;
  projects: number;
}
// Each project loads this file again, so shared state has to be global.
const place = globalThis as { kafkaBrokerOfThisRun?: SharedBroker };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (place.kafkaBrokerOfThisRun ??= { broker: startKafkaBroker(), projects: 0 });
  shared.projects += 1;
  const broker = await shared.broker;
  project.provide('kafkaBootstrapServers', broker.bootstrapServers);
  project.provide('kafkaSecurity', {
    saslPlaintextBootstrapServers: broker.saslPlaintext.bootstrapServers,
    saslSslBootstrapServers: broker.saslSsl.bootstrapServers,
    caPem: broker.saslSsl.caPem,
    users: broker.users,
  });
  return async () => {
    shared.projects -= 1;
    if (shared.projects > 0) return;
    delete place.kafkaBrokerOfThisRun;
    await broker.stop();
  };
}
