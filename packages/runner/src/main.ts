import process from 'node:process';
import { main } from './cli.js';
import type { Io } from './io.js';

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  cwd: process.cwd(),
  terminal: {
    out: process.stdout.isTTY,
    err: process.stderr.isTTY,
    get columns() {
      return process.stderr.columns ?? 120;
    },
  },
  color: process.stderr.isTTY && process.env['NO_COLOR'] === undefined,
  onSignal(listener) {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    for (const signal of signals) process.on(signal, listener);
    return () => {
      for (const signal of signals) process.off(signal, listener);
    };
  },
};

process.exitCode = await main(process.argv.slice(2), io);
