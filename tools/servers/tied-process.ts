import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface TiedProcess {
  /** Of the program itself, not of the shell that runs it. */
  readonly pid: number;
  /**
   * Settles when the program has ended, with its exit code or, as in a shell, 128 + the signal.
   */
  readonly ended: Promise<number>;
  readonly hasEnded: () => boolean;
  /** To the program, or to everything it started, including orphans. */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Signals, waits, and kills after `limitMs`. Resolves when it is gone. */
  readonly end: (signal: NodeJS.Signals, limitMs: number) => Promise<void>;
}

export interface TiedOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Standard output and standard error are appended to it. Default: ours are inherited. */
  readonly logFile?: string;
  /** The signal the program gets when this process is gone. @default 'KILL' */
  readonly abandonedSignal?: 'KILL' | 'TERM';
  /**
   * Signals also go to everything that the program started, including the one sent when this
   * process is gone.
   *
   * @default false
   */
  readonly wholeGroup?: boolean;
  /**
   * Whether this process stays alive as long as the program does.
   *
   * @default false: the program ends with this process
   */
  readonly keepAlive?: boolean;
  /** Removed after the program was ended because this process is gone. */
  readonly temporaryFolder?: string;
}

/*
 * What we start must not outlive us, even when SIGKILL leaves us no chance to clean up. A small
 * shell starts the program and waits for it; next to it a second one reads from a pipe whose other
 * end only we hold. However we end, the kernel closes our end, the read returns and the program is
 * ended. The shell leads a session of its own (detached), which keeps the terminal's Ctrl-C away
 * from the program: the parent decides when it stops.
 */
const script = `
exec 4<&0 </dev/null
signal=$1 target=$2 folder=$3; shift 3
trap : TERM INT HUP
"$@" 3>&- 4<&- & program=$!
[ "$target" = group ] && whom=-$$ || whom=$program
(
  trap : TERM INT HUP
  read -r _ <&4
  [ -z "$folder" ] || : >"$folder/abandoned"
  kill -s $signal -- $whom
  tries=0
  while [ $tries -lt 50 ] && kill -0 $program; do sleep 0.2; tries=$((tries + 1)); done
  kill -s KILL -- $whom
) >/dev/null 2>&1 3>&- & watcher=$!
echo $program >&3
exec 3>&- 4<&- 2>/dev/null
wait $program; status=$?
while kill -0 $program 2>/dev/null; do wait $program; status=$?; done
kill -s KILL $watcher 2>/dev/null
[ -z "$folder" ] || [ ! -e "$folder/abandoned" ] || rm -rf -- "$folder"
exit $status
`;

/** Starts a program that ends with this process, however this process ends. */
export async function spawnTied(command: readonly [string, ...string[]], options: TiedOptions): Promise<TiedProcess> {
  const { abandonedSignal = 'KILL', wholeGroup = false, temporaryFolder = '' } = options;
  const log = options.logFile === undefined ? undefined : openSync(options.logFile, 'a');
  const stdio: StdioOptions = ['pipe', log ?? 'inherit', log ?? 'inherit', 'pipe'];
  const shell = spawn(
    '/bin/sh',
    ['-c', script, 'sh', abandonedSignal, wholeGroup ? 'group' : 'one', temporaryFolder, ...command],
    { cwd: options.cwd, env: options.env ?? process.env, detached: true, stdio },
  );
  if (log !== undefined) closeSync(log);
  const [lifeline, , , pidChannel] = shell.stdio as unknown as [Socket, unknown, unknown, Socket];
  let over = false;
  const ended = once(shell, 'exit').then(([code]) => {
    over = true;
    return (code as number | null) ?? 128;
  });
  const [firstLine] = (await once(pidChannel, 'data')) as [Buffer];
  const pid = Number(firstLine.toString());
  pidChannel.destroy();
  lifeline.on('error', () => undefined);
  lifeline.unref();
  // A script that forgets to stop its server ends, and the server with it.
  if (!(options.keepAlive ?? false)) shell.unref();

  const signal = (name: NodeJS.Signals): void => {
    if (over && !wholeGroup) return;
    try {
      process.kill(wholeGroup ? -(shell.pid ?? pid) : pid, name);
    } catch {
      // Ended in the meantime.
    }
  };
  return {
    pid,
    ended,
    hasEnded: () => over,
    signal,
    async end(name, limitMs) {
      signal(name);
      const limit = new AbortController();
      const late = sleep(limitMs, 'late', { signal: limit.signal }).catch(() => 'ended');
      const outcome = await Promise.race([ended, late]);
      limit.abort();
      if (outcome !== 'late') return;
      signal('SIGKILL');
      await ended;
    },
  };
}
