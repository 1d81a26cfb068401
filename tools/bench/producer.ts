import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ProducerAnswer, ProducerRequest } from './producer-protocol.js';

/** The process that writes to the topics. */
export interface ProducerProcess {
  /** Resolves when the request is done; requests are done in order. */
  send(
    request: ProducerRequest,
    onProgress?: (messages: number) => void,
  ): Promise<{ readonly producedAtMs?: Float64Array }>;
  stop(): void;
}

export function startProducer(bootstrapServers: string): ProducerProcess {
  const child = fork(fileURLToPath(new URL('./producer-process.ts', import.meta.url)), [bootstrapServers], {
    // Preserves Float64Array.
    serialization: 'advanced',
  });
  const waiting: {
    readonly resolve: (answer: { readonly producedAtMs?: Float64Array }) => void;
    readonly reject: (error: Error) => void;
    readonly onProgress: ((messages: number) => void) | undefined;
  }[] = [];
  let stopped = false;

  child.on('message', (answer: ProducerAnswer) => {
    if (answer.type === 'progress') return waiting[0]?.onProgress?.(answer.messages);
    const request = waiting.shift();
    if (answer.type === 'failed') request?.reject(new Error(`The producer failed: ${answer.text}`));
    else request?.resolve(answer);
  });
  child.on('exit', (code) => {
    stopped = true;
    for (const { reject } of waiting.splice(0)) reject(new Error(`The producer ended with code ${code ?? 'unknown'}.`));
  });

  return {
    send: (request, onProgress) =>
      new Promise((resolve, reject) => {
        if (stopped) {
          reject(new Error('The producer has ended.'));
          return;
        }
        waiting.push({ resolve, reject, onProgress });
        child.send(request);
      }),
    stop: () => {
      if (!stopped) child.kill('SIGKILL');
    },
  };
}
