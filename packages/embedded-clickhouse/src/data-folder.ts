import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/*
 * <dataFolder>/
 *   server.json      who serves it now
 *   clickhouse.xml   settings of the server, written at every start
 *   clickhouse/      what ClickHouse keeps: databases, tables, temporary files; `status` is its lock
 */

/** Makes the folder, and tells the database's path as the server will tell it: no links in it, a slash at the end. */
export async function prepareDataFolder(dataFolder: string): Promise<string> {
  await mkdir(join(dataFolder, 'clickhouse'), { recursive: true });
  return databasePath(dataFolder);
}

export async function databasePath(dataFolder: string): Promise<string> {
  return `${await realpath(join(dataFolder, 'clickhouse')).catch(() => join(dataFolder, 'clickhouse'))}/`;
}

/** Writes the server's settings and tells the file's path. */
export async function writeConfig(dataFolder: string, path: string): Promise<string> {
  const file = join(dataFolder, 'clickhouse.xml');
  const settings: Readonly<Record<string, string>> = {
    path,
    tmp_path: `${path}tmp/`,
    user_files_path: `${path}user_files/`,
    format_schema_path: `${path}format_schemas/`,
    // Caches that grow to gigabytes by default; this server shares a machine with other work.
    mark_cache_size: String(256 << 20),
    index_mark_cache_size: String(64 << 20),
    // Clients keep idle connections for less (default of @clickhouse/client: 2.5 s).
    keep_alive_timeout: '30',
  };
  const lines = Object.entries(settings).map(([name, value]) => `  <${name}>${escapeXml(value)}</${name}>`);
  await writeFile(file, `<clickhouse>\n${lines.join('\n')}\n</clickhouse>\n`);
  return file;
}

/** What ClickHouse itself writes into its lock file: `PID: 12` and `Started at: 2026-01-01 00:00:00`, in UTC. */
export async function readLock(path: string): Promise<{ readonly pid?: number; readonly since?: string }> {
  const text = await readFile(join(path, 'status'), 'utf8').catch(() => '');
  const pid = /^PID: (\d+)/m.exec(text)?.[1];
  const since = /^Started at: (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/m.exec(text);
  return {
    ...(pid === undefined ? {} : { pid: Number(pid) }),
    ...(since === null ? {} : { since: `${since[1]}T${since[2]}Z` }),
  };
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
