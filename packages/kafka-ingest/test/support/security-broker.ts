import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
// nx-ignore-next-line -- no dependency of this package
import { freePorts } from '../../../../tools/servers/free-ports.js';
// nx-ignore-next-line -- no dependency of this package
import { startKafkaBroker } from '../../../../tools/servers/kafka-broker.js';
// nx-ignore-next-line -- no dependency of this package
import { giveRights, type Right } from '../../../../tools/servers/kafka-rights.js';

const run = promisify(execFile);

/** A broker with rights, a listener for client certificates, and tokens. */
export interface SecurityBroker {
  readonly plain: string;
  readonly saslPlain: string;
  readonly saslSsl: string;
  /** Wants a client certificate. */
  readonly mtls: string;
  /** The same broker with a certificate that has expired, and with one for another host. */
  readonly expired: string;
  readonly otherHost: string;
  readonly caPem: string;
  /** An authority that has nothing to do with the broker. */
  readonly strangerPem: string;
  readonly client: { readonly certPem: string; readonly keyPem: string };
  stop(): Promise<void>;
}

/** `listener.name.<name>.<property>` for each property. */
const ofListener = (name: string, properties: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(properties).map(([key, value]) => [`listener.name.${name}.${key}`, value]));

const oauth = {
  'oauthbearer.sasl.jaas.config':
    'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="admin";',
  'oauthbearer.sasl.server.callback.handler.class':
    'org.apache.kafka.common.security.oauthbearer.internals.unsecured.OAuthBearerUnsecuredValidatorCallbackHandler',
};

/**
 * Users, with their passwords: alice may do everything, mallory nothing. Of the topic orders and
 * the group readers, tom may read the topic only, grace use the group only, and dora read the topic
 * and look at the group.
 */
const users = ['alice', 'mallory', 'tom', 'grace', 'dora'].map((name) => ({ name, password: `${name}-secret` }));
const rights: readonly Right[] = [
  { user: 'tom', operation: 'READ', on: { topic: 'orders' } },
  { user: 'grace', operation: 'READ', on: { group: 'readers' } },
  { user: 'dora', operation: 'READ', on: { topic: 'orders' } },
  { user: 'dora', operation: 'DESCRIBE', on: { group: 'readers' } },
];

export async function startSecurityBroker(): Promise<SecurityBroker> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kafka-security-'));
  const file = (name: string): string => path.join(folder, name);
  const ca = await authority(file, 'ours');
  const stranger = await authority(file, 'stranger');
  const good = 'subjectAltName=DNS:localhost,IP:127.0.0.1';
  const broker = await certificate(file, 'broker', ca, good);
  const expired = await certificate(file, 'expired', ca, good, ['20240101000000Z', '20250101000000Z']);
  const otherHost = await certificate(file, 'other', ca, 'subjectAltName=DNS:kafka.example.com');
  const client = await certificate(file, 'client', ca, 'extendedKeyUsage=clientAuth');
  const keystore = async (name: string, { certPem, keyPem }: Pair): Promise<string> => {
    await writeFile(file(`${name}-store.pem`), keyPem + certPem + ca.pem);
    return file(`${name}-store.pem`);
  };
  const [plain = 0, controller = 0, saslPlain = 0, saslSsl = 0, mtls = 0, expiredPort = 0, otherPort = 0] =
    await freePorts(7);
  const names = { PLAINTEXT: plain, SASL_PLAINTEXT: saslPlain, SASL_SSL: saslSsl, MTLS: mtls, EXPIRED: expiredPort, OTHER: otherPort }; // prettier-ignore
  const listeners = Object.entries(names).map(([name, port]) => `${name}://127.0.0.1:${port}`);
  const store = (location: string): Record<string, string> => ({
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': location,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': ca.file,
  });
  const running = await startKafkaBroker({
    port: plain,
    users,
    properties: {
      'controller.quorum.voters': `1@127.0.0.1:${controller}`,
      listeners: [...listeners, `CONTROLLER://127.0.0.1:${controller}`].join(','),
      'advertised.listeners': listeners.join(','),
      'listener.security.protocol.map':
        'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL,MTLS:SSL,EXPIRED:SSL,OTHER:SSL',
      'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,OAUTHBEARER',
      ...ofListener('sasl_plaintext', oauth),
      ...ofListener('sasl_ssl', { ...oauth, ...store(await keystore('broker', broker)) }),
      ...ofListener('sasl_ssl', { 'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER' }),
      ...ofListener('mtls', { ...store(await keystore('broker', broker)), 'ssl.client.auth': 'required' }),
      ...ofListener('expired', store(await keystore('expired', expired))),
      ...ofListener('other', store(await keystore('other', otherHost))),
      'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      'super.users': 'User:ANONYMOUS;User:alice;User:admin;User:CN=client',
    },
  });
  await giveRights(plain, rights);
  const at = (port: number): string => `127.0.0.1:${port}`;
  return {
    plain: at(plain),
    saslPlain: at(saslPlain),
    saslSsl: at(saslSsl),
    mtls: at(mtls),
    expired: at(expiredPort),
    otherHost: at(otherPort),
    caPem: ca.pem,
    strangerPem: stranger.pem,
    client,
    async stop() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Pair {
  readonly certPem: string;
  readonly keyPem: string;
}
interface Authority {
  readonly file: string;
  readonly keyFile: string;
  readonly pem: string;
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

async function authority(file: (name: string) => string, name: string): Promise<Authority> {
  const paths = { file: file(`${name}.pem`), keyFile: file(`${name}.key`) };
  const out = ['-keyout', paths.keyFile, '-out', paths.file];
  await run('openssl', ['req', '-x509', ...newKey, ...out, '-days', '3650', '-subj', `/CN=${name}`]);
  return { ...paths, pem: await readFile(paths.file, 'utf8') };
}

async function certificate(
  file: (name: string) => string,
  name: string,
  ca: Authority,
  extension: string,
  dates?: readonly [from: string, until: string],
): Promise<Pair> {
  const [key, request, signed, ext] = ['key', 'csr', 'pem', 'ext'].map((ending) => file(`${name}.${ending}`)) as [string, string, string, string]; // prettier-ignore
  await writeFile(ext, `${extension}\n`);
  await run('openssl', ['req', ...newKey, '-keyout', key, '-out', request, '-subj', `/CN=${name}`]);
  if (dates) await signWithDates(file, { request, signed, ext }, ca, dates);
  else {
    const by = ['-CA', ca.file, '-CAkey', ca.keyFile, '-set_serial', '1', '-days', '3650'];
    await run('openssl', ['x509', '-req', '-in', request, ...by, '-extfile', ext, '-out', signed]);
  }
  return { certPem: await readFile(signed, 'utf8'), keyPem: await readFile(key, 'utf8') };
}

/** `openssl x509` has no dates before its version 3.4; `openssl ca` always had. */
async function signWithDates(
  file: (name: string) => string,
  { request, signed, ext }: { readonly request: string; readonly signed: string; readonly ext: string },
  ca: Authority,
  [from, until]: readonly [string, string],
): Promise<void> {
  await writeFile(file('index.txt'), '');
  const config = `[ca]\ndefault_ca=c\n[c]\ndatabase=${file('index.txt')}\nrand_serial=yes\nnew_certs_dir=${path.dirname(signed)}\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n`;
  await writeFile(file('ca.cnf'), config);
  const by = ['-cert', ca.file, '-keyfile', ca.keyFile, '-startdate', from, '-enddate', until];
  await run('openssl', [
    ...['ca', '-batch', '-notext', '-config', file('ca.cnf'), ...by],
    ...['-in', request, '-extfile', ext, '-out', signed],
  ]);
}

/**
 * An unsecured token for a user, as the broker's test validator takes it; with another algorithm,
 * the part before its signature.
 */
export function unsecuredToken(user: string, lifeSeconds: number, alg = 'none'): string {
  const now = Date.now() / 1_000;
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg })}.${part({ sub: user, iat: now - 1, exp: now + lifeSeconds })}.`;
}
