import { createServer } from 'node:net';

/*
 * Below 32768, where Linux starts to hand out ports for outgoing connections. A server that is
 * stopped and started again finds its port still free; and a client that keeps connecting to a dead
 * server's port cannot meet itself.
 */
const lowest = 15_000;
const highest = 32_000;

/**
 * Ports of 127.0.0.1 that nobody listens on just now. Somebody may be faster: be ready to ask
 * again.
 */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let attempt = 0; found.size < count; attempt++) {
    if (attempt > 1_000) throw new Error('No free port was found on 127.0.0.1 in a thousand attempts.');
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (await isFree(port)) found.add(port);
  }
  return [...found];
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
