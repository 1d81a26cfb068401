import { describe, expect, it } from 'vitest';
import { help } from '../src/help.js';
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
    [[], 'A command is missing'],
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
  it('names every flag and every command that is understood, and no other', () => {
    const shown = [...help.matchAll(/--([a-z-]+)/g)].map(([, name]) => name);
    expect(new Set(shown)).toEqual(new Set(Object.keys(flags)));
    const commands = [
      ...help.matchAll(/^ {2}(\w+) (?:\[FOLDER(?:\|FILES?…?)?\]|QUERY|DATASOURCE|policy \w+|check NAME) /gm),
    ].map(([, name]) => name);
    expect([...new Set(commands)]).toEqual([...commandNames]);
  });
});
