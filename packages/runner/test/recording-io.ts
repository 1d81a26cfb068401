import type { Io } from '../src/io.js';

/** An `Io` that records what is written, asked and ended, and gives prepared answers. */
export function recordingIo(options: {
  readonly terminal: boolean;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  readonly input?: string;
  readonly color?: Io['color'];
  readonly answers?: readonly string[];
}): Io & {
  errText(): string;
  outText(): string;
  readonly questions: readonly string[];
  readonly exits: readonly number[];
  /** Delivers a signal to the command. */
  signal(name: 'SIGINT' | 'SIGTERM'): void;
} {
  const written = { out: '', err: '' };
  const answers = [...(options.answers ?? [])];
  const questions: string[] = [];
  const exits: number[] = [];
  const listeners = new Set<(signal: 'SIGINT' | 'SIGTERM') => void>();
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
    onSignal(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    signal(name) {
      for (const listener of listeners) listener(name);
    },
    exit: (code) => void exits.push(code),
    ask(question) {
      questions.push(question);
      return Promise.resolve(answers.shift());
    },
    questions,
    exits,
    errText: () => written.err,
    outText: () => written.out,
  };
}
