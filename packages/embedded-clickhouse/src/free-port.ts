import { createServer } from 'node:net';

/**
 * A port that is free on 127.0.0.1 now. With `wanted` other than 0: that port, or undefined when it
 * is taken. Another program can take it before it is used, so the caller must check which server
 * answers.
 */
export function freePort(wanted = 0): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ host: '127.0.0.1', port: wanted, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined));
    });
  });
}
