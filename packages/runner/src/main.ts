import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { main } from './cli.js';
import { endProcess } from './end-process.js';
import { ask } from './terminal/ask.js';
import type { Io } from './io.js';
import { readAtMost } from './terminal/read-at-most.js';
import { wantsColor } from './terminal/wants-color.js';

/** The reader of our output may leave early (`| head`). That is not a failure. */
const readerLeft = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EPIPE';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (!readerLeft(error)) throw error;
  });
}

const io: Io = {
  out: (text) => void process.stdout.write(text),
  async pipe(stream) {
    try {
      await pipeline(stream, process.stdout, { end: false });
    } catch (error) {
      if (!readerLeft(error)) throw error;
    }
  },
  readInput: (most) => readAtMost(process.stdin, most),
  err: (text) => void process.stderr.write(text),
  async ask(question, options) {
    return process.stdin.isTTY ? ask({ input: process.stdin, output: process.stderr }, question, options) : undefined;
  },
  eraseLines: (count) => void process.stderr.write(`\u001B[${count}A\u001B[0J`),
  // Left to the guard around it.
  hide: () => undefined,
  env: process.env,
  cwd: process.cwd(),
  terminal: {
    in: process.stdin.isTTY,
    out: process.stdout.isTTY,
    err: process.stderr.isTTY,
    get columns() {
      return process.stderr.columns ?? 120;
    },
  },
  color: { out: wantsColor(process.stdout, process.env), err: wantsColor(process.stderr, process.env) },
  onSignal(listener) {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    for (const signal of signals) process.on(signal, listener);
    return () => {
      for (const signal of signals) process.off(signal, listener);
    };
  },
  exit: endProcess,
};

process.exitCode = await main(process.argv.slice(2), io);
