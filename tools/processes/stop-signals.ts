import process from 'node:process';

/**
 * On a terminal Ctrl-C comes twice: from the terminal, and handed on by npm and the set-up around
 * us.
 */
const echoMs = 1_000;

/**
 * Calls `stop` for SIGINT, SIGTERM and SIGHUP, and when the process that started this one is gone.
 * Again for a second signal that is not the echo of the first. Returns how to stop listening.
 */
export function onStopSignal(stop: (signal: NodeJS.Signals) => void): () => void {
  let last = -Infinity;
  const take = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (now - last < echoMs) return;
    last = now;
    stop(signal);
  };
  const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, take);

  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    take('SIGTERM');
  }, 500);
  watch.unref();

  return () => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, take);
  };
}
