import { spawn } from 'node:child_process';
import process from 'node:process';

/** How long an exit may take. In ms. */
const PATIENCE_MS = 1_000;

/**
 * Ends the process. Node's own exit waits for the threads of its pool, and the close of a Kafka
 * client can block one for ever. A helper therefore kills the process if it is still there after a
 * second; the exit code is then that of SIGKILL.
 */
export function endProcess(code: number): never {
  const { pid, execPath } = process;
  const kill = `setTimeout(() => { if (process.ppid === ${pid}) process.kill(${pid}, 'SIGKILL'); }, ${PATIENCE_MS})`;
  try {
    spawn(execPath, ['-e', kill], { detached: true, stdio: 'ignore', env: {} })
      .on('error', () => undefined)
      .unref();
  } catch {
    // Without a helper the exit works in nearly all cases.
  }
  process.exit(code);
}
