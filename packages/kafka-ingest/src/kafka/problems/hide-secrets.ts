import { createRedactor, printable } from '@proj/diagnostics';
import type { KafkaClientConfig } from '@proj/kafka-auth';

/** Shorter ones are parts of ordinary words, and would make a text unreadable rather than safe. */
const SHORTEST = 4;

/**
 * What makes a text that somebody else wrote (the client, a broker, a token endpoint) fit to be shown: the values of a
 * connection that are not to be shown are taken out in every form that `createRedactor` knows, and what is left is made
 * printable.
 *
 * @param user what may be shown of the login
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
    // As a header has it, whatever the length of the password.
    ...(password === undefined ? [] : [Buffer.from(`${login}:${password}`).toString('base64').replace(/=+$/, '')]),
  ]);
  return (text) => printable(names.reduce((rest, name) => rest.replaceAll(name, '[redacted]'), redact(text)));
}

/** A user called kafka must not take the name out of kafka:9092. */
const aloneIn = (name: string): RegExp =>
  new RegExp(`(?<![\\w.-])${name.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}(?![\\w.-]|:\\d)`, 'g');
