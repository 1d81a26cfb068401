// ---- index.d.ts ----
import { IngestError } from '@proj/diagnostics';

/** Time, passed in so that tests decide how fast it goes. */
interface KeepClock {
  /** Milliseconds since some moment in the past, never going back. */
  now(): number;
  /** Calls back once after `ms`. Returns how to cancel that. */
  after(ms: number, callback: () => void): () => void;
}

/** How the server's process ended. */
interface ServerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True when `stop()` was called before. */
  readonly expected: boolean;
  /** The last lines it wrote, for the report when it was not expected. */
  readonly output: string;
}

/** Where the data is kept and how the server is started. */
interface EmbeddedClickHouseOptions {
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
interface EmbeddedClickHouse {
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
declare function startEmbeddedClickHouse(options: EmbeddedClickHouseOptions): Promise<EmbeddedClickHouse>;

/** An embedded server that is started again when it ends without having been asked to. */
interface KeptClickHouse {
  /** The same for as long as the server is kept. */
  readonly url: string;
  /** The process that serves now, or that served last. */
  readonly pid: number;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/** How the server is started, and who hears when it has ended. */
interface KeepOptions extends Omit<EmbeddedClickHouseOptions, 'port'> {
  /**
   * Called when the server has ended by itself, and each time that it cannot be started again; with
   * undefined once it serves again, at the same address.
   */
  readonly onProblem?: (text: string | undefined) => void;
}
/**
 * Starts a server as {@link startEmbeddedClickHouse} does, and starts it again at the same address
 * whenever it ends without having been asked to, until `stop()`.
 *
 * Rejects as {@link startEmbeddedClickHouse} does, when the first start fails.
 */
declare function keepEmbeddedClickHouse(options: KeepOptions): Promise<KeptClickHouse>;

/** A server that is running on a data folder, as other processes on this machine see it. */
interface RunningServer {
  /** `http://127.0.0.1:PORT/KEY/default`: where it answers. Gives full access to the data. */
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
 * Finds the server that has this data folder open, whichever process started it, and makes sure
 * that it answers.
 *
 * @example
 * await findRunningServer('/nowhere'); // => undefined
 */
declare function findRunningServer(dataFolder: string): Promise<RunningServer | undefined>;

/**
 * ClickHouse cannot be started here: an optional dependency is missing, or the platform is not
 * supported.
 */
declare class NotInstalledError extends IngestError {
  readonly name = 'NotInstalledError';
  constructor(why: string, cause?: unknown);
}
/** Another server has the data folder open. */
declare class FolderInUseError extends IngestError {
  readonly name = 'FolderInUseError';
  readonly dataFolder: string;
  /** The process id of the server that holds it, if known. */
  readonly pid: number | undefined;
  /**
   * Where that server answers, if known. Holds the folder's key, which the message does not show.
   */
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
  type KeepClock,
  type KeepOptions,
  type KeptClickHouse,
  NotInstalledError,
  type RunningServer,
  type ServerExit,
  findRunningServer,
  keepEmbeddedClickHouse,
  startEmbeddedClickHouse,
};
