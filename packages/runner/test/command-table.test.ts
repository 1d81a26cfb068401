import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flagName } from '../src/arguments/flag.js';
import { main } from '../src/cli.js';
import { commandTable } from '../src/command-table.js';
import { ExitCode } from '../src/exit-code.js';
import { recordingIo } from './recording-io.js';

const commands = await commandTable();

describe('the table of commands', () => {
  it('the table of commands has one command for each file of src/commands, named after it', () => {
    const files = readdirSync(new URL('../src/commands/', import.meta.url)).sort();
    expect(commands.map(({ name }) => `${name.replaceAll(' ', '-')}.ts`).sort()).toEqual(files);
  });

  it('the table of commands never gives a flag a value in one command and none in another', () => {
    const takesValue = new Map<string, boolean>();
    for (const { flags } of commands) {
      for (const [key, { placeholder }] of Object.entries(flags)) {
        const takes = placeholder !== undefined;
        expect([flagName(key), takesValue.get(key) ?? takes]).toEqual([flagName(key), takes]);
        takesValue.set(key, takes);
      }
    }
  });

  it('the table of commands has summaries of one or two sentences, and no group that is also a command', () => {
    const names = commands.map(({ name }) => name);
    for (const { name, summary } of commands) {
      expect(summary).toMatch(/^[A-Z].*\.$/);
      expect(names.filter((other) => other.startsWith(`${name} `))).toEqual([]);
    }
  });
});

describe('a command that is only a file in the folder of commands', () => {
  const folder = new URL('fixtures/planted-commands/', import.meta.url);
  const run = async (...argv: string[]) => {
    const io = recordingIo({ terminal: false });
    return { code: await main(argv, io, folder), out: io.outText(), err: io.errText() };
  };

  it('a command that is only a file in the folder of commands runs', async () => {
    expect(await run('greet', 'person', 'Ada', '--tone', 'cool', '--twice')).toEqual({
      code: ExitCode.Done,
      out: 'cool 2 Ada\n',
      err: '',
    });
  });

  it('a command that is only a file in the folder of commands is in the help, and has help of its own', async () => {
    expect((await run('--help')).out).toMatch(/^ {2}greet person NAME +Greet a person\.$/m);
    expect((await run('help', 'greet', 'person')).out).toContain('--tone TONE');
  });

  it('a command that is only a file in the folder of commands has its mistakes explained', async () => {
    expect((await run('greet', 'person')).err).toBe(
      'greet person needs a name.\nSee kafka-ingest greet person --help.\n',
    );
    expect((await run('gret')).err).toContain('Did you mean greet?');
    expect((await run('greet', 'person', 'Ada', '--tnoe', 'x')).err).toContain('Did you mean --tone?');
    expect(await run('greet', 'person', 'Ada', '--tone', 'hot')).toMatchObject({
      code: ExitCode.WrongUsage,
      err: '--tone takes warm or cool, not "hot".\nSee kafka-ingest greet person --help.\n',
    });
  });
});
