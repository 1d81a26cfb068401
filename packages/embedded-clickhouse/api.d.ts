// ---- index.d.ts ----
import { IngestError } from '@proj/diagnostics';

/** How the server's process ended. */
interface ServerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True when `stop()` was called before. */
  readonly expected: boolean;
  /** The last lines it wrote, for the report when it was not expected. */
  readonly output: string;
}

/** Where the data lives and how the server is started. */
interface EmbeddedClickHouseOptions {
  /** Where the data is kept; made when it is not there. One server at a time. */
  readonly dataFolder: string;
  /** TCP port for HTTP on 127.0.0.1; 0 takes a free one. @default 0 */
  readonly port?: number;
  /** An installed `clickhouse` to run instead of the library. @default the environment's CLICKHOUSE_BIN, if set */
  readonly binary?: string;
  /** How long the server may take until it answers. A folder with many tables takes longer. @default 60_000 */
  readonly startTimeoutMs?: number;
  /** Called with each line that the server writes; normally none. */
  readonly log?: (line: string) => void;
}
/** A ClickHouse server of our own. */
interface EmbeddedClickHouse {
  /** `http://127.0.0.1:PORT`: user `default`, no password, reachable from this machine only. */
  readonly url: string;
  /** Process id of the server. */
  readonly pid: number;
  /** For example `26.7.2.1`. */
  readonly version: string;
  readonly dataFolder: string;
  /** Resolves when the server has ended, for whatever reason. Never rejects. */
  readonly exited: Promise<ServerExit>;
  /** Ends the server; running queries get a second. Resolves when the process is gone. Can be called repeatedly. */
  stop(): Promise<void>;
}
/**
 * Starts a real ClickHouse server on this machine and resolves when it answers. It ends with this process, however
 * that ends; its data stays in `dataFolder` for the next start.
 *
 * Rejects with {@link NotInstalledError}, {@link FolderInUseError} or {@link DidNotStartError}.
 */
declare function startEmbeddedClickHouse(options: EmbeddedClickHouseOptions): Promise<EmbeddedClickHouse>;

/** A server that is running on a data folder, as other processes on this machine see it. */
interface RunningServer {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  /** The process id of the server. */
  readonly pid: number;
  /** The process id of the program that started it; the server ends with that. */
  readonly ownerPid: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly version: string;
}
/**
 * Finds the server that has this data folder open, started by whichever process, and makes sure that it answers.
 *
 * @example
 * await findRunningServer('/nowhere'); // => undefined
 */
declare function findRunningServer(dataFolder: string): Promise<RunningServer | undefined>;

/** There is no ClickHouse to start: an optional dependency is missing, or this platform has no library. */
declare class NotInstalledError extends IngestError {
  readonly name = 'NotInstalledError';
  constructor(why: string, cause?: unknown);
}
/** Another server has the data folder open. */
declare class FolderInUseError extends IngestError {
  readonly name = 'FolderInUseError';
  readonly dataFolder: string;
  /** The process id of the server that holds it, when it could be found out. */
  readonly pid: number | undefined;
  /** Where that server answers, when it could be found out. */
  readonly url: string | undefined;
  constructor(
    dataFolder: string,
    holder: {
      readonly pid?: number;
      readonly url?: string;
      readonly since?: string;
    },
  );
}
/** The server ended or did not answer while it was starting. */
declare class DidNotStartError extends IngestError {
  readonly name = 'DidNotStartError';
  constructor(why: string, output: string, cause?: unknown);
}

export {
  DidNotStartError,
  type EmbeddedClickHouse,
  type EmbeddedClickHouseOptions,
  FolderInUseError,
  NotInstalledError,
  type RunningServer,
  type ServerExit,
  findRunningServer,
  startEmbeddedClickHouse,
};
