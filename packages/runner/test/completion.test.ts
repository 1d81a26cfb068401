import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { main } from '../src/cli.js';
import { commandTable } from '../src/command-table.js';
import { recordingIo } from './recording-io.js';

async function script(shell: string): Promise<string> {
  const io = recordingIo({ terminal: false });
  expect(await main(['completion', shell], io)).toBe(0);
  return io.outText();
}

const installed = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

/** What a shell offers for a command line; the last word is the one at the cursor. */
const offers: Readonly<Record<string, (source: string, line: readonly string[]) => readonly string[]>> = {
  bash(source, line) {
    const words = ['kafka-ingest', ...line].map((word) => `'${word}'`).join(' ');
    const ask = `COMP_WORDS=(${words}); COMP_CWORD=${line.length}; _kafka_ingest; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return lines(execFileSync('bash', ['-c', `${source}\n${ask}`], { cwd: import.meta.dirname, encoding: 'utf8' }));
  },
  // Its completion system needs a terminal; what the script hands to it is printed instead.
  zsh(source, line) {
    const stubs = `compdef() { : }
_describe() { print -l -- "\${(@)\${(@P)4}%%:*}" }
compadd() { print -l -- "\${@[2,-1]}" }
_files() { [[ $1 == -/ ]] && print -l -- *(/) || print -l -- * }`;
    const words = ['kafka-ingest', ...line].map((word) => `'${word}'`).join(' ');
    const at = line.at(-1) ?? '';
    const ask = `words=(${words}) CURRENT=${line.length + 1} PREFIX='${at}'; _kafka_ingest`;
    const run = `${stubs}\n${source}\n${ask}`;
    const answer = execFileSync('zsh', ['-f', '-c', run], { cwd: import.meta.dirname, encoding: 'utf8' });
    return lines(answer).filter((one) => one.startsWith(at));
  },
  fish(source, line) {
    const ask = `complete -C 'kafka-ingest ${line.join(' ')}'`;
    const answer = execFileSync('fish', ['--no-config', '-c', `${source}\n${ask}`], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    });
    return lines(answer).map((one) => one.split('\t')[0] ?? '');
  },
};

const lines = (text: string): readonly string[] => text.split('\n').filter((one) => one !== '');

describe.each(Object.keys(offers).filter(installed))('completion in %s', (shell) => {
  const offered = async (...line: string[]) => offers[shell]?.(await script(shell), line) ?? [];

  it('offers commands, the words of longer ones, and flags', async () => {
    expect(await offered('c')).toEqual(expect.arrayContaining(['check', 'completion', 'connection']));
    expect(await offered('c')).not.toContain('deploy');
    expect(await offered('iam', '')).toContain('policy');
    expect(await offered('iam', 'policy', '')).toEqual(expect.arrayContaining(['access', 'trust']));
    expect(await offered('deploy', '--')).toEqual(expect.arrayContaining(['--check', '--data-folder', '--help']));
    expect(await offered('deploy', '--')).not.toContain('--live');
  });

  it('offers the values of a flag, and only those', async () => {
    expect(new Set(await offered('connection', 'check', 'shop', '--format', ''))).toEqual(new Set(['text', 'json']));
    expect(new Set(await offered('check', '--format', 'g'))).toEqual(new Set(['github']));
    expect(await offered('run', '--seconds', '')).toEqual([]);
  });

  it('offers files and folders where they are meant', async () => {
    const folder = shell === 'fish' ? 'fixtures/' : 'fixtures';
    expect(await offered('deploy', 'fix')).toEqual([folder]);
    expect(await offered('check', 'completion.te')).toEqual(['completion.test.ts']);
    expect(await offered('explain', 'orders', '--message', 'completion.te')).toEqual(['completion.test.ts']);
    expect(await offered('run', '--project', 'fix')).toEqual([folder]);
  });

  it('offers the words that an argument may be', async () => {
    expect(await offered('completion', 'z')).toEqual(['zsh']);
  });
});

it.each(['bash', 'zsh', 'fish'])('the script for %s knows every command and every flag of it', async (shell) => {
  const text = await script(shell);
  for (const { name, flags } of await commandTable()) {
    expect(text).toContain(`/${name.replaceAll(' ', '/')}`);
    for (const key of Object.keys(flags)) {
      const flag = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      expect(text).toContain(shell === 'fish' ? `-l ${flag}` : `--${flag}`);
    }
  }
});
