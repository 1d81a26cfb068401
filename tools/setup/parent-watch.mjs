import { readFileSync } from 'node:fs';

/** The parent of a process, or undefined where there is no /proc or no such process. */
function parentOf(pid) {
  try {
    // "pid (name) state parent …"; the name may hold anything, parentheses too.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[1];
  } catch {
    return undefined;
  }
}

/**
 * Calls once when whoever started this process is gone. npm starts a script through a shell, and
 * hands no signal on through it: a killed npm leaves the shell, or us, to nobody. So under npm the
 * shell's parent counts as well.
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
