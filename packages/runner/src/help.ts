import { understands, type CommandName } from './options.js';

/** Shown by `kafka-ingest --help`. A test holds it against the options that are really understood. */
export const help = `Usage: kafka-ingest <command> [FOLDER] [options]

Reads the .connection and .datasource files in FOLDER (the current folder when not given)
and brings Kafka topics into ClickHouse tables.

Commands
  check [FOLDER|FILE]   Say what is wrong with the datafiles. Needs neither Kafka nor ClickHouse.
  fmt [FOLDER|FILES…]   Bring datafiles into their canonical form, and list those that changed.
  explain DATASOURCE    Show, column by column, what becomes of one message.
  deploy [FOLDER]       Create or extend the tables that the datafiles describe.
  run [FOLDER]          Deploy, then consume until stopped. Ctrl-C or SIGTERM drains and commits.
  sql QUERY             Ask ClickHouse, the running embedded one included.
  connection check NAME Try a Kafka connection step by step, from its servers to the lag of its groups.
  iam policy access     Print the access policy of the AWS role that reads an MSK cluster.
  iam policy trust      Print the role's trust policy, with the external id of a connection.

Options
  --project FOLDER      The folder, where it is not given after the command.
  --format FORMAT       check, deploy: text, json or github. explain, connection: text or json.
                        Default: text. sql: any output format of ClickHouse. Default: PrettyCompact
                        on a terminal, TabSeparatedWithNames elsewhere.
  --message FILE        explain: the message. Default: -, standard input.
  --fix                 check: first put right what can only be meant in one way, in the files.
  --check               deploy: only show what would be done. fmt: only show it, as a diff.
  --live                run: show counters in place instead of log lines.
  --seconds N           run: stop by itself after N seconds, with a summary.
  --log-format FORMAT   run: text or json. Default: text on a terminal, json elsewhere.
  --data-folder FOLDER  Data of the embedded ClickHouse. Default: FOLDER/.kafka-ingest
  --cluster-arn ARN     iam policy access: the only cluster. Default: every one.
  --topics, --groups    iam policy access: the only topics and consumer groups, separated by commas.
  --external-id-seed S  iam policy trust: what the external id is made from, usually the name of
                        the connection.
  --account-id NUMBER   iam policy trust: the AWS account that kafka-ingest runs with; several
                        separated by commas.
  --help, -h            What there is, or with a command: what belongs to it.
  --version, -v

Environment
  CLICKHOUSE_URL        http(s)://user:password@host:8123/database. Not set: an embedded server
                        is started.
  CLICKHOUSE_BIN        An installed clickhouse binary to use as the embedded server.
  SECRETS_DIR           A folder with one file per secret. Secrets are looked up in the environment,
                        there, in FOLDER/.env.local and in FOLDER/.env, in this order.

Exit codes
  0  Done.
  1  Failed while running. explain: the message would be quarantined.
     fmt --check: a file would change.
  2  Wrong usage: the arguments, or a folder, file, data source or connection that they
     name and that is not there.
  3  Datafiles invalid.
`;

/** Shown by `kafka-ingest COMMAND --help`: what of the whole belongs to the command. */
export function helpOf(command: CommandName): string {
  const usages = entries('Commands').filter((one) => one.startsWith(`  ${command} `));
  const options = entries('Options').filter((one) => {
    const names = [...one.slice(0, TEXT_COLUMN).matchAll(/--([a-z-]+)/g)];
    return names.some(([, name = '']) => name !== 'version' && understands(command, name));
  });
  const rest = help.slice(help.indexOf(command === 'fmt' || command === 'iam' ? 'Exit codes' : 'Environment'));
  return `Usage: kafka-ingest <command> [options]\n\n${usages.join('\n')}\n\nOptions\n${options.join('\n')}\n\n${rest}`;
}

/** Where the texts begin; what goes on in the next line begins there, too. */
const TEXT_COLUMN = 24;

/** The entries of a section, each with the lines on which it goes on. */
function entries(section: string): readonly string[] {
  const [, text = ''] = help.split(`\n\n${section}\n`);
  const [own = ''] = text.split('\n\n', 1);
  return own.split(/\n(?! {4})/);
}
