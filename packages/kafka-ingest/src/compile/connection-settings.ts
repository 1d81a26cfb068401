import type { ConnectionFile, ResolvedText, TextValue } from '@proj/datafile-parser';
import type { Place } from '@proj/diagnostics';
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

/** The settings of a connection with their secrets, and the way from a setting's name back to its line. */
export function connectionSettings(
  connection: ConnectionFile,
  resolve: (value: TextValue) => ResolvedText,
): { readonly settings: KafkaConnectionSettings; readonly place: (setting: string) => Place } {
  const found: Partial<Record<keyof typeof names, string>> = {};
  for (const [key, name] of Object.entries(names) as [keyof typeof names, string][]) {
    const setting = connection.settings.get(name);
    if (!setting) continue;
    const { text } = resolve(setting.value);
    if (text !== '') found[key] = text;
  }
  return {
    settings: { bootstrapServers: '', ...found },
    place(setting) {
      const span = connection.settings.get(setting)?.value.span ?? connection.type?.span;
      return { file: connection.file, span };
    },
  };
}
