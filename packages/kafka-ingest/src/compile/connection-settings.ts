import type { ResolvedConnection } from '@proj/datafile-parser';
import type { KafkaConnectionSettings } from '@proj/kafka-auth';

/** Which setting of a connection file fills which setting of the Kafka client. */
const names = {
  bootstrapServers: 'KAFKA_BOOTSTRAP_SERVERS',
  securityProtocol: 'KAFKA_SECURITY_PROTOCOL',
  saslMechanism: 'KAFKA_SASL_MECHANISM',
  key: 'KAFKA_KEY',
  secret: 'KAFKA_SECRET',
  sslCaPem: 'KAFKA_SSL_CA_PEM',
} as const satisfies Readonly<Partial<Record<keyof KafkaConnectionSettings, string>>>;

/** A connection as the Kafka client's settings want it; an empty value counts as not given. */
export function connectionSettings(connection: ResolvedConnection): KafkaConnectionSettings {
  const found: Partial<Record<keyof typeof names, string>> = {};
  for (const [key, name] of Object.entries(names) as [keyof typeof names, string][]) {
    const text = connection.settings.get(name)?.text;
    if (text !== undefined && text !== '') found[key] = text;
  }
  return { bootstrapServers: '', ...found };
}
