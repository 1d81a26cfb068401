import { describe, expect, it } from 'vitest';
import { flagName } from '../src/arguments/flag.js';
import { helpOf, helpOfAll } from '../src/arguments/help-text.js';
import { parseArguments } from '../src/arguments/parse-arguments.js';
import { usageOf } from '../src/arguments/problems.js';
import { commandTable } from '../src/command-table.js';

const commands = await commandTable();

const parse = (argv: readonly string[]) => parseArguments(argv, commands, 'kafka-ingest 1.2.3');
const call = (...argv: string[]): unknown => {
  const parsed = parse(argv);
  if (parsed.kind !== 'call') throw new Error(`not a call: ${JSON.stringify(parsed)}`);
  return { command: parsed.call.command, ...(parsed.call.options as object) };
};
const problem = (...argv: string[]): string => {
  const parsed = parse(argv);
  if (parsed.kind !== 'wrong') throw new Error(`understood: ${JSON.stringify(parsed)}`);
  return parsed.problem;
};

describe('arguments', () => {
  it('the current folder is used when no argument names one', () => {
    expect(call('check')).toEqual({ command: 'check', folder: '.', format: 'text', fix: false });
    expect(call('run')).toEqual({
      command: 'run',
      folder: '.',
      dataFolder: undefined,
      live: false,
      seconds: undefined,
      logFormat: undefined,
      batchAge: { of: {} },
      batchRows: { of: {} },
      batchBytes: { of: {} },
      memory: undefined,
      stopTimeout: undefined,
      instance: undefined,
      failFast: false,
    });
  });

  it('name a folder after the command or with --project', () => {
    expect(call('deploy', 'shop', '--check')).toMatchObject({ folder: 'shop', checkOnly: true });
    expect(call('deploy', '--project', 'shop')).toMatchObject({ folder: 'shop', checkOnly: false });
  });

  it('flags may precede the command and stand between its words', () => {
    expect(call('--project', 'check', 'check')).toMatchObject({ command: 'check', folder: 'check' });
    expect(call('--format', 'json', 'connection', '--project=run', 'check', 'shop')).toEqual({
      command: 'connection check',
      connection: 'shop',
      folder: 'run',
      format: 'json',
    });
  });

  it('give limits with their units, for all data sources and for single ones', () => {
    expect(
      call('run', '--batch-age', '2s', '--batch-age=a=100ms,b=0.5s', '--batch-rows', '10_000', '--batch-bytes', '1MiB', '--memory', '1GB', '--stop-timeout', '1m'), // prettier-ignore
    ).toMatchObject({
      batchAge: { all: 2_000, of: { a: 100, b: 500 } },
      batchRows: { all: 10_000, of: {} },
      batchBytes: { all: 1_048_576, of: {} },
      memory: 1_000_000_000,
      stopTimeout: 60_000,
    });
    expect(problem('run', '--batch-age', '200')).toBe('--batch-age takes a value such as 200ms, not "200".');
    expect(problem('run', '--batch-age', '0ms')).toBe('--batch-age takes a value such as 200ms, not "0ms".');
    expect(problem('run', '--batch-age', '1s,')).toBe('--batch-age takes a value such as 200ms, not "".');
    expect(problem('run', '--batch-age', '2h')).toBe('--batch-age takes from 1ms to 10m, not "2h".');
    expect(problem('run', '--batch-rows', 'a=2M')).toBe('--batch-rows takes a value such as 50000, not "2M".');
    expect(problem('run', '--batch-bytes', '1toString')).toContain('not "1toString"');
    expect(problem('run', '--memory', '64MB')).toBe('--memory takes at least 128MB, not "64MB".');
  });

  it('move offsets to a place, a time or so long ago', () => {
    const to = (place: string): unknown => (call('offsets', 'orders', '--to', place) as { readonly to: unknown }).to;
    expect(['earliest', '1208', '90s', '7d'].map(to)).toEqual([
      'earliest',
      { offset: 1208 },
      { agoMs: 90_000 },
      { agoMs: 604_800_000 },
    ]);
    const timeMs = Date.UTC(2026, 0, 31, 10);
    expect(['2026-01-31T10:00Z', '2026-01-31 10:00', '2026-01-31T12:00:00.000+02:00'].map(to)).toEqual([{ timeMs }, { timeMs }, { timeMs }]); // prettier-ignore
    for (const place of [
      '',
      'beginning',
      '-1',
      '1.5',
      '10w',
      '2026-02-30',
      '2026-13-01',
      '1969-12-31',
      '99999999999999999',
    ]) {
      expect(problem('offsets', 'orders', `--to=${place}`)).toContain(
        `or how long ago, such as 30m or 7d, not "${place}".`,
      );
    }
  });

  it('refuse a move that is not complete', () => {
    expect(problem('offsets')).toBe('offsets needs the name of a data source.');
    expect(problem('offsets', 'orders', '--apply')).toBe('--apply needs --to, the place to move to.');
    expect(problem('offsets', 'orders', '--to', '7', '--yes')).toBe('--yes goes with --apply.');
    expect(problem('offsets', 'orders', '--partition', 'x')).toBe(
      '--partition takes a whole number from 0 on, not "x".',
    );
  });

  it('words after -- are not flags', () => {
    expect(call('sql', '--', '-- a comment\nSELECT 1')).toMatchObject({ query: '-- a comment\nSELECT 1' });
    expect(call('fmt', '--check', '--', '--project')).toMatchObject({ paths: ['--project'], checkOnly: true });
  });

  it('the last value of a repeated flag is used', () => {
    expect(call('run', '--seconds', '1', '--seconds=2.5')).toMatchObject({ seconds: 2.5 });
  });

  it('fmt accepts any number of folders and files', () => {
    expect(call('fmt')).toEqual({ command: 'fmt', paths: ['.'], checkOnly: false });
    expect(call('fmt', 'a.datasource', 'shop', '--check')).toMatchObject({
      paths: ['a.datasource', 'shop'],
      checkOnly: true,
    });
    expect(call('fmt', '--project', 'shop')).toMatchObject({ paths: ['shop'] });
  });

  it('connection check gets the name of a connection', () => {
    expect(call('connection', 'check', 'shop', '--format', 'json')).toEqual({
      command: 'connection check',
      connection: 'shop',
      folder: '.',
      format: 'json',
    });
  });

  it('sql gets a query, not a folder', () => {
    expect(call('sql', 'SELECT 1', '--project', 'shop')).toMatchObject({
      command: 'sql',
      query: 'SELECT 1',
      folder: 'shop',
    });
  });

  it.each([
    [['sql'], 'sql needs a query'],
    [['sql', 'SELECT', '1'], 'Put the query in quotes'],
    [['chekc'], 'There is no command "chekc". Did you mean check? Commands: check,'],
    [['conquer'], 'There is no command "conquer". Commands: check,'],
    [['deploy', '--fix'], '--fix does not go with deploy'],
    [['run', '--secnods', '3'], 'There is no option --secnods. Did you mean --seconds?'],
    [['run', '-x'], 'There is no option -x.'],
    [['check', '--project'], '--project takes a value.'],
    [['check', '--project', '--fix'], '--project takes a value.'],
    [['check', '--fix=yes'], '--fix takes no value.'],
    [['sql', ' '], 'sql needs a query'],
    [['explain', ''], 'explain needs the name'],
    [[], 'A command is missing. Commands: check,'],
    [['check', '--live'], '--live does not go with check'],
    [['check', 'a', 'b'], 'takes one argument'],
    [['check', 'a', '--project', 'b'], 'given twice'],
    [['check', '--format', 'xml'], 'not "xml"'],
    [['run', '--seconds', 'soon'], 'not "soon"'],
    [['run', '--seconds', '0'], 'above 0'],
    [['run', '--log-format', 'xml'], 'text or json'],
    [['connection'], 'connection takes: check NAME'],
    [['connection', 'check'], 'connection takes: check NAME'],
    [['connection', 'check', 'a', '--format', 'github'], 'text or json'],
    [['run', '--colour'], 'There is no option --colour.'],
    [['--nowhere'], 'There is no option --nowhere.'],
    [['--fix'], 'A command is missing. Commands: check,'],
    [['conquer', '--nowhere'], 'There is no option --nowhere.'],
    [['connection', 'chekc', 'a'], 'connection takes: check NAME. Did you mean connection check?'],
    [['completion'], 'completion takes bash, zsh or fish.'],
    [['completion', 'tcsh'], 'completion takes bash, zsh or fish, not "tcsh".'],
  ])('%j are refused with a sentence about the mistake', (argv, text) => {
    expect(problem(...argv)).toContain(text);
  });

  it.each([
    [['run', '--secnods', '3'], 'run'],
    [['--seconds', '0', 'run'], 'run'],
    [['deploy', '--fix'], 'deploy'],
    [['iam', 'policy', 'access', 'surplus'], 'iam policy access'],
    [['iam', 'policy'], 'iam policy'],
    [['iam'], 'iam'],
    [['conquer'], ''],
    [['--nowhere'], ''],
  ])('%j are refused by the command or group whose help says more: "%s"', (argv, refusedBy) => {
    expect(parse(argv)).toMatchObject({ kind: 'wrong', refusedBy });
  });
});

describe('--help', () => {
  it.each([['--help'], ['-h'], ['help']])('--help is also understood as %s, before and after a command', (word) => {
    const whole = { kind: 'text', text: helpOfAll(commands) };
    const ofFmt = { kind: 'text', text: helpOf(named('fmt')) };
    expect(parse([word])).toEqual(whole);
    expect(parse([word, 'fmt'])).toEqual(ofFmt);
    expect(parse([word, 'nothing'])).toEqual(whole);
    if (word !== 'help') expect(parse(['fmt', word])).toEqual(ofFmt);
  });

  it.each(['--version', '-v', 'version'])('--help does not depend on %s', (word) => {
    expect(parse([word])).toEqual({ kind: 'text', text: 'kafka-ingest 1.2.3\n' });
    if (word !== 'version') expect(parse(['check', word])).toEqual({ kind: 'text', text: 'kafka-ingest 1.2.3\n' });
  });

  it.each(commands.map((one) => [one.name, one] as const))(
    'of %s names the flags that it understands, and no other',
    (name, command) => {
      const [, options = ''] = helpOf(command).split('\nOptions\n');
      const heads = [...options.matchAll(/^ {2}(--.*)/gm)].map(([, head]) => head).join(' ');
      const shown = [...heads.matchAll(/--[a-z-]+/g)].map(([flag]) => flag);
      const own = Object.keys(command.flags).map(flagName);
      expect(new Set(shown)).toEqual(new Set([...own, '--help', '--version']));
      expect(helpOf(command)).toContain(`Usage: kafka-ingest ${usageOf(command)} [options]\n`);
      expect(parse([...name.split(' '), '--help'])).toEqual({ kind: 'text', text: helpOf(command) });
    },
  );

  it.each(commands.map((one) => [one.name, one] as const))('--help of %s shows examples that work', (name, command) => {
    for (const { line } of command.examples) {
      expect(helpOf(command)).toContain(`\n  ${line}\n`);
      expect(call(...typed(line))).toMatchObject({ command: name });
    }
  });

  it('--help of a group lists its commands', () => {
    const text = (parse(['iam', '--help']) as { readonly text: string }).text;
    expect(text).toMatch(/^Usage: kafka-ingest iam <command>/);
    expect(text).toContain('\n  iam policy access ');
    expect(text).toContain('\n  iam policy trust ');
    expect(text).not.toContain('connection check');
    expect(parse(['help', 'iam', 'policy'])).toMatchObject({ text: expect.stringContaining('iam policy trust') });
  });

  it('--help fits on a terminal of 110 columns', () => {
    const all = [helpOfAll(commands), ...commands.map(helpOf)].join('');
    expect(all.split('\n').filter((line) => line.length > 110)).toEqual([]);
  });

  it('--help of everything names every command, and only the options that every command takes', () => {
    const [listed = '', options = ''] = helpOfAll(commands).split('\nOptions\n');
    expect([...listed.matchAll(/^ {2}(\w.*?) {2,}/gm)].map(([, usage]) => usage)).toEqual(commands.map(usageOf));
    expect([...options.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag)).toEqual(['--help', '--version']);
  });

  it('--help of everything, and of a command, reads like this', async () => {
    await expect(helpOfAll(commands)).toMatchFileSnapshot('snapshots/help.txt');
    await expect(helpOf(named('deploy'))).toMatchFileSnapshot('snapshots/help-deploy.txt');
  });
});

function named(name: string) {
  const command = commands.find((one) => one.name === name);
  if (!command) throw new Error(`There is no ${name}.`);
  return command;
}

/** The arguments of an example, as a shell passes them on. */
function typed(line: string): readonly string[] {
  const [, own = ''] = /kafka-ingest (.*?)(?: > .*|\)|\s\| .*)?$/.exec(line) ?? [];
  return [...own.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
