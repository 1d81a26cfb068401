import path from 'node:path';
import type { Certificates } from './kafka-certificates.js';

export interface KafkaUser {
  readonly name: string;
  readonly password: string;
}

export interface BrokerPorts {
  readonly plaintext: number;
  readonly controller: number;
  readonly saslPlaintext: number;
  readonly saslSsl: number;
}

export interface BrokerSettings {
  readonly dataFolder: string;
  readonly ports: BrokerPorts;
  readonly autoCreateTopics: boolean;
  /** Undefined: PLAINTEXT only. */
  readonly security: { readonly users: readonly KafkaUser[]; readonly certificates: Certificates } | undefined;
  readonly extra: Readonly<Record<string, string>>;
}

/** The `server.properties` of one KRaft node that is broker and controller. */
export function serverProperties(settings: BrokerSettings): string {
  const { ports, security } = settings;
  const listeners = [`PLAINTEXT://127.0.0.1:${ports.plaintext}`];
  if (security) {
    listeners.push(`SASL_PLAINTEXT://127.0.0.1:${ports.saslPlaintext}`, `SASL_SSL://127.0.0.1:${ports.saslSsl}`);
  }
  const properties: Record<string, string> = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    listeners: [...listeners, `CONTROLLER://127.0.0.1:${ports.controller}`].join(','),
    'advertised.listeners': listeners.join(','),
    'listener.security.protocol.map':
      'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': path.join(settings.dataFolder, 'data'),
    'auto.create.topics.enable': String(settings.autoCreateTopics),
    // Above the 10 MB at which a message is quarantined, so that tests can produce such a message.
    'message.max.bytes': String(16 * 1024 * 1024),
    'replica.fetch.max.bytes': String(16 * 1024 * 1024),
    // One node: no replicas. Few partitions: each is an open file and a start-up step.
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '2',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '1000',
    // After SIGKILL a broker can return only once its previous session has timed out: 9 s by
    // default.
    'broker.heartbeat.interval.ms': '500',
    'broker.session.timeout.ms': '4000',
    'num.network.threads': '2',
    'num.io.threads': '4',
    // The default, 128 MB, is a quarter of its heap here.
    'log.cleaner.dedupe.buffer.size': String(8 * 1024 * 1024),
    ...(security ? securityProperties(security.users, security.certificates) : {}),
    ...settings.extra,
  };
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\')}\n`)
    .join('');
}

function securityProperties(users: readonly KafkaUser[], certificates: Certificates): Record<string, string> {
  const accounts = users.map(({ name, password }) => `user_${name}="${password.replace(/["\\]/g, '\\$&')}"`);
  const plain = `org.apache.kafka.common.security.plain.PlainLoginModule required ${accounts.join(' ')};`;
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  const properties: Record<string, string> = {
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': certificates.keystoreFile,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': certificates.caFile,
  };
  for (const listener of ['sasl_plaintext', 'sasl_ssl']) {
    properties[`listener.name.${listener}.plain.sasl.jaas.config`] = plain;
    properties[`listener.name.${listener}.scram-sha-256.sasl.jaas.config`] = scram;
    properties[`listener.name.${listener}.scram-sha-512.sasl.jaas.config`] = scram;
  }
  return properties;
}

/**
 * Arguments of `StorageTool format` that create the users; those of PLAIN are in the properties.
 */
export function scramArguments(users: readonly KafkaUser[]): string[] {
  return users.flatMap(({ name, password }) =>
    ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${name},password=${password}]`,
    ]),
  );
}
