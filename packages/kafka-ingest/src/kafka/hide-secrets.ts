import type { KafkaClientConfig } from '@proj/kafka-auth';

/** Shorter ones are parts of ordinary words, and would make a text unreadable rather than safe. */
const SHORTEST = 4;

/**
 * What takes the values of a connection that are not to be shown out of a text that somebody else wrote: the client, a
 * broker, a token endpoint.
 *
 * @param user what may be shown of the login
 */
export function hideSecrets(client: KafkaClientConfig, user?: string): (text: string) => string {
  const shown: Readonly<Record<string, string>> = client.toJSON();
  const hidden = Object.entries({ ...client.reveal() } as Readonly<Record<string, string>>)
    .filter(([name, value]) => shown[name] !== value && value.length >= SHORTEST && value !== user)
    // One may be a part of another.
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([name, value]) => {
      const literal = value.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
      // A user called kafka must not take the name out of kafka:9092.
      return new RegExp(name === 'sasl.username' ? `(?<![\\w.-])${literal}(?![\\w.-]|:\\d)` : literal, 'g');
    });
  return (text) => hidden.reduce((rest, pattern) => rest.replaceAll(pattern, '[redacted]'), text);
}
