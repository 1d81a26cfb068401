import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { accessKey } from './access-key.js';
import { makePrivateFolder, writePrivateFile } from './private-files.js';
import { serverXml, usersXml } from './server-config.js';

/*
 * <dataFolder>/        0700, and every file in it 0600
 *   key              the path under which the server answers
 *   server.json      which server has it open
 *   clickhouse.xml   settings of the server, written at every start
 *   users.xml        what its user may do, also written at every start
 *   clickhouse/      what ClickHouse keeps: databases, tables, temporary files; `status` is its lock
 */

/** A data folder that is ready for a server. */
export interface PreparedFolder {
  /** The database's path as the server reports it: no links in it, a slash at the end. */
  readonly path: string;
  readonly configFile: string;
  readonly usersFile: string;
  readonly key: string;
}

/**
 * Makes the folder and writes the settings. Rejects with {@link ForeignFolderError} when another
 * user owns it.
 */
export async function prepareDataFolder(
  dataFolder: string,
  options: { readonly sandbox: boolean },
): Promise<PreparedFolder> {
  await makePrivateFolder(dataFolder);
  await makePrivateFolder(join(dataFolder, 'clickhouse'));
  const path = await databasePath(dataFolder);
  const key = await accessKey(dataFolder);
  const configFile = join(dataFolder, 'clickhouse.xml');
  const usersFile = join(dataFolder, 'users.xml');
  await writePrivateFile(usersFile, usersXml(options));
  await writePrivateFile(configFile, serverXml({ path, usersFile, key }));
  return { path, configFile, usersFile, key };
}

export async function databasePath(dataFolder: string): Promise<string> {
  return `${await realpath(join(dataFolder, 'clickhouse')).catch(() => join(dataFolder, 'clickhouse'))}/`;
}

/**
 * What ClickHouse itself writes into its lock file: `PID: 12` and `Started at: 2026-01-01
 * 00:00:00`, in UTC.
 */
export async function readLock(path: string): Promise<{ readonly pid?: number; readonly since?: string }> {
  const text = await readFile(join(path, 'status'), 'utf8').catch(() => '');
  const pid = /^PID: (\d+)/m.exec(text)?.[1];
  const since = /^Started at: (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/m.exec(text);
  return {
    ...(pid === undefined ? {} : { pid: Number(pid) }),
    ...(since === null ? {} : { since: `${since[1]}T${since[2]}Z` }),
  };
}
