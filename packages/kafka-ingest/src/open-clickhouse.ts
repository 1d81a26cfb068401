import path from 'node:path';
import { createClickHouse, type ClickHouse } from '@proj/clickhouse-sink';
import { IngestError } from '@proj/diagnostics';
import { keepServer } from './keep-server.js';

/** Which ClickHouse to use. */
export interface ClickHouseTarget {
  /** `http(s)://user:password@host:8123/database`. Absent: an embedded server of this machine. */
  readonly url?: string;
  /** Where the embedded server keeps its data: `<dataFolder>/clickhouse`. Not used when there is a `url`. */
  readonly dataFolder: string;
  /** An installed `clickhouse` for the embedded server, instead of the one that comes with it. */
  readonly binary?: string;
  /** When an embedded server is already running on this folder: use it, instead of failing. @default false */
  readonly joinRunning?: boolean;
  /**
   * Told when the embedded server that was started here has ended by itself, and each time that it cannot be started
   * again; with undefined once it serves again, at the same address.
   */
  readonly onProblem?: (text: string | undefined) => void;
}

/** A ClickHouse that is ready to be used, and how to leave it. */
export interface OpenClickHouse {
  readonly clickhouse: ClickHouse;
  /** The database that unqualified names mean. */
  readonly database: string;
  /** `http(s)://host:port`, for texts: holds neither a password nor the key of an embedded server. */
  readonly publicUrl: string;
  /**
   * Where other programs reach an embedded server: `http://127.0.0.1:PORT/KEY/default`. Who knows it reads and writes the data:
   * it is for the person who started the server, not for logs.
   */
  readonly secretUrl?: string;
  readonly kind: 'server' | 'embedded' | 'joined';
  /** Process id of the embedded server; another one after it had to be started again. */
  readonly pid?: number;
  /** Closes the connections, and stops the server when it was started here: for good. */
  close(): Promise<void>;
}

/**
 * Opens the ClickHouse that a project writes to. Nothing native is loaded when a `url` is given. An embedded server that
 * was started here and is killed is started again, at the same address, until `close()`.
 *
 * @throws IngestError when the URL is none of HTTP, the embedded server is not installed, its folder is in use, or it
 * does not start.
 * A server behind a `url` is not contacted here: ask with `clickhouse.ping()`.
 */
export async function openClickHouse(target: ClickHouseTarget): Promise<OpenClickHouse> {
  if (target.url !== undefined) return connect(target.url);

  const { findRunningServer, startEmbeddedClickHouse } = await loadEmbedded();
  const dataFolder = path.join(path.resolve(target.dataFolder), 'clickhouse');
  const running = target.joinRunning ? await findRunningServer(dataFolder) : undefined;
  if (running) return { ...connect(running.url), secretUrl: running.url, kind: 'joined', pid: running.pid };

  const { binary, onProblem } = target;
  const server = await keepServer(
    (port) => startEmbeddedClickHouse({ dataFolder, port, ...(binary === undefined ? {} : { binary }) }),
    (text) => onProblem?.(text),
  );
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
