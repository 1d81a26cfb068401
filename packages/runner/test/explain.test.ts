import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { main } from '../src/cli.js';
import { ExitCode } from '../src/exit-code.js';
import { recordingIo } from './recording-io.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'kafka-ingest-explain-'));
  writeFileSync(
    path.join(cwd, 'orders.datasource'),
    `SCHEMA >
    id UInt64 \`json:$.id\`,
    at DateTime64(3) \`json:$.at\`,
    note Nullable(String) \`json:$.note\`,
    amount Decimal(10, 2) \`json:$.amount\`,
    seen DateTime \`json:$.seen\` DEFAULT now()
`,
  );
});
afterEach(() => rmSync(cwd, { recursive: true }));

async function explain(input: string, ...more: string[]) {
  const io = recordingIo({ terminal: false, cwd, input });
  const code = await main(['explain', ...(more.length > 0 ? more : ['orders'])], io);
  return { code, out: io.outText(), err: io.errText() };
}

const good = '{"id":18446744073709551615,"at":1767225600123,"amount":"12.345"}';
const bad = '{"id":-1,"at":"yesterday","note":"two\\nlines","amount":12}';

it('explain shows column by column what becomes of a message', async () => {
  expect(await explain(good)).toMatchInlineSnapshot(`
    {
      "code": 0,
      "err": "",
      "out": "Message of 64 bytes

       column  path      found                 type              result
    ✓  id      $.id      18446744073709551615  UInt64            18446744073709551615
    ✓  at      $.at      1767225600123         DateTime64(3)     2026-01-01 00:00:00.123
    ✓  note    $.note    (missing)             Nullable(String)  NULL
    ✓  amount  $.amount  12.345                Decimal(10, 2)    12.34
    ✓  seen    $.seen    (missing)             DateTime          DEFAULT now()

    ✓ A row of orders.
    ",
    }
  `);
});

it('explain names the columns that are wrong, and says that the message would be quarantined', async () => {
  expect(await explain(bad)).toMatchInlineSnapshot(`
    {
      "code": 1,
      "err": "",
      "out": "Message of 58 bytes

       column  path      found       type              result
    ✗  id      $.id      -1          UInt64            value '-1' on column 'id' is not UInt64, expected an integer from 0 to 18446744073709551615
    ✗  at      $.at      yesterday   DateTime64(3)     value 'yesterday' on column 'at' is not DateTime64(3), expected DateTime64(3), for example 2026-01-31 10:00:00.000
    ✓  note    $.note    two\\nlines  Nullable(String)  two\\nlines
    ✓  amount  $.amount  12          Decimal(10, 2)    12
    ✓  seen    $.seen    (missing)   DateTime          DEFAULT now()

    ✗ Goes to orders_quarantine, for 2 reasons.
    ",
    }
  `);
});

it('explain says why an input is not a message at all', async () => {
  expect(await explain('{"id":')).toMatchInlineSnapshot(`
    {
      "code": 1,
      "err": "",
      "out": "Message of 6 bytes

    ✗ __value: not JSON: the message ends too early, after byte 6
    ✗ Goes to orders_quarantine, for 1 reason.
    ",
    }
  `);
});

it('explain reads a file, and answers in JSON', async () => {
  writeFileSync(path.join(cwd, 'bad.json'), bad);
  const { code, out } = await explain('', 'orders', '--message', 'bad.json', '--format', 'json');
  expect(code).toBe(ExitCode.FailedWhileRunning);
  const { destination, reasons, columns } = JSON.parse(out) as {
    readonly destination: string;
    readonly reasons: readonly { readonly column: string; readonly code: string }[];
    readonly columns: readonly { readonly column: string; readonly found: string | null; readonly type: string }[];
  };
  expect(destination).toBe('quarantine');
  expect(reasons.map(({ column, code: reason }) => [column, reason])).toEqual([
    ['id', 'mapping/wrong-type'],
    ['at', 'mapping/wrong-type'],
  ]);
  expect(columns.find((one) => one.column === 'note')).toMatchObject({ found: 'two\nlines', type: 'Nullable(String)' });
});

it('explain is stopped by mistakes in its own file, but not by those in others', async () => {
  writeFileSync(path.join(cwd, 'other.datasource'), 'SCHEMA >\n  x Strin `json:$.x`\n');
  expect((await explain(good)).code).toBe(ExitCode.Done);
  const { code, out, err } = await explain(good, 'other');
  expect([code, out]).toEqual([ExitCode.InvalidDatafiles, '']);
  expect(err).toContain('other.datasource:2:5');
});

it('explain suggests the data source that a misspelt name means, and asks for a missing one', async () => {
  writeFileSync(path.join(cwd, 'other.datasource'), 'SCHEMA >\n  x Strin `json:$.x`\n');
  const { code, err } = await explain(good, 'order');
  expect(code).toBe(ExitCode.WrongUsage);
  expect(err).not.toContain('Strin');
  expect(err).toContain('There is no data source order.');
  expect(err).toContain('Did you mean orders?');
  const io = recordingIo({ terminal: false, cwd });
  expect(await main(['explain'], io)).toBe(ExitCode.WrongUsage);
  expect(io.errText()).toContain('explain needs the name of a data source.');
});

it('explain accepts the path of a datafile, even outside the current folder', async () => {
  mkdirSync(path.join(cwd, 'shop', 'datasources', 'eu'), { recursive: true });
  renameSync(path.join(cwd, 'orders.datasource'), path.join(cwd, 'shop/datasources/eu/orders.datasource'));
  expect((await explain(good, 'shop/datasources/eu/orders.datasource')).out).toContain('✓ A row of orders.');
  expect((await explain(good, 'datasources/eu/orders.datasource', '--project', 'shop')).code).toBe(ExitCode.Done);
  const { code, err } = await explain(good, 'datasources/order.datasource', '--project', 'shop');
  expect([code, err]).toEqual([ExitCode.WrongUsage, expect.stringContaining('Did you mean orders?')]);
});

it.each([
  ['nowhere.json', 'There is no file nowhere.json.'],
  ['.', '. is a folder.'],
])(
  'explain says in a sentence why it could not read the message %s, and not that it would be quarantined',
  async (given, text) => {
    const { code, err } = await explain('', 'orders', '--message', given);
    expect(code).toBe(ExitCode.WrongUsage);
    expect(err).toContain(text);
    expect(err).not.toMatch(/ENOENT|EISDIR/);
  },
);

it('explain reads a message from a named pipe, because the person who named it is waiting for it', async () => {
  execFileSync('mkfifo', [path.join(cwd, 'pipe')]);
  const writer = spawn('sh', ['-c', 'printf %s "$0" > pipe', good], { cwd, stdio: 'ignore' });
  const { code, out } = await explain('', 'orders', '--message', 'pipe');
  expect([code, out]).toEqual([ExitCode.Done, expect.stringContaining('✓ A row of orders.')]);
  writer.kill();
});

it('explain stops reading a message that never ends', async () => {
  const { code, err } = await explain('', 'orders', '--message', '/dev/zero');
  expect(code).toBe(ExitCode.WrongUsage);
  expect(err).toContain('/dev/zero is larger than 64 MiB.');
  const typed = await explain(' '.repeat(67_108_865), 'orders', '--message', '-');
  expect([typed.code, typed.err]).toEqual([
    ExitCode.WrongUsage,
    expect.stringContaining('Standard input is larger than 64 MiB.'),
  ]);
});

it('explain reports a .env file that it does not read, and does not hang', async () => {
  execFileSync('mkfifo', [path.join(cwd, '.env')]);
  const { code, err } = await explain(good);
  expect(code).toBe(ExitCode.InvalidDatafiles);
  expect(err).toContain('.env is a named pipe, and only regular files are read.');
});

it('explain distinguishes a null, a missing value and an empty text', async () => {
  const { out } = await explain('{"id":1,"at":null,"note":"","amount":"null"}');
  expect(out).toMatch(/at +\$\.at +\(null\)/);
  expect(out).toMatch(/note +\$\.note +\(empty\) .* \(empty\)\n/);
  expect(out).toMatch(/amount +\$\.amount +null /);
  expect(out).toMatch(/seen +\$\.seen +\(missing\)/);
});

it('explain shortens long values, found or stored, between characters', async () => {
  const { out } = await explain(`{"id":1,"at":1767225600,"amount":1,"note":"${'😀'.repeat(50)}"}`);
  const note = out.split('\n').find((one) => one.includes('$.note'));
  const shown = `${'😀'.repeat(39)}…`;
  expect(note?.split(/ {2,}/).slice(3)).toEqual([shown, 'Nullable(String)', shown]);
});

it.each([
  ['null', 'null'],
  ['[1]', 'an array'],
  ['5', 'a number'],
  ['12345678901234567890123', 'a'],
  ['"text"', 'a string'],
])('explain says that %s is not an object, even where it becomes a row of NULLs', async (message, kind) => {
  writeFileSync(path.join(cwd, 'free.datasource'), 'SCHEMA >\n  `note` Nullable(String) `json:$.note`\n');
  const { code, out } = await explain(message, 'free');
  expect(code).toBe(ExitCode.Done);
  expect(out).toMatch(
    new RegExp(`! The message is ${kind}.*, not an object: paths like \\$\\.note find nothing in it\\.`),
  );
  expect((await explain('{}', 'free')).out).not.toContain('not an object');
});

it('explain shows what fills the columns that are not mapped from the message', async () => {
  const schema =
    'SCHEMA >\n  `id` UInt8 `json:$.id`,\n  `__offset` Int64,\n  `seen` DateTime DEFAULT now(),\n  `free` String\n';
  writeFileSync(path.join(cwd, 'wide.datasource'), schema);
  const { out } = await explain('{"id":1}', 'wide');
  expect(out).toMatch(/·  __offset +Int64 +from Kafka's metadata\n/);
  expect(out).toMatch(/·  seen +DateTime +DEFAULT now\(\)\n/);
  expect(out).toMatch(/·  free +String +nothing: the default of its type\n/);
});

it('explain reports mistakes in its own file and in the files it includes, at their places there', async () => {
  mkdirSync(path.join(cwd, 'includes'));
  writeFileSync(path.join(cwd, 'includes', 'common.incl'), 'ENGINE_SORTNG_KEY id\n');
  writeFileSync(path.join(cwd, 'includes', 'unused.incl'), 'NOT_A_SETTING 1\n');
  writeFileSync(
    path.join(cwd, 'including.datasource'),
    'INCLUDE includes/common.incl\nSCHEMA >\n  `id` UInt8 `json:$.id`\n',
  );
  const { code, err } = await explain('{"id":1}', 'including');
  expect(code).toBe(ExitCode.InvalidDatafiles);
  expect(err).toContain('includes/common.incl:1:1');
  expect(err).not.toContain('unused.incl');
});

it('explain shows texts unchanged, except for what a terminal would obey', async () => {
  const esc = String.raw`\u001b[31m`;
  const { out } = await explain(`{"id":"${esc}","at":1767225600,"note":"a\\\\b${esc}","amount":1}`);
  expect(out).toContain(String.raw`a\b\x1B[31m`);
  expect(out).toContain(String.raw`value '\x1B[31m' on column 'id' is not UInt64`);
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});
