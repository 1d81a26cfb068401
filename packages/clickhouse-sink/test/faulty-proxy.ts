import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * `reset-before-body`: the connection is reset as soon as something arrives. `reset-after-body`:
 * the server gets all and answers; its answer is thrown away and the connection reset. `hang`: the
 * server gets nothing, and there is no answer.
 */
export type Fault = 'none' | 'reset-before-body' | 'reset-after-body' | 'hang';

/**
 * A TCP proxy in front of a real server that misbehaves on request. It is closed when the test
 * ends.
 */
export async function faultyProxy(
  target: string,
): Promise<{ readonly origin: string; readonly url: string; fault: Fault; readonly connections: number }> {
  const { hostname, port, pathname } = new URL(target);
  const sockets = new Set<Socket>();
  const proxy = { origin: '', url: '', fault: 'none' as Fault, connections: 0 };
  const server = createServer((client) => {
    sockets.add(client);
    proxy.connections++;
    const upstream = connect(Number(port), hostname);
    sockets.add(upstream);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
    client.on('data', (data) => {
      if (proxy.fault === 'reset-before-body') client.resetAndDestroy();
      else if (proxy.fault !== 'hang') upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (proxy.fault === 'reset-after-body') client.resetAndDestroy();
      else client.write(data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  proxy.origin = `http://127.0.0.1:${address.port}`;
  proxy.url = `${proxy.origin}${pathname}`;
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return proxy;
}
