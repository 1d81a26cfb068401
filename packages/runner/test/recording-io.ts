import type { Io } from '../src/terminal/io.js';

/** An `Io` that keeps what was written. */
export function recordingIo(options: {
  readonly terminal: boolean;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly input?: string;
  readonly color?: Io['color'];
}): Io & {
  errText(): string;
  outText(): string;
} {
  const written = { out: '', err: '' };
  return {
    out: (text) => void (written.out += text),
    async pipe(stream) {
      for await (const chunk of stream) written.out += String(chunk);
    },
    readInput: () => Promise.resolve(Buffer.from(options.input ?? '')),
    err: (text) => void (written.err += text),
    eraseLines: (count) => void (written.err += `\u001B[${count}A\u001B[0J`),
    hide: () => undefined,
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    terminal: { in: options.terminal, out: options.terminal, err: options.terminal, columns: 120 },
    color: options.color ?? { out: false, err: false },
    onSignal: () => () => undefined,
    errText: () => written.err,
    outText: () => written.out,
  };
}
