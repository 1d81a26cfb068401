import process from 'node:process';

/**
 * On a terminal Ctrl-C arrives twice: from the terminal, and forwarded by npm and the set-up around
 * us.
 */
const echoMs = 1_000;

/**
 * Calls `stop` for SIGINT, SIGTERM and SIGHUP, and when the parent of this process is gone; again
 * for a second signal that is not an echo of the first. Returns a function that stops listening.
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
