import { once } from 'node:events';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';

/** A port at which packets are dropped, as by a firewall. */
export interface FullListener {
  readonly server: string;
  stop(): Promise<void>;
}

/** Listens in a thread that then does nothing, so that waiting connections are never accepted. */
const listenAndSleep = `
const { parentPort } = require('node:worker_threads');
const server = require('node:net').createServer();
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});`;

/** Linux answers no further connection once those that wait are as many as the listener allows. */
export async function startFullListener(): Promise<FullListener> {
  const thread = new Worker(listenAndSleep, { eval: true });
  const [port] = (await once(thread, 'message')) as [number];
  const waiting = Array.from({ length: 4 }, () => connect({ port, host: '127.0.0.1' }).on('error', () => undefined));
  await once(waiting[1]!, 'connect');
  return {
    server: `127.0.0.1:${port}`,
    async stop() {
      for (const socket of waiting) socket.destroy();
      await thread.terminate();
    },
  };
}
