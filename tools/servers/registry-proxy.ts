import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request. `break`: the connection is cut; `hang`: nothing comes back. */
export type ProxyBehaviour = 'pass' | 'break' | 'hang';

/** Stands in front of a registry that has no users of its own, and can be in trouble. */
export interface RegistryProxy {
  /** Without user and password. */
  readonly url: string;
  /** May change at any time. */
  behaviour: ProxyBehaviour;
  /** The password that it wants; may change, too. */
  password: string;
  stop(): Promise<void>;
}

/** Demands basic authentication for the registry at `target`. */
export async function startRegistryProxy(
  target: string,
  access: { readonly user: string; readonly password: string },
): Promise<RegistryProxy> {
  const { host, pathname } = new URL(target);
  const proxy = { behaviour: 'pass' as ProxyBehaviour, password: access.password };
  const server = createServer((asked, answer) => {
    if (proxy.behaviour === 'break') return void asked.socket.destroy();
    if (proxy.behaviour === 'hang') return;
    const { authorization, ...headers } = asked.headers;
    const wanted = `Basic ${Buffer.from(`${access.user}:${proxy.password}`).toString('base64')}`;
    if (authorization !== wanted) {
      answer.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': 'Basic realm="registry"' });
      return void answer.end('{"error_code":401,"message":"Unauthorized"}');
    }
    const passed = request(`http://${host}${asked.url}`, { method: asked.method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${port}${pathname}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => undefined);
    },
  });
}
