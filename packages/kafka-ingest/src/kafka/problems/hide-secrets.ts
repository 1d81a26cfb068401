import { createRedactor, printable } from '@proj/diagnostics';
import type { KafkaClientConfig } from '@proj/kafka-auth';

/**
 * Shorter values are parts of ordinary words: hiding them would make a text unreadable rather than
 * safe.
 */
const SHORTEST = 4;

/**
 * Makes text from outside (the client, a broker, a token endpoint) safe to show. The secret values
 * of a connection are removed in every form that `createRedactor` knows, and the rest is made
 * printable.
 *
 * @param user the part of the login that may be shown
 */
export function hideSecrets(client: KafkaClientConfig, user?: string): (text: string) => string {
  const shown: Readonly<Record<string, string>> = client.toJSON();
  const hidden = Object.entries({ ...client.reveal() } as Readonly<Record<string, string>>).filter(
    ([name, value]) => shown[name] !== value && value.length >= SHORTEST && value !== user,
  );
  const { 'bootstrap.servers': servers, 'sasl.username': login = '', 'sasl.password': password } = client.reveal();
  const isName = (name: string, value: string): boolean => name === 'sasl.username' && servers.includes(value);
  const names = hidden.filter(([name, value]) => isName(name, value)).map(([, value]) => aloneIn(value));
  const redact = createRedactor([
    ...hidden.filter(([name, value]) => !isName(name, value)).map(([, value]) => value),
    // As in an Authorization header, however short the password is.
    ...(password === undefined ? [] : [Buffer.from(`${login}:${password}`).toString('base64').replace(/=+$/, '')]),
  ]);
  return (text) => printable(names.reduce((rest, name) => rest.replaceAll(name, '[redacted]'), redact(text)));
}

/** A user named kafka must not remove the host name from kafka:9092. */
const aloneIn = (name: string): RegExp =>
  new RegExp(`(?<![\\w.-])${name.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?![\\w.-]|:\\d)`, 'g');
