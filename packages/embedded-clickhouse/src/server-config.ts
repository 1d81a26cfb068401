/*
 * Two files that ClickHouse reads at its start: what the server is, and what its one user `default`
 * may do.
 */

/** What the settings depend on. */
export interface ServerConfig {
  /** Where ClickHouse keeps its files, with a slash at the end. */
  readonly path: string;
  readonly usersFile: string;
  /** The path under which the server answers; lower-case hexadecimal digits. */
  readonly key: string;
}

/**
 * The server's settings. It answers under its key; every other path is 404, those of ClickHouse's
 * own pages too.
 */
export function serverXml({ path, usersFile, key }: ServerConfig): string {
  const settings: Readonly<Record<string, string>> = {
    path,
    tmp_path: `${path}tmp/`,
    user_files_path: `${path}user_files/`,
    format_schema_path: `${path}format_schemas/`,
    users_config: usersFile,
    // Caches that grow to gigabytes by default; this server shares a machine with other work.
    mark_cache_size: String(256 << 20),
    index_mark_cache_size: String(64 << 20),
    // Clients keep idle connections for less (default of @clickhouse/client: 2.5 s).
    keep_alive_timeout: '30',
  };
  const lines = Object.entries(settings).map(([name, value]) => `  <${name}>${escapeXml(value)}</${name}>`);
  return `<clickhouse>
${lines.join('\n')}
  <http_handlers>
    <rule>
      <url>regex:/${key}(/.*)?</url>
      <handler>
        <type>dynamic_query_handler</type>
        <query_param_name>query</query_param_name>
      </handler>
    </rule>
  </http_handlers>
</clickhouse>
`;
}

/**
 * What a connector needs of its server: databases, tables, views and rows. Nothing that reads or
 * writes files, calls other servers, runs programs or makes users.
 */
const grants: readonly string[] = [
  `SHOW, SELECT, INSERT, ALTER, CREATE DATABASE, CREATE TABLE, CREATE VIEW, CREATE TEMPORARY TABLE, CREATE FUNCTION,
   DROP, TRUNCATE, OPTIMIZE, KILL QUERY, SYSTEM ON *.*`,
  ...['', 'Replacing', 'Summing', 'Aggregating', 'Collapsing', 'VersionedCollapsing', 'Graphite', 'Coalescing'].map(
    (kind) => `TABLE ENGINE ON ${kind}MergeTree`,
  ),
  // Hold rows in the server itself, and have nothing to do with the world outside.
  ...['Memory', 'Null', 'Log', 'TinyLog', 'StripeLog', 'Buffer', 'Set', 'Join', 'Merge'].map(
    (engine) => `TABLE ENGINE ON ${engine}`,
  ),
];

/** The user `default`, from this machine only. Without the sandbox it may do everything. */
export function usersXml({ sandbox }: { readonly sandbox: boolean }): string {
  const given = sandbox
    ? `\n${grants.map((one) => `        <query>GRANT ${one}</query>`).join('\n')}\n      `
    : undefined;
  return `<clickhouse>
  <profiles><default/></profiles>
  <quotas><default/></quotas>
  <users>
    <default>
      <password></password>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>${given === undefined ? '' : `\n      <grants>${given}</grants>`}
    </default>
  </users>
</clickhouse>
`;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
