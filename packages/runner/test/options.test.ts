import { describe, expect, it } from 'vitest';
import { help, helpOf } from '../src/help.js';
import { commandNames, flags, parseOptions } from '../src/options.js';

const problem = (...argv: string[]): string => {
  const parsed = parseOptions(argv);
  if (parsed.ok) throw new Error(`understood: ${JSON.stringify(parsed.options)}`);
  return parsed.problem;
};

describe('arguments', () => {
  it('take the current folder when none is given', () => {
    expect(parseOptions(['check'])).toEqual({
      ok: true,
      options: { command: 'check', folder: '.', dataFolder: undefined, format: 'text', fix: false },
    });
  });

  it('take a folder after the command or with --project', () => {
    expect(parseOptions(['deploy', 'shop', '--check'])).toMatchObject({ options: { folder: 'shop', checkOnly: true } });
    expect(parseOptions(['deploy', '--project', 'shop'])).toMatchObject({
      options: { folder: 'shop', checkOnly: false },
    });
  });

  it('give fmt any number of folders and files', () => {
    expect(parseOptions(['fmt'])).toEqual({ ok: true, options: { command: 'fmt', paths: ['.'], checkOnly: false } });
    expect(parseOptions(['fmt', 'a.datasource', 'shop', '--check'])).toMatchObject({
      options: { paths: ['a.datasource', 'shop'], checkOnly: true },
    });
    expect(parseOptions(['fmt', '--project', 'shop'])).toMatchObject({ options: { paths: ['shop'] } });
  });

  it('give the name of a connection to connection check', () => {
    expect(parseOptions(['connection', 'check', 'shop', '--format', 'json'])).toEqual({
      ok: true,
      options: { command: 'connection', connection: 'shop', folder: '.', format: 'json' },
    });
  });

  it('give a query to sql, not a folder', () => {
    expect(parseOptions(['sql', 'SELECT 1', '--project', 'shop'])).toMatchObject({
      options: { command: 'sql', query: 'SELECT 1', folder: 'shop' },
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
  ])('%j is refused with a sentence about it', (argv, text) => {
    expect(problem(...argv)).toContain(text);
  });
});

describe('--help', () => {
  it.each([['--help'], ['-h'], ['help']])('is also understood as %s, before and after a command', (word) => {
    expect(parseOptions([word])).toEqual({ ok: true, options: { command: 'help', about: undefined } });
    expect(parseOptions([word, 'fmt'])).toEqual({ ok: true, options: { command: 'help', about: 'fmt' } });
    if (word !== 'help') expect(parseOptions(['fmt', word])).toMatchObject({ options: { about: 'fmt' } });
  });

  it.each(['--version', '-v', 'version'])('stands beside %s', (word) => {
    expect(parseOptions([word])).toEqual({ ok: true, options: { command: 'version' } });
  });

  it('of a command names the flags that it understands, and no other', () => {
    for (const command of commandNames) {
      const [, options = ''] = helpOf(command).split('\nOptions\n');
      const heads = [...options.matchAll(/^ {2}(--.{22})/gm)].map(([, head]) => head).join(' ');
      const shown = [...heads.matchAll(/--[a-z-]+/g)].map(([name]) => name);
      const own = Object.entries(flags).filter(
        ([name, of]) => name !== 'version' && of.commands.some((one) => one === command),
      );
      expect(new Set(shown)).toEqual(new Set(own.map(([name]) => `--${name}`)));
      expect(helpOf(command)).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
  });

  it('fits on a terminal of 110 columns', () => {
    expect(help.split('\n').filter((line) => line.length > 110)).toEqual([]);
  });

  it('names every flag and every command that is understood, and no other', () => {
    const shown = [...help.matchAll(/--([a-z-]+)/g)].map(([, name]) => name);
    expect(new Set(shown)).toEqual(new Set(Object.keys(flags)));
    const commands = [
      ...help.matchAll(/^ {2}(\w+) (?:\[FOLDER(?:\|FILES?…?)?\]|QUERY|DATASOURCE|policy \w+|check NAME) /gm),
    ].map(([, name]) => name);
    expect([...new Set(commands)]).toEqual([...commandNames]);
  });
});
