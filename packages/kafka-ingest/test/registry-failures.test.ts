import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseProject } from '@proj/datafile-parser';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
// nx-ignore-next-line -- servers of the tests, no dependency of this package
import { freePorts } from '../../../tools/servers/free-ports.js';
// nx-ignore-next-line
import { makeCertificates } from '../../../tools/servers/kafka-certificates.js';
// nx-ignore-next-line
import { registerSchema } from '../../../tools/servers/registry-messages.js';
// nx-ignore-next-line
import { startRegistryProxy, type RegistryProxy } from '../../../tools/servers/registry-proxy.js';
// nx-ignore-next-line
import { startSchemaRegistry, type SchemaRegistryServer } from '../../../tools/servers/schema-registry.js';
import { checkConnection, compileProject, type CheckStep } from '../src/index.js';

const PASSWORD = 'planted@ss/w:rd';
let server: SchemaRegistryServer;
let proxy: RegistryProxy;
let folder: string;
/** The key and certificate of a server whose authority is not trusted. */
let pem: string;
beforeAll(async () => {
  server = await startSchemaRegistry();
  proxy = await startRegistryProxy(server.url, { user: 'reader', password: PASSWORD });
  await registerSchema({ url: server.url, topic: 'orders' }, 'AVRO', '"int"');
  folder = await mkdtemp(path.join(tmpdir(), 'registry-failures-'));
  pem = await readFile((await makeCertificates(folder)).keystoreFile, 'utf8');
}, 180_000);
afterAll(async () => {
  await proxy.stop();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Something on the way to a registry, or instead of one. */
async function listening(made: Server): Promise<string> {
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    made.closeAllConnections();
    made.close();
  });
  return `127.0.0.1:${(made.address() as AddressInfo).port}`;
}
const answers = (status: number, body: string, type = 'application/json'): RequestListener => (_, response) => {
  response.writeHead(status, { 'content-type': type }).end(body);
}; // prettier-ignore
const withLogin = (url: string, password = PASSWORD): string =>
  url.replace('://', `://reader:${encodeURIComponent(password)}@`);

/** What the registry is; what comes out. */
const cases: readonly (readonly [what: string, url: () => Promise<string> | string, outcome: string])[] = [
  ['ok', () => withLogin(proxy.url), 'ok'],
  ['ok, no user and password wanted', () => server.url, 'ok'],
  ['wrong password', () => withLogin(proxy.url, 'planted, another'), 'codecs/registry-unauthorized'],
  ['no password', () => proxy.url, 'codecs/registry-unauthorized'],
  ['no right to read', async () => withLogin(`http://${await listening(createServer(answers(403, '{"error_code":40301,"message":"User is denied operation"}')))}`), 'codecs/registry-forbidden'],
  ['nothing listens', async () => withLogin(`http://127.0.0.1:${(await freePorts(1))[0]}`), 'codecs/registry-unreachable'],
  ['host name does not exist', () => withLogin('http://no-such-host.invalid'), 'codecs/registry-unreachable'],
  ['cuts the connection', () => ((proxy.behaviour = 'break'), withLogin(proxy.url)), 'codecs/registry-unreachable'],
  ['never answers', () => ((proxy.behaviour = 'hang'), withLogin(proxy.url)), 'codecs/registry-timeout'],
  ['wrong path', () => withLogin(`${proxy.url}/of-something-else`), 'codecs/registry-no-registry'],
  ['a web server', async () => withLogin(`http://${await listening(createServer(answers(200, '<html>Log in</html>', 'text/html')))}`), 'codecs/registry-no-registry'],
  ['too many requests', async () => withLogin(`http://${await listening(createServer(answers(429, 'slow down')))}`), 'codecs/registry-overloaded'],
  ['failing', async () => withLogin(`http://${await listening(createServer(answers(503, '{"error_code":50302,"message":"The leader is not known"}')))}`), 'codecs/registry-failing'],
  ['https to http', () => withLogin(proxy.url.replace('http:', 'https:')), 'codecs/registry-tls'],
  ['unknown authority', async () => withLogin(`https://${await listening(createTlsServer({ key: pem, cert: pem }, answers(200, '[]')))}`), 'codecs/registry-tls'],
  ['no URL', () => `ftp://reader:${encodeURIComponent(PASSWORD)}@127.0.0.1`, 'codecs/registry-no-registry'],
]; // prettier-ignore

/** The registry is looked at whatever Kafka says, which is not there. */
async function check(url: string): Promise<CheckStep | undefined> {
  const text = `TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS 127.0.0.1:1\nKAFKA_SECURITY_PROTOCOL PLAINTEXT\nKAFKA_SCHEMA_REGISTRY_URL {{ tb_secret("URL") }}\n`;
  const { project } = parseProject([{ path: 'shop.connection', text }]);
  const { connections } = compileProject(project, { lookupSecret: () => url });
  const [connection] = connections;
  if (!connection) throw new Error('the connection does not compile');
  const steps: CheckStep[] = [];
  for await (const step of checkConnection(connection, { timeoutMs: 500 })) steps.push(step);
  return steps.find((one) => one.kind === 'registry');
}

/** As people read it, without ports, which are others every time. */
const shown = ({ kind, subject, ok, detail, problem }: CheckStep): string =>
  [`  ${ok ? '✓' : '✗'} ${kind} ${subject}${detail === undefined ? '' : `: ${detail}`}`, ...(problem ? [`    ${problem.code}`, `    ${problem.message}`, `    ${problem.hint ?? ''}`] : [])]
    .join('\n')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:8081'); // prettier-ignore

describe('the registry step of connection check', () => {
  const matrix = new Map<string, string>();

  it.each(cases.map(([what, ...more]) => [what, more] as const))('%s', async (what, [url, outcome]) => {
    onTestFinished(() => void (proxy.behaviour = 'pass'));
    const step = await check(await url());
    if (step) matrix.set(what, `${what}\n${shown(step)}\n`);
    expect(step?.problem?.code ?? 'ok').toBe(outcome);
    expect(step?.ok).toBe(outcome === 'ok');
    expect(JSON.stringify(step)).not.toContain('planted');
    expect(step?.problem?.hint === undefined).toBe(outcome === 'ok');
  });

  it('the report says for each failure what happened and what to do', async () => {
    const texts = cases.map(([what]) => matrix.get(what) ?? `${what}\n  not run\n`);
    await expect(texts.join('\n')).toMatchFileSnapshot('snapshots/registry-failures.txt');
  });
});
