import type { KafkaClientConfig } from '@proj/kafka-auth';

/** Shorter ones are parts of ordinary words, and would make a text unreadable rather than safe. */
const SHORTEST = 4;

/**
 * What takes the values of a connection that are not to be shown out of a text that somebody else wrote: the client, a
 * broker, a token endpoint.
 */
export function hideSecrets(client: KafkaClientConfig): (text: string) => string {
  const shown: Readonly<Record<string, string>> = client.toJSON();
  const hidden = Object.entries(client.reveal() as unknown as Readonly<Record<string, string>>)
    .filter(([name, value]) => shown[name] !== value && value.length >= SHORTEST)
    .map(([, value]) => value)
    // One may be a part of another.
    .sort((a, b) => b.length - a.length);
  return (text) => hidden.reduce((rest, value) => rest.replaceAll(value, '[redacted]'), text);
}
