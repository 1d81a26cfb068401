import { createRedactor } from '@proj/diagnostics';
import type { CompiledProject } from '@proj/kafka-ingest';
import type { Io } from '../io.js';

/**
 * A shorter secret may be an ordinary value of a message (`true`, `1234`); only the code that talks
 * to its server redacts it.
 */
const SHORTEST = 8;

/**
 * Redacts the passwords, keys and tokens of the project and the environment from everything written
 * from now on.
 */
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
