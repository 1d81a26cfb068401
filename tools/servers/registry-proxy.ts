import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What happens to a request. `break`: the connection is cut; `hang`: it is never answered;
 * `forbid`: the user lacks permission.
 */
export type ProxyBehaviour = 'pass' | 'break' | 'hang' | 'forbid';

/** What the proxy treats as the GUID of the schema with this id. */
export const guidOf = (id: number): string => `6f1c2a0e-7d53-4b19-9e42-${id.toString(16).padStart(12, '0')}`;

/** Sits in front of a registry without users, and can simulate failures. */
export interface RegistryProxy {
  /** Without user and password. */
  readonly url: string;
  /** May change at any time. */
  behaviour: ProxyBehaviour;
  /** The required password; may also change. */
  password: string;
  stop(): Promise<void>;
}

/**
 * Demands basic authentication for the registry at `target`, and looks up schemas by GUID, which
 * the target cannot.
 */
export async function startRegistryProxy(
  target: string,
  access: { readonly user: string; readonly password: string },
  /** To return on an earlier port. @default any */
  onPort = 0,
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
    if (proxy.behaviour === 'forbid') {
      answer.writeHead(403, { 'content-type': 'application/json' });
      return void answer.end('{"error_code":40301,"message":"User is denied operation Read on Subject"}');
    }
    const wantedPath = asked.url?.replace(
      /\/guids\/[-\da-f]{24}([\da-f]{12})\b/,
      (_, id: string) => `/ids/${parseInt(id, 16)}`,
    );
    const passed = request(`http://${host}${wantedPath}`, { method: asked.method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  });
  server.listen(onPort, '127.0.0.1');
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
