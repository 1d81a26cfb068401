import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What happens to connections, those that are open and those to come. */
export type Fault =
  | { readonly kind: 'none' }
  /** New connections are reset. */
  | { readonly kind: 'refuse' }
  /**
   * No byte passes in either direction, not even the end of a connection. As with dropped packets,
   * everything arrives once the fault is over, also what the sender has given up meanwhile.
   */
  | { readonly kind: 'silence' }
  /** Every byte arrives later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Requests arrive; a connection is reset once this much of an answer has passed. */
  | { readonly kind: 'cut-answer'; readonly afterBytes: number }
  /** Another program listens at the address and answers like this. */
  | { readonly kind: 'stranger'; readonly answer: string };

/** Stands between a client and a server on 127.0.0.1, and breaks their connections on demand. */
export interface FaultProxy {
  readonly port: number;
  fault: Fault;
  /** Resets all connections that are open. */
  cut(): void;
  close(): Promise<void>;
}

/** One connection through the proxy. */
interface Link {
  readonly client: Socket;
  readonly server: Socket;
}

/** @param targetPort where the server listens, now or later */
export async function startFaultProxy(targetPort: number, port = 0): Promise<FaultProxy> {
  let fault: Fault = { kind: 'none' };
  const links = new Set<Link>();
  /** Accepted while nothing passes. */
  const waiting = new Set<Socket>();

  const reset = ({ client, server }: Link): void => {
    client.resetAndDestroy();
    server.resetAndDestroy();
  };
  const open = (client: Socket): void => {
    const link = { client, server: connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true }) };
    links.add(link);
    forward(link.client, link.server, (chunk) => pass(link.server, chunk));
    let answered = 0;
    forward(link.server, link.client, (chunk) => {
      if (fault.kind !== 'cut-answer') return pass(link.client, chunk);
      const left = Math.max(0, fault.afterBytes - answered);
      answered += chunk.length;
      if (chunk.length <= left) return pass(link.client, chunk);
      // What is sent right before a reset would be lost with it.
      link.client.write(chunk.subarray(0, left), () => reset(link));
      return true;
    });
    for (const socket of [link.client, link.server]) {
      socket.on('error', () => undefined);
      socket.on('close', (failed) => {
        links.delete(link);
        if (failed) reset(link);
      });
    }
  };
  const pass = (to: Socket, chunk: Buffer): boolean => {
    if (fault.kind !== 'delay') return to.write(chunk);
    setTimeout(() => to.destroyed || to.write(chunk), fault.ms);
    return true;
  };
  const forward = (from: Socket, to: Socket, take: (chunk: Buffer) => boolean): void => {
    if (fault.kind === 'silence') from.pause();
    from.on('data', (chunk: Buffer) => {
      if (take(chunk)) return;
      from.pause();
      to.once('drain', () => fault.kind !== 'silence' && from.resume());
    });
    from.on('end', () => (fault.kind === 'delay' ? setTimeout(() => to.end(), fault.ms) : to.end()));
  };

  const server: Server = createServer({ allowHalfOpen: true }, (client) => {
    client.on('error', () => undefined);
    if (fault.kind === 'refuse') return void client.resetAndDestroy();
    if (fault.kind === 'stranger') {
      const { answer } = fault;
      return void client.once('data', () => client.end(answer));
    }
    if (fault.kind !== 'silence') return open(client);
    client.pause();
    waiting.add(client);
  });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done));
  const cut = (): void => {
    for (const link of links) reset(link);
    for (const client of waiting) client.resetAndDestroy();
    waiting.clear();
  };

  return {
    port: (server.address() as AddressInfo).port,
    get fault() {
      return fault;
    },
    set fault(next) {
      fault = next;
      for (const { client, server: target } of links) {
        for (const socket of [client, target]) {
          if (fault.kind === 'silence') socket.pause();
          else socket.resume();
        }
      }
      // These must not find the way to the server that is no longer there for others.
      if (fault.kind === 'refuse' || fault.kind === 'stranger') cut();
      if (fault.kind === 'silence') return;
      for (const client of waiting) {
        open(client);
        client.resume();
      }
      waiting.clear();
    },
    cut,
    close: () => {
      fault = { kind: 'refuse' };
      cut();
      return new Promise<void>((done) => server.close(() => done()));
    },
  };
}
