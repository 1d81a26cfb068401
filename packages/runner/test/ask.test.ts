import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ask } from '../src/terminal/ask.js';
import { guardedIo } from '../src/terminal/guarded-io.js';
import { recordingIo } from './recording-io.js';

/** A terminal whose person types this, once the question is there. */
function terminal(typed: string) {
  const input = new PassThrough();
  let screen = '';
  const output = new PassThrough().on('data', (chunk) => {
    if (screen === '') setImmediate(() => input.write(typed));
    screen += String(chunk);
  });
  return { prompt: { input, output }, input, screen: () => screen };
}

describe('a question at the terminal', () => {
  it('a question at the terminal is answered with one line, which is echoed', async () => {
    const { prompt, screen } = terminal('shop\nnot read\n');
    expect(await ask(prompt, 'Name? ')).toBe('shop');
    expect(screen()).toContain('Name? ');
    expect(screen()).toContain('shop');
  });

  it('a question at the terminal for a secret never shows the answer, however it is edited', async () => {
    const { prompt, screen } = terminal('plantex\u007Fd-secret\r');
    expect(await ask(prompt, 'Password: ', { hidden: true })).toBe('planted-secret');
    expect(screen()).toBe('Password: \n');
  });

  it.each([
    ['Ctrl-D', '\u0004'],
    ['Ctrl-C in the middle of a line', 'sho\u0003'],
  ])('a question at the terminal has no answer after %s', async (_, typed) => {
    for (const hidden of [false, true]) {
      expect(await ask(terminal(typed).prompt, 'Name? ', { hidden })).toBeUndefined();
    }
  });

  it('a question at the terminal has no answer when the input ends', async () => {
    const { prompt, input } = terminal('');
    const answer = ask(prompt, 'Name? ');
    input.end();
    expect(await answer).toBeUndefined();
  });

  it('a question at the terminal may be followed by another one', async () => {
    const { prompt, input } = terminal('one\n');
    expect(await ask(prompt, 'First? ')).toBe('one');
    input.write('two\n');
    expect(await ask(prompt, 'Second? ')).toBe('two');
  });
});

describe('a question of a command', () => {
  it('a question of a command reaches the terminal without control characters', async () => {
    const io = recordingIo({ terminal: true, answers: ['yes'] });
    expect(await guardedIo(io).ask('Drop \u001B[2Jorders? ')).toBe('yes');
    expect(io.questions).toEqual(['Drop \\x1B[2Jorders? ']);
  });

  it('a question of a command for a secret keeps the answer out of everything that is written afterwards', async () => {
    const io = recordingIo({ terminal: true, answers: ['planted-secret', 'a name', ''] });
    const guarded = guardedIo(io);
    await guarded.ask('Password: ', { hidden: true });
    await guarded.ask('Name: ');
    await guarded.ask('Password again: ', { hidden: true });
    guarded.err('planted-secret of a name\n');
    guarded.out('planted-secret\n');
    expect(io.errText() + io.outText()).toBe('[redacted] of a name\n[redacted]\n');
  });
});
