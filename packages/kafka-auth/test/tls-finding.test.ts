import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, expect, it } from 'vitest';
import { kafkaClientConfig, type KafkaClientConfig } from '../src/index.js';
import { findTlsFault } from '../src/explain.js';

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const now = new Date('2030-01-01T00:00:00Z');
const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

async function port(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

const withTls = (name: string): Promise<number> =>
  port(createServer({ cert: fixture(`${name}.pem`), key: fixture(name === 'server' ? 'server.key' : 'client.key') }));

function config(): KafkaClientConfig {
  const { config: made } = kafkaClientConfig({ bootstrapServers: 'a:1', securityProtocol: 'SSL' });
  return made!;
}

it.each([
  ['an unknown authority', 'server', now, { kind: 'unknown-authority' }],
  ['another name', 'client-chain', now, { kind: 'host-name', names: 'test client' }],
  [
    'a time that is over',
    'server',
    new Date('2090-01-01'),
    { kind: 'certificate-expired', from: '2026-11-22', until: '2046-11-17' },
  ],
  [
    'a time to come',
    'server',
    new Date('2020-01-01'),
    { kind: 'certificate-not-yet-valid', from: '2026-11-22', until: '2046-11-17' },
  ],
])('a certificate of %s is recognised', async (_, name, at, finding) => {
  expect(await findTlsFault(`127.0.0.1:${await withTls(name)}`, config(), { now: at })).toEqual(finding);
});

it('nothing is found where the server does not speak TLS, does not listen, or is too slow', async () => {
  const hangsUp = await port(createPlainServer((socket) => socket.destroy()));
  expect(await findTlsFault(`127.0.0.1:${hangsUp}`, config())).toBeUndefined();
  const silent = await port(createPlainServer());
  expect(await findTlsFault(`127.0.0.1:${silent}`, config(), { timeoutMs: 20 })).toBeUndefined();
  expect(await findTlsFault(`127.0.0.1:${silent}`, config(), { signal: AbortSignal.abort() })).toBeUndefined();
  expect(await findTlsFault('127.0.0.1:1', config())).toBeUndefined();
  expect(await findTlsFault('no port', config())).toBeUndefined();
});
