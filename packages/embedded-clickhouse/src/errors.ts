import { IngestError } from '@proj/diagnostics';

const USE_A_SERVER =
  'Set CLICKHOUSE_URL to a running ClickHouse server, or CLICKHOUSE_BIN to an installed `clickhouse`.';

/**
 * ClickHouse cannot be started here: an optional dependency is missing, or the platform is not
 * supported.
 */
export class NotInstalledError extends IngestError {
  override readonly name = 'NotInstalledError';

  constructor(why: string, cause?: unknown) {
    super('embedded-clickhouse/not-installed', `The embedded ClickHouse is not installed: ${why}`, {
      retryable: false,
      cause,
      hint: USE_A_SERVER,
    });
  }
}

/** Another server has the data folder open. */
export class FolderInUseError extends IngestError {
  override readonly name = 'FolderInUseError';
  readonly dataFolder: string;
  /** The process id of the server that holds it, if known. */
  readonly pid: number | undefined;
  /**
   * Where that server answers, if known. Holds the folder's key, which the message does not show.
   */
  readonly url: string | undefined;

  constructor(dataFolder: string, holder: { readonly pid?: number; readonly url?: string; readonly since?: string }) {
    const who =
      holder.pid === undefined ? 'another ClickHouse server' : `the ClickHouse server of process ${holder.pid}`;
    const where = holder.url === undefined ? '' : ` at ${new URL(holder.url).origin}`;
    const since = holder.since === undefined ? '' : ` since ${holder.since}`;
    super('embedded-clickhouse/folder-in-use', `The data folder ${dataFolder} is in use by ${who}${where}${since}.`, {
      retryable: true,
      hint: 'Stop that process, use its server, or choose another data folder.',
    });
    this.dataFolder = dataFolder;
    this.pid = holder.pid;
    this.url = holder.url;
  }
}

/** The data folder belongs to another user of this machine, who could replace anything in it. */
export class ForeignFolderError extends IngestError {
  override readonly name = 'ForeignFolderError';
  readonly folder: string;

  constructor(folder: string, { owner, us }: { readonly owner: number; readonly us: number }) {
    super(
      'embedded-clickhouse/foreign-folder',
      `The data folder ${folder} belongs to the user with id ${owner}, and this process runs as ${us}.`,
      {
        retryable: false,
        hint: `Choose another data folder, run as its owner, or give it to this user: chown -R ${us} on that folder.`,
      },
    );
    this.folder = folder;
  }
}

/** The server ended or did not answer while it was starting. */
export class DidNotStartError extends IngestError {
  override readonly name = 'DidNotStartError';

  constructor(why: string, output: string, cause?: unknown) {
    const said = output.trim() === '' ? '' : ` It said: ${output.trim()}`;
    super('embedded-clickhouse/did-not-start', `The embedded ClickHouse did not start: ${why}.${said}`, {
      retryable: true,
      cause,
      hint: USE_A_SERVER,
    });
  }
}
