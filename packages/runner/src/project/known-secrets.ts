import { createRedactor } from '@proj/diagnostics';
import type { CompiledProject } from '@proj/kafka-ingest';
import type { Io } from '../terminal/io.js';

/** Shorter ones may be what a message holds (`true`, `1234`), and are taken out by those that talk to their servers only. */
const SHORTEST = 8;

/** From now on nothing that is said holds a password, key or token of the project, or of the environment. */
export function hideKnownSecrets(io: Io, { connections }: Pick<CompiledProject, 'connections'>): void {
  const secrets = [
    ...connections.flatMap(({ client, schemaRegistryUrl }) => {
      const properties = client.reveal();
      return [
        properties['sasl.password'],
        properties['sasl.oauthbearer.client.secret'],
        properties['ssl.key.pem'],
        passwordOf(schemaRegistryUrl?.()),
      ];
    }),
    passwordOf(io.env['CLICKHOUSE_URL']),
    io.env['AWS_SECRET_ACCESS_KEY'],
    io.env['AWS_SESSION_TOKEN'],
  ];
  io.hide(createRedactor(secrets.filter((one) => one !== undefined && one.length >= SHORTEST) as string[]));
}

function passwordOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { password } = new URL(url);
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
