import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How an answer ends. */
const endings = ['close', 'keep', 'reset', 'drip', 'flood'] as const;
type Ending = (typeof endings)[number];

/** The bytes with which a server answers any request. */
export interface RawAnswer {
  readonly bytes: Buffer;
  readonly ending: Ending;
}

const FLOOD = Buffer.alloc(65_536, 'x');

/**
 * First line: how to ask and how the answer ends (`insert close`). Then the bytes of the answer.
 */
export function readAnswer(input: Buffer): RawAnswer & { readonly ask: string } {
  const end = input.indexOf(0x0a);
  const [ask = '', ending = ''] = input.subarray(0, Math.max(0, end)).toString('latin1').split(' ');
  return { ask, ending: endings.find((one) => one === ending) ?? 'close', bytes: input.subarray(end + 1) };
}

/** A plain TCP server: what it sends need not be HTTP. */
export class AnsweringServer {
  answer: RawAnswer = { bytes: Buffer.alloc(0), ending: 'close' };
  private url: Promise<string> | undefined;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    // When the connection is kept, every request is answered.
    socket.on('data', (data: Buffer) => {
      if (data.includes('HTTP/1.1\r\n')) void this.send(socket, this.answer);
    });
  });

  /** Its address. Starts with the first call. */
  start(): Promise<string> {
    return (this.url ??= new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () => {
        resolve(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
      });
    }));
  }

  /** Closes the connections of the previous input, so that nothing of it reaches the next. */
  dropConnections(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private async send(socket: Socket, { bytes, ending }: RawAnswer): Promise<void> {
    if (ending === 'drip') {
      for (let at = 0; at < bytes.length && !socket.destroyed; at += 64) {
        socket.write(bytes.subarray(at, at + 64));
        await sleep(1);
      }
      socket.end();
      return;
    }
    socket.write(bytes);
    if (ending === 'close') socket.end();
    else if (ending === 'reset') socket.resetAndDestroy();
    // As fast as the client reads, until it stops.
    while (ending === 'flood' && !socket.destroyed) {
      if (!socket.write(FLOOD))
        await Promise.race([sleep(50), new Promise((resolve) => socket.once('drain', resolve))]);
      else await sleep(0);
    }
  }
}

/**
 * Returns how a promise settles. Throws when that takes longer than any deadline of the code.
 */
export async function settled<T>(promise: Promise<T>, limitMs: number): Promise<{ value: T } | { error: unknown }> {
  const late = Symbol('late');
  const timer = new AbortController();
  const first = await Promise.race([
    promise.then((value) => ({ value }), (error: unknown) => ({ error })),
    sleep(limitMs, late, { signal: timer.signal }),
  ]); // prettier-ignore
  timer.abort();
  if (typeof first === 'symbol') throw new Error('no end after its deadline');
  return first;
}
