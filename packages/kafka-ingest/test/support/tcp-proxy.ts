import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can go wrong. */
export interface TcpProxy {
  readonly port: number;
  /** The connections of now stay open for ever, and nothing passes through them any more. */
  freezeOpenConnections(): void;
  close(): Promise<void>;
}

/** @param port of the server, on 127.0.0.1; may change from connection to connection */
export async function startTcpProxy(port: () => number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connect({ host: '127.0.0.1', port: port() });
    for (const [from, to] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      // prettier-ignore
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    freezeOpenConnections() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
