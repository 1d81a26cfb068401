import path from 'node:path';
import { createClickHouse, type ClickHouse } from '@proj/clickhouse-sink';
import { IngestError } from '@proj/diagnostics';

/** Which ClickHouse to use. */
export interface ClickHouseTarget {
  /** `http(s)://user:password@host:8123/database`. Absent: an embedded server of this machine. */
  readonly url?: string;
  /**
   * Where the embedded server keeps its data: `<dataFolder>/clickhouse`. Not used when there is a
   * `url`.
   */
  readonly dataFolder: string;
  /**
   * An installed `clickhouse` to run as the embedded server, instead of the one that comes with it.
   */
  readonly binary?: string;
  /**
   * Whether to use an embedded server that already runs on this folder, instead of failing.
   * @default false
   */
  readonly joinRunning?: boolean;
  /**
   * Called when the embedded server that was started here has ended by itself, and each time that
   * it cannot be started again; with undefined once it serves again, at the same address.
   */
  readonly onProblem?: (text: string | undefined) => void;
}

/** A ClickHouse that is ready for use, and how to close it. */
export interface OpenClickHouse {
  readonly clickhouse: ClickHouse;
  /** The database that unqualified names mean. */
  readonly database: string;
  /**
   * `http(s)://host:port`, for display: without a password and without the key of an embedded
   * server.
   */
  readonly publicUrl: string;
  /**
   * Where other programs reach an embedded server: `http://127.0.0.1:PORT/KEY/default`. It gives
   * full access to the data, so it is for the person who started the server and not for logs.
   */
  readonly secretUrl?: string;
  readonly kind: 'server' | 'embedded' | 'joined';
  /** Process id of the embedded server. Changes when the server has to be started again. */
  readonly pid?: number;
  /** Closes the connections and, when the server was started here, stops it for good. */
  close(): Promise<void>;
}

/**
 * Opens the ClickHouse that a project writes to. With a `url`, nothing native is loaded and the
 * server is not contacted yet: ask with `clickhouse.ping()`. An embedded server that is started
 * here and then killed is started again, at the same address, until `close()`.
 *
 * @throws IngestError when the URL is not an HTTP URL, or the embedded server is not installed,
 *   finds its folder in use or does not start
 */
export async function openClickHouse(target: ClickHouseTarget): Promise<OpenClickHouse> {
  if (target.url !== undefined) return connect(target.url);

  const { findRunningServer, keepEmbeddedClickHouse } = await loadEmbedded();
  const dataFolder = path.join(path.resolve(target.dataFolder), 'clickhouse');
  const running = target.joinRunning ? await findRunningServer(dataFolder) : undefined;
  if (running) return { ...connect(running.url), secretUrl: running.url, kind: 'joined', pid: running.pid };

  const { binary, onProblem } = target;
  const server = await keepEmbeddedClickHouse({
    dataFolder,
    ...(binary === undefined ? {} : { binary }),
    ...(onProblem ? { onProblem } : {}),
  });
  const opened = connect(server.url);
  return {
    ...opened,
    secretUrl: server.url,
    kind: 'embedded',
    get pid() {
      return server.pid;
    },
    async close() {
      await opened.close();
      await server.stop();
    },
  };
}

function connect(url: string): OpenClickHouse {
  const clickhouse = createClickHouse({ url });
  return {
    clickhouse,
    database: clickhouse.database,
    publicUrl: clickhouse.origin,
    kind: 'server',
    close: () => clickhouse.close(),
  };
}

async function loadEmbedded(): Promise<typeof import('@proj/embedded-clickhouse')> {
  try {
    return await import('@proj/embedded-clickhouse');
  } catch (cause) {
    throw new IngestError('kafka-ingest/no-embedded-clickhouse', 'The embedded ClickHouse is not installed.', {
      retryable: false,
      cause,
      hint: 'Install @proj/embedded-clickhouse, or set CLICKHOUSE_URL to a server.',
    });
  }
}
