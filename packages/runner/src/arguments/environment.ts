/** An environment variable that commands read. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly summary: string;
}

const clickhouseUrl: EnvironmentVariable = {
  name: 'CLICKHOUSE_URL',
  summary: 'http(s)://user:password@host:8123/database. Without it, an embedded server is started.',
};
const clickhouseBin: EnvironmentVariable = {
  name: 'CLICKHOUSE_BIN',
  summary: 'An installed clickhouse binary to use as the embedded server.',
};

/** For commands that talk to ClickHouse. */
export const clickhouseEnvironment = [clickhouseUrl, clickhouseBin] as const;

/** For commands that resolve secrets. */
export const secretsEnvironment: readonly EnvironmentVariable[] = [
  {
    name: 'SECRETS_DIR',
    summary:
      'A folder with one file per secret. Secrets are looked up in the environment, in this folder, in FOLDER/.env.local and in FOLDER/.env, in this order.',
  },
];
