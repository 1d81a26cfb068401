import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { kafkaLibsFolder, kafkaVersion } from '../setup/cache.mjs';
import { java, startKafkaBroker } from './kafka-broker.js';

/** The credentials of a role, and the region of the cluster. */
export interface MskRole {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface MskIamBroker {
  /** `127.0.0.1:port` of the listener without security. */
  readonly plain: string;
  /** Of the listener that requires tokens of the role. */
  readonly iam: string;
  stop(): Promise<void>;
}

const source = fileURLToPath(new URL('kafka/MskIamValidator.java', import.meta.url));

/**
 * A broker whose SASL_PLAINTEXT listener checks tokens as AWS MSK does
 * (`kafka/MskIamValidator.java`), and closes connections whose token has expired without renewal.
 */
export async function startMskIamBroker({ region, accessKeyId, secretAccessKey }: MskRole): Promise<MskIamBroker> {
  const classes = await mkdtemp(path.join(os.tmpdir(), 'msk-iam-classes-'));
  // Every Java includes the compiler, only some the command javac.
  const compiler = ['-XX:TieredStopAtLevel=1', '--module', 'jdk.compiler/com.sun.tools.javac.Main'];
  const jar = path.join(kafkaLibsFolder, `kafka-clients-${kafkaVersion}.jar`);
  await promisify(execFile)(java, [...compiler, '-d', classes, '-cp', jar, source]);
  const options = Object.entries({ region, accessKeyId, secretAccessKey, unsecuredLoginStringClaim_sub: 'broker' });
  const module = 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required';
  const listener = 'listener.name.sasl_plaintext.oauthbearer';
  const broker = await startKafkaBroker({
    classes,
    properties: {
      'listener.name.sasl_plaintext.sasl.enabled.mechanisms': 'OAUTHBEARER',
      [`${listener}.sasl.jaas.config`]: `${module} ${options.map(([name, value]) => `${name}="${value}"`).join(' ')};`,
      [`${listener}.sasl.server.callback.handler.class`]: 'MskIamValidator',
      // Without this setting a connection outlives its token. It ends with the token, or after this
      // time.
      'connections.max.reauth.ms': '3600000',
    },
  });
  return {
    plain: broker.bootstrapServers,
    iam: broker.saslPlaintext.bootstrapServers,
    async stop() {
      await broker.stop();
      await rm(classes, { recursive: true, force: true });
    },
  };
}
