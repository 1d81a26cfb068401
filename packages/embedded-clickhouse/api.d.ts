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
  /** Where the data is kept; made when it is not there, readable by our user alone. One server at a time. */
  readonly dataFolder: string;
  /** TCP port for HTTP on 127.0.0.1; 0 takes a free one. @default 0 */
  readonly port?: number;
  /** An installed `clickhouse` to run instead of the library. @default the environment's CLICKHOUSE_BIN, if set */
  readonly binary?: string;
  /**
   * Whether statements are kept from reading and writing files, calling other servers, running programs and making
   * users: by grants, and on Linux 5.13 and newer by the kernel as well. `false` is for programs that write every
   * statement themselves and need more, such as ClickHouse's Kafka engine. @default true
   */
  readonly sandbox?: boolean;
  /** How long the server may take until it answers. A folder with many tables takes longer. @default 60_000 */
  readonly startTimeoutMs?: number;
  /** Called with each line that the server writes; normally none. */
  readonly log?: (line: string) => void;
}
/** A ClickHouse server of our own. */
interface EmbeddedClickHouse {
  /**
   * `http://127.0.0.1:PORT/KEY/default`: POST a statement there, as the user `default` without a password. The key, made
   * for this data folder, is all that keeps other users and web pages out: who knows the URL reads and writes the data.
   * What follows the key names a database to clients; the server itself does not look at it.
   */
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
 * Rejects with {@link NotInstalledError}, {@link FolderInUseError}, {@link ForeignFolderError} or
 * {@link DidNotStartError}.
 */
declare function startEmbeddedClickHouse(options: EmbeddedClickHouseOptions): Promise<EmbeddedClickHouse>;

/** A server that is running on a data folder, as other processes on this machine see it. */
interface RunningServer {
  /** `http://127.0.0.1:PORT/KEY/default`: where it answers. Who knows it reads and writes the data. */
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
  /** Where that server answers, when it could be found out. Holds the folder's key, which the message does not show. */
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
/** The data folder belongs to another user of this machine, who could replace anything in it. */
declare class ForeignFolderError extends IngestError {
  readonly name = 'ForeignFolderError';
  readonly folder: string;
  constructor(
    folder: string,
    {
      owner,
      us,
    }: {
      readonly owner: number;
      readonly us: number;
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
  ForeignFolderError,
  NotInstalledError,
  type RunningServer,
  type ServerExit,
  findRunningServer,
  startEmbeddedClickHouse,
};
