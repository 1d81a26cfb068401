import { resolve } from 'node:path';
import { pause, systemClock, type KeepClock } from './clock.js';
import { binaryCommand, libraryCommand, serverArguments } from './command.js';
import { prepareDataFolder, readLock } from './data-folder.js';
import { DidNotStartError, FolderInUseError } from './errors.js';
import { freePort } from './free-port.js';
import { probe } from './probe.js';
import { ServerProcess, type ServerExit } from './server-process.js';
import { findRunningServer, readState, removeState, untilOrphanIsGone, writeState } from './state-file.js';

/** Where the data is kept and how the server is started. */
export interface EmbeddedClickHouseOptions {
  /**
   * Where the data is kept, by one server at a time. Created if missing, and readable by our user
   * alone.
   */
  readonly dataFolder: string;
  /** TCP port for HTTP on 127.0.0.1; 0 takes a free one. @default 0 */
  readonly port?: number;
  /**
   * An installed `clickhouse` to run instead of the library.
   * @default the environment's CLICKHOUSE_BIN, if set
   */
  readonly binary?: string;
  /**
   * Whether statements are kept from reading and writing files, calling other servers, running
   * programs and making users: by grants, and on Linux 5.13 and newer by the kernel as well.
   * `false` is for programs that write every statement themselves and need more, such as
   * ClickHouse's Kafka engine. @default true
   */
  readonly sandbox?: boolean;
  /**
   * How long the server may take to answer. A folder with many tables takes longer.
   * @default 60_000
   */
  readonly startTimeoutMs?: number;
  /** Measures the waits of a start, a stop and a restart. @default the machine's own time */
  readonly clock?: KeepClock;
  /** Called with each line that the server writes; normally none. */
  readonly log?: (line: string) => void;
}

/** A ClickHouse server of our own. */
export interface EmbeddedClickHouse {
  /**
   * `http://127.0.0.1:PORT/KEY/default`: POST a statement there, as the user `default` without a
   * password. The key, made for this data folder, is all that keeps other users and web pages out:
   * the URL gives full access to the data. What follows the key names a database to clients; the
   * server itself does not look at it.
   */
  readonly url: string;
  /** Process id of the server. */
  readonly pid: number;
  /** For example `26.7.2.1`. */
  readonly version: string;
  readonly dataFolder: string;
  /** Resolves once the server has ended for any reason. Never rejects. */
  readonly exited: Promise<ServerExit>;
  /**
   * Ends the server; running queries get a second. Resolves when the process is gone. Can be called
   * repeatedly.
   */
  stop(): Promise<void>;
}

/**
 * Starts a real ClickHouse server on this machine and resolves once it answers. It ends with this
 * process, however that ends. Its data stays in `dataFolder` for the next start.
 *
 * Rejects with {@link NotInstalledError}, {@link FolderInUseError}, {@link ForeignFolderError} or
 * {@link DidNotStartError}.
 */
export async function startEmbeddedClickHouse(options: EmbeddedClickHouseOptions): Promise<EmbeddedClickHouse> {
  const dataFolder = resolve(options.dataFolder);
  const { clock = systemClock } = options;
  await untilOrphanIsGone(dataFolder, 5_000, clock);
  const running = await findRunningServer(dataFolder);
  if (running) throw new FolderInUseError(dataFolder, { ...running, since: running.startedAt });
  const sandbox = options.sandbox ?? true;
  const { path, configFile, usersFile, key } = await prepareDataFolder(dataFolder, { sandbox });

  // A port that was free a moment ago can be taken; with a free choice, take another.
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(options.port ?? 0);
    if (port === undefined) throw new DidNotStartError(`port ${options.port ?? 0} of 127.0.0.1 is taken`, '');
    const args = serverArguments({ path, configFile, port });
    const binary = options.binary ?? process.env['CLICKHOUSE_BIN'];
    const confinedTo = sandbox ? { data: path, config: [configFile, usersFile], port } : undefined;
    const command = binary ? binaryCommand(binary, args, dataFolder) : libraryCommand(args, confinedTo);
    const server = new ServerProcess(command, {
      folder: dataFolder,
      clock,
      ...(options.log ? { log: options.log } : {}),
    });
    const url = `http://127.0.0.1:${port}/${key}/default`;
    const outcome = await untilReady(server, { url, path, limitMs: options.startTimeoutMs ?? 60_000, clock });
    if (outcome.ready) {
      const { version } = outcome;
      const pid = server.pid;
      await writeState(dataFolder, { url, pid, ownerPid: process.pid, startedAt: new Date().toISOString(), version });
      const exited = server.exited.then(async (exit) => {
        await removeState(dataFolder, pid).catch(() => undefined);
        return exit;
      });
      return {
        url,
        pid,
        version,
        dataFolder,
        exited,
        stop: () =>
          server
            .stop()
            .then(() => exited)
            .then(() => undefined),
      };
    }
    await server.kill();
    if (server.output.includes('Cannot lock file')) throw await folderInUse(dataFolder, path);
    if (outcome.why === 'port taken' && options.port === undefined && attempt < 5) continue;
    throw new DidNotStartError(outcome.why, server.output, server.spawnError);
  }
}

/** Between two questions to a server that is starting. */
const POLL_MS = 50;

type Readiness = { readonly ready: true; readonly version: string } | { readonly ready: false; readonly why: string };

interface Expectation {
  readonly url: string;
  /** What the server must report as its own, as another one may answer at the address. */
  readonly path: string;
  readonly limitMs: number;
  readonly clock: KeepClock;
}

async function untilReady(server: ServerProcess, { url, path, limitMs, clock }: Expectation): Promise<Readiness> {
  const ended = new AbortController();
  void server.exited.then(() => ended.abort());
  const deadline = clock.now() + limitMs;
  while (clock.now() < deadline) {
    if (server.hasExited) return { ready: false, why: await server.exited.then(describeExit) };
    const identity = await probe(url, 5_000);
    if (identity?.path === path) return { ready: true, version: identity.version };
    if (identity) return { ready: false, why: 'port taken' };
    await pause(clock, POLL_MS, ended.signal);
  }
  return { ready: false, why: `no answer within ${Math.round(limitMs / 1000)} s` };
}

const describeExit = (exit: ServerExit): string =>
  exit.signal === null
    ? `its process ended with code ${exit.code ?? 'unknown'}`
    : `its process was ended by ${exit.signal}`;

/**
 * ClickHouse's own lock decides between simultaneous starts. This only finds out which server holds
 * it.
 */
async function folderInUse(dataFolder: string, path: string): Promise<FolderInUseError> {
  const state = await readState(dataFolder);
  if (state) return new FolderInUseError(dataFolder, { ...state, since: state.startedAt });
  return new FolderInUseError(dataFolder, await readLock(path));
}
