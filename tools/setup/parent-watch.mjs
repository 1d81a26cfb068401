import { readFileSync } from 'node:fs';

/** The parent of a process; undefined without /proc, or when the process does not exist. */
function parentOf(pid) {
  try {
    // "pid (name) state parent …"; the name may hold anything, parentheses too.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[1];
  } catch {
    return undefined;
  }
}

/**
 * Calls once when the parent of this process is gone. npm starts scripts through a shell and does
 * not forward signals through it: a killed npm orphans the shell, or us. Under npm the shell's
 * parent therefore counts as well.
 *
 * @param {() => void} call
 */
export function onParentGone(call) {
  const parent = process.ppid;
  const grandparent = process.env.npm_lifecycle_event === undefined ? undefined : parentOf(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && (grandparent === undefined || parentOf(parent) === grandparent)) return;
    clearInterval(timer);
    call();
  }, 500);
  timer.unref();
}
