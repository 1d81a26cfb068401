import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';

export interface TiedProcess {
  /** Of the program itself, not of the shell around it. */
  readonly pid: number;
  /** Settles when the program has ended, with the shell's way to say how: its exit code, or 128 + the signal. */
  readonly ended: Promise<number>;
  readonly hasEnded: () => boolean;
}

/*
 * A server must not outlive the process that started it, not even when that one is killed with SIGKILL and can
 * clean up nothing. A small shell starts the program and waits for it; next to it a second one reads from a pipe whose
 * other end only we hold. The kernel closes our end however we end, the read returns, the program is killed.
 * `setsid` (detached) keeps the terminal's Ctrl-C away from the program: who started it decides when it stops.
 */
const script = `
exec 3<&0 </dev/null
folder=$1; shift
"$@" 3<&- >&2 & program=$!
( read -r _ <&3; [ -z "$folder" ] || : >"$folder/abandoned"; kill -KILL $program ) >/dev/null 2>&1 & watcher=$!
echo $program
exec >/dev/null 3<&-
wait $program; status=$?
kill -KILL $watcher 2>/dev/null
[ -z "$folder" ] || [ ! -e "$folder/abandoned" ] || rm -rf -- "$folder"
exit $status
`;

/** Starts a program that dies with this process, whatever ends this process. */
export async function spawnTied(
  command: readonly [string, ...string[]],
  options: {
    readonly cwd: string;
    /** Gets standard output and standard error. Appended to. */
    readonly logFile: string;
    /** Removed after the program was killed because this process is gone. */
    readonly temporaryFolder?: string;
  },
): Promise<TiedProcess> {
  const log = openSync(options.logFile, 'a');
  const shell = spawn('/bin/sh', ['-c', script, 'sh', options.temporaryFolder ?? '', ...command], {
    cwd: options.cwd,
    detached: true,
    stdio: ['pipe', 'pipe', log],
  });
  closeSync(log);
  const { stdin, stdout } = shell;
  if (!stdin || !stdout) throw new Error('The shell around a server has no pipes.');
  let over = false;
  const ended = once(shell, 'exit').then(([code]) => {
    over = true;
    return (code as number | null) ?? 128;
  });
  const [firstLine] = (await once(stdout, 'data')) as [Buffer];
  // Nothing here keeps the event loop alive: a script that forgets to stop its server ends, and the server with it.
  shell.unref();
  stdout.destroy();
  stdin.on('error', () => undefined);
  (stdin as Socket).unref();
  return { pid: Number(firstLine.toString()), ended, hasEnded: () => over };
}
