import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedClickHouse, type EmbeddedClickHouse } from '@proj/embedded-clickhouse';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ask } from '../support/clickhouse.js';
import { kafkaIngest, writtenBy } from '../support/kafka-ingest.js';
import { projectFolder } from '../support/project.js';

const MARK = 'content-of-a-file-of-the-server';
let server: EmbeddedClickHouse;
let folder: string;
let stolen: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'attack-datafiles-'));
  stolen = path.join(folder, 'stolen.txt');
  await writeFile(stolen, `${MARK}\n`);
  server = await startEmbeddedClickHouse({ dataFolder: path.join(folder, 'data') });
}, 120_000);

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** ENGINE_* settings and their values; one attack may need several. */
type Attack = Readonly<Record<string, string>>;

const attacks = (): Readonly<Record<string, Attack>> => ({
  comment_over_two: {
    ENGINE_TTL: 'at + INTERVAL 1 DAY /*',
    ENGINE_SETTINGS: `index_granularity = 1024 */ AS SELECT 1, now(), x FROM file('${stolen}', 'LineAsString', 'x String')`,
  },
  nested_comment: { ENGINE_TTL: 'at /* /* */', ENGINE_SETTINGS: 'index_granularity = 1 */' },
  slash_comment: { ENGINE_SORTING_KEY: 'id // x' },
  as_select: { ENGINE_TTL: `at AS SELECT * FROM file('${stolen}')` },
  as_select_value: { ENGINE_TTL: 'at AS SELECT - 1' },
  settings_behind: { ENGINE_SORTING_KEY: 'id SETTINGS index_granularity = 1' },
  disk: { ENGINE_SETTINGS: "disk = disk(type = 'local', path = '/tmp/')" },
  escape: { ENGINE_SETTINGS: String.raw`storage_policy = '\', index_granularity = ') AS SELECT 1'` },
  statement: { ENGINE_PRIMARY_KEY: 'id; DROP DATABASE default' },
  parallel: { ENGINE_TTL: 'at PARALLEL WITH CREATE TABLE smuggled (a Int8) ENGINE = Memory' },
  heredoc: { ENGINE_PARTITION_KEY: '$x$ at $x$' },
  curly: { ENGINE_PARTITION_KEY: '“at”' },
  minus: { ENGINE_PARTITION_KEY: 'id − 1' },
  file: { ENGINE_TTL: `at + toIntervalDay(length(file('${stolen}')))` },
  file_quoted: { ENGINE_TTL: `at + toIntervalDay(length(\`fi\\x6ce\`('${stolen}')))` },
  subquery: { ENGINE_PARTITION_KEY: '(SELECT 1)' },
  other_table: { ENGINE_TTL: 'at DELETE WHERE name IN system.users' },
  dictionary: { ENGINE_SORTING_KEY: "dictGet('d', 'a', id)" },
  server: { ENGINE_SORTING_KEY: 'id, hostName()' },
  parameter: { ENGINE_SAMPLING_KEY: '{id:UInt64}' },
  variable: { ENGINE_SAMPLING_KEY: '@@max_threads' },
  bracket: { ENGINE_VER: "id) PARTITION BY (file('/etc/passwd')" },
  list: { ENGINE_VER: 'at, id' },
});

const SCHEMA = `SCHEMA >
    \`id\` UInt64 \`json:$.id\`,
    \`at\` DateTime \`json:$.at\`,
    \`name\` String \`json:$.name\`
`;

function datafile(attack: Attack, value: (setting: string, text: string) => string): string {
  const lines = Object.entries({ ENGINE_SORTING_KEY: 'id, name', ...attack }).map(
    ([setting, text]) => `${setting} ${setting in attack ? value(setting, text) : text}`,
  );
  return `${SCHEMA}\nENGINE ReplacingMergeTree\n${lines.join('\n')}\n`;
}

interface Report {
  readonly severity: string;
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

describe.each<[string, (name: string, setting: string, text: string) => string, boolean]>([
  ['as it stands in the file', (_name, _setting, text) => text, false],
  [
    'in the default of a secret',
    (name, setting, text) => `{{ tb_secret("${name}_${setting}", ${JSON.stringify(text)}) }}`,
    false,
  ],
  ['in a secret', (name, setting) => `{{ tb_secret("${name}_${setting}") }}`, true],
])('hostile SQL of a table %s', (_, value, isSecret) => {
  it('is reported for each file, and nothing is sent to ClickHouse', async () => {
    const all = Object.entries(attacks());
    const files = Object.fromEntries(
      all.map(([name, attack]) => [
        `${name}.datasource`,
        datafile(attack, (setting, text) => value(name, setting, text)),
      ]),
    );
    const project = await projectFolder(files);
    onTestFinished(() => project.remove());
    const secrets = Object.fromEntries(
      all.flatMap(([name, attack]) => Object.entries(attack).map(([setting, text]) => [`${name}_${setting}`, text])),
    );
    const env = { CLICKHOUSE_URL: server.url, ...(isSecret ? secrets : {}) };
    const check = await kafkaIngest(['check', project.path, '--format', 'json'], { env });
    expect(check.code).toBe(3);
    const reports = (JSON.parse(check.output) as readonly Report[]).filter((one) => one.severity === 'error');
    const reported = new Set(reports.map((one) => path.basename(one.path, '.datasource')));
    expect([...reported].sort()).toEqual(all.map(([name]) => name).sort());
    const codes = new Set(reports.map((one) => one.code));
    if (value('', '', '') !== '') expect([...codes]).toEqual(['datafile/unsuitable-secret']);

    const deploy = await kafkaIngest(['deploy', project.path], { env });
    expect(deploy.code).toBe(3);
    const tables = await ask<{ name: string }>(server.url, "SELECT name FROM system.tables WHERE database = 'default'");
    expect(tables).toEqual([]);
    for (const { text } of [...writtenBy('check', check), ...writtenBy('deploy', deploy)]) {
      expect(text).not.toContain(MARK);
      // No report contains a secret, neither the whole nor its faulty part.
      if (isSecret)
        expect(text).not.toMatch(/stolen|AS SELECT|DROP|smuggled|hostName|dictGet|max_threads|INTERVAL|PARALLEL/);
    }
  });
});

it('a DEFAULT, an index and a codec cannot reach outside the row either', async () => {
  const columns = [
    `a String DEFAULT file('${stolen}')`,
    `b String DEFAULT \`file\`('${stolen}')`,
    `c String DEFAULT (SELECT * FROM file('${stolen}', 'LineAsString'))`,
    "d String DEFAULT url('http://127.0.0.1:1/')",
    'e UInt8 DEFAULT sleep(3)',
    "f String DEFAULT getSetting('max_threads')",
    "g String DEFAULT CAST(1 AS x, file('/etc/passwd'))",
    'h UInt8 DEFAULT 1 IN (system.one)',
    "i String CODEC(ZSTD(file('/etc/passwd')))",
    "j String DEFAULT my_function('x')",
    'k String DEFAULT arrayMap(x -> hostName(), [1])[1]',
    "l String DEFAULT arrayStringConcat(arrayMap(x -> dictGet('d', 'a', x), [1]))",
  ];
  const files = Object.fromEntries(
    columns.map((column) => [
      `${column.charAt(0)}.datasource`,
      `SCHEMA >\n    \`id\` UInt64 \`json:$.id\`,\n    ${column}\n\nENGINE_SORTING_KEY id\n`,
    ]),
  );
  const project = await projectFolder({
    ...files,
    'm.datasource': `${SCHEMA}\nINDEXES >\n    INDEX x file('${stolen}') TYPE minmax\n    INDEX y name TYPE set(length(file('${stolen}')))\n\nENGINE_SORTING_KEY id\n`,
    'n.datasource': `${SCHEMA}\nENGINE_SORTING_KEY id\n\nFORWARD_QUERY >\n    SELECT id, file('${stolen}') AS name\n`,
    'o.datasource': `${SCHEMA}\nENGINE_SORTING_KEY id\n\nFORWARD_QUERY >\n    SELECT * FROM system.users\n`,
  });
  onTestFinished(() => project.remove());
  const env = { CLICKHOUSE_URL: server.url };
  const check = await kafkaIngest(['check', project.path, '--format', 'json'], { env });
  const reports = (JSON.parse(check.output) as readonly Report[]).filter((one) => one.severity === 'error');
  expect([...new Set(reports.map((one) => path.basename(one.path)))].sort()).toEqual(
    [...'abcdefghijklmno'].map((name) => `${name}.datasource`),
  );
  expect(check.code).toBe(3);
  expect((await kafkaIngest(['deploy', project.path], { env })).code).toBe(3);
  expect(await ask(server.url, "SELECT name FROM system.tables WHERE database = 'default'")).toEqual([]);
});

it('a secret in a key is shown as its reference when the table cannot be changed to match', async () => {
  const text = `SCHEMA >\n    \`id\` UInt64 \`json:$.id\`,\n    \`sekrit_column\` UInt64 \`json:$.b\`,\n    \`other_column\` UInt64 \`json:$.c\`\n\nENGINE_SORTING_KEY {{ tb_secret("KEY") }}\nENGINE_SETTINGS index_granularity = {{ tb_secret("SIZE", "8192") }}\n`;
  const project = await projectFolder({ 'kept.datasource': text });
  onTestFinished(() => project.remove());
  const database = `${server.url}/hidden`;
  const run = (args: readonly string[], key: string, size: string): ReturnType<typeof kafkaIngest> =>
    kafkaIngest([...args, project.path], { env: { CLICKHOUSE_URL: database, KEY: key, SIZE: size } });
  const made = await run(['deploy'], 'sekrit_column', '4321');
  expect(made.code).toBe(0);
  expect(
    await ask(server.url, "SELECT sorting_key FROM system.tables WHERE database = 'hidden' AND name = 'kept'"),
  ).toEqual([{ sorting_key: 'sekrit_column' }]);
  for (const args of [['deploy', '--check'], ['deploy']]) {
    const changed = await run(args, 'other_column, id', '1234');
    expect(changed.code).not.toBe(0);
    expect(changed.output.replaceAll(/ +/g, ' ')).toBe(
      'refused hidden.kept the sorting key is not {{ tb_secret("KEY") }}; changing it is not supported yet.\n' +
        'refused hidden.kept the settings are not index_granularity = {{ tb_secret("SIZE", "8192") }}; changing them is not supported yet.\n',
    );
    for (const { text: written } of writtenBy('deploy', changed))
      expect(written).not.toMatch(/sekrit_column|other_column|4321|1234/);
  }
  // ClickHouse's message about the statement is not repeated, because it quotes text that cannot be
  // added to a number.
  const wrong = await projectFolder({ 'wrong.datasource': text });
  onTestFinished(() => wrong.remove());
  const refused = await kafkaIngest(['deploy', wrong.path], {
    env: { CLICKHOUSE_URL: database, KEY: "id + 'sekrit text'" },
  });
  expect(refused.code).not.toBe(0);
  expect(refused.log).toContain('{{ tb_secret("KEY") }}');
  expect(refused.log + refused.output).not.toContain('sekrit');
});
