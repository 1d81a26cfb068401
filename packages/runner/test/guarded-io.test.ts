import { Readable } from 'node:stream';
import { createRedactor } from '@proj/diagnostics';
import { describe, expect, it } from 'vitest';
import { guardedIo } from '../src/terminal/guarded-io.js';
import { createLogger } from '../src/terminal/logger.js';
import { recordingIo } from './recording-io.js';

const HOSTILE = '\u001B]0;owned\u0007\u009B2J\r\u202E\u2028\u007F';
const HARMFUL = /[^\n\t\P{Cc}]|[\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;

describe('text that a command forgot to escape', () => {
  it.each([true, false])(
    'text that a command forgot to escape does not reach standard error, with colours: %s',
    (color) => {
      const io = recordingIo({ terminal: true, color: { out: color, err: color } });
      guardedIo(io).err(`\u001B[31merror\u001B[0m ${HOSTILE}\n`);
      const expected = '\\x1B]0;owned\\x07\\x9B2J\\r\\u{202E}\\u{2028}\\x7F\n';
      expect(io.errText()).toBe(color ? `\u001B[31merror\u001B[0m ${expected}` : `\\x1B[31merror\\x1B[0m ${expected}`);
    },
  );

  it('text that a command forgot to escape does not reach a terminal as a result, while a file gets every byte', () => {
    const terminal = recordingIo({ terminal: true });
    guardedIo(terminal).out(`-\t${HOSTILE}\n`);
    expect(terminal.outText()).not.toMatch(HARMFUL);
    const file = recordingIo({ terminal: false });
    guardedIo(file).out(`-\t${HOSTILE}\n`);
    expect(file.outText()).toBe(`-\t${HOSTILE}\n`);
  });

  it('text that a command forgot to escape does not reach a terminal as a stream cut anywhere, while a pipe gets every byte', async () => {
    const bytes = Buffer.from(`1\té ${HOSTILE}😀\n`);
    for (let size = 1; size < 5; size++) {
      const chunks = (): Readable =>
        Readable.from(
          Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size)),
        );
      const terminal = recordingIo({ terminal: true });
      await guardedIo(terminal).pipe(chunks());
      expect(terminal.outText()).toBe('1\té \\x1B]0;owned\\x07\\x9B2J\\r\\u{202E}\\u{2028}\\x7F😀\n');
    }
    const whole = recordingIo({ terminal: false });
    await guardedIo(whole).pipe(Readable.from([bytes]));
    expect(whole.outText()).toBe(bytes.toString());
  });

  it('writing a broken stream rejects on a terminal as well', async () => {
    const broken = new Readable({ read: () => void broken.destroy(new Error('broken off')) });
    await expect(guardedIo(recordingIo({ terminal: true })).pipe(broken)).rejects.toThrow('broken off');
  });
});

describe('the log', () => {
  it('the log of text has one line for each call, whatever the text contains', () => {
    const io = recordingIo({ terminal: true });
    createLogger(guardedIo(io), 'text').warn(
      { [HOSTILE]: HOSTILE, topic: 'a\nERROR all lost' },
      `a\n${HOSTILE}\nINFO b`,
    );
    expect(io.errText().slice(0, -1)).not.toMatch(/[\n\t]/);
    expect(io.errText()).not.toMatch(HARMFUL);
    expect(io.errText()).toContain('a\\n\\x1B]0;owned');
  });

  it('the log of JSON has one object on one line for each call, without raw control characters, and with the same texts', () => {
    const io = recordingIo({ terminal: true });
    createLogger(guardedIo(io), 'json').error({ topic: `${HOSTILE}"\n{}\uD800`, [HOSTILE]: 1 }, `a\n${HOSTILE}\uFEFF`);
    expect(io.errText()).toMatch(/^[\x20-\x7E]+\n$/);
    expect(JSON.parse(io.errText())).toMatchObject({
      level: 'error',
      topic: `${HOSTILE}"\n{}\uD800`,
      [HOSTILE]: 1,
      msg: `a\n${HOSTILE}\uFEFF`,
    });
  });
});

describe('a secret that is to be hidden', () => {
  it('a secret that is to be hidden is removed from everything that is written', () => {
    const io = recordingIo({ terminal: false });
    const guarded = guardedIo(io);
    guarded.hide(createRedactor(['planted-one']));
    guarded.hide(createRedactor(['planted-two']));
    guarded.err('planted-one and planted%2Dtwo\n');
    guarded.out('planted-two\n');
    expect(io.errText() + io.outText()).toBe('[redacted] and [redacted]\n[redacted]\n');
  });

  it('a secret that is to be hidden is removed from JSON so that it stays JSON', () => {
    const io = recordingIo({ terminal: false });
    const guarded = guardedIo(io);
    guarded.hide(createRedactor(['nplanted']));
    createLogger(guarded, 'json').info({ a: 'x\nplanted', b: 'nplanted', c: 1 }, 'y\nnplanted');
    expect(JSON.parse(io.errText())).toMatchObject({ a: 'x\nplanted', b: '[redacted]', c: 1, msg: 'y\n[redacted]' });
    expect(io.errText()).toMatch(/^[^\n]+\n$/);
  });
});
