import { settingState } from '@proj/datafile-parser';
import type { ResolvedConnection } from '@proj/datafile-parser/secrets';
import type { Diagnostic } from '@proj/diagnostics';
import { kafkaClientConfig, type KafkaClientConfig } from '@proj/kafka-auth';
import { connectionSettings, problemPlace, settingsFromSecrets } from './connection-settings.js';

/** The client settings of a connection. */
export interface CompiledClient {
  readonly config: KafkaClientConfig;
  /** KAFKA_KEY, unless it comes from a secret. */
  readonly user?: string;
  /**
   * KAFKA_SCHEMA_REGISTRY_URL, with its password: a function, so that nothing that prints a
   * connection shows it.
   */
  readonly schemaRegistryUrl?: () => string;
}

/** The settings that decide which others are needed. */
const DECIDING = ['KAFKA_SECURITY_PROTOCOL', 'KAFKA_SASL_MECHANISM', 'KAFKA_SASL_OAUTHBEARER_METHOD'];

/**
 * The clients of the Kafka connections that have no error, by name. Adds what is wrong with the
 * others to `diagnostics`.
 */
export function compileConnections(
  connections: readonly ResolvedConnection[],
  diagnostics: Diagnostic[],
): ReadonlyMap<string, CompiledClient> {
  const clients = new Map<string, CompiledClient>();
  for (const resolved of connections) {
    const client = compileConnection(resolved, diagnostics);
    if (client) clients.set(resolved.connection.name, client);
  }
  return clients;
}

function compileConnection(resolved: ResolvedConnection, diagnostics: Diagnostic[]): CompiledClient | undefined {
  const { connection } = resolved;
  if (connection.type?.value !== 'kafka') return undefined;
  const isBroken = (name: string): boolean => settingState(resolved, name) === 'broken';
  // While one of these is broken nothing can be said about the others.
  if (resolved.incomplete === true || DECIDING.some(isBroken)) return undefined;
  const { config, problems } = kafkaClientConfig(connectionSettings(resolved), {
    fromSecrets: settingsFromSecrets(resolved),
  });
  for (const problem of problems) {
    const { setting, diagnostic } = problem;
    if (isBroken(setting)) continue;
    diagnostics.push({ ...diagnostic, ...problemPlace(resolved, problem) });
  }
  if (!config) return undefined;
  const user = resolved.settings.get('KAFKA_KEY');
  const registry = resolved.settings.get('KAFKA_SCHEMA_REGISTRY_URL')?.text ?? '';
  return {
    config,
    ...(user && !user.secret && user.text !== '' ? { user: user.text } : {}),
    ...(registry === '' ? {} : { schemaRegistryUrl: () => registry }),
  };
}
