import { createServer } from 'node:net';

/*
 * Below 32768, where Linux starts to hand out ports for outgoing connections. A server that is
 * stopped and started again finds its port still free; and a client that keeps connecting to a dead
 * server's port cannot meet itself.
 */
const lowest = 15_000;
const highest = 32_000;

/**
 * Currently unused ports of 127.0.0.1. Another process may take one first: be ready to ask again.
 */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let attempt = 0; found.size < count; attempt++) {
    if (attempt > 1_000) throw new Error('A thousand attempts found no free port on 127.0.0.1.');
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
