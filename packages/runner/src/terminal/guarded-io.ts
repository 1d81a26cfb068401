import { Transform, type Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createRedactor, printable, printableJson } from '@proj/diagnostics';
import type { Io } from '../io.js';

/** The colours that our own reports and logs use. */
const OUR_COLORS = /(\u001B\[(?:0|1|2|31|33|36)m)/;

/**
 * The last defence of the terminal and the log. Everything written is escaped, except for line
 * feeds, tabs and our own colours, and known secrets are removed. The code that composes a line
 * still makes outside texts printable, because their line feeds cannot be told from ours here.
 *
 * Results that another program reads (`out` and `pipe` without a terminal) keep their bytes.
 */
export function guardedIo(io: Io): Io {
  const hides: ((text: string) => string)[] = [];
  const hidden = (text: string): string => redacted(text, (part) => hides.reduce((rest, hide) => hide(rest), part));
  return {
    ...io,
    out: (text) => io.out(io.terminal.out ? safeText(hidden(text), io.color.out) : hidden(text)),
    err: (text) => io.err(safeText(hidden(text), io.color.err)),
    pipe: (stream) => io.pipe(io.terminal.out ? printableStream(stream) : stream),
    hide: (hide) => void hides.push(hide),
    async ask(question, options) {
      const answer = await io.ask(safeText(hidden(question), io.color.err), options);
      if (options?.hidden && answer) hides.push(createRedactor([answer]));
      return answer;
    },
  };
}

/**
 * In JSON, redacts the decoded texts, so that the result is still JSON: `\n` looks like a secret
 * that begins with n.
 */
function redacted(text: string, hide: (text: string) => string): string {
  const hidden = hide(text);
  if (hidden === text || !/^[{[]/.test(text)) return hidden;
  try {
    const value: unknown = JSON.parse(text, (_, one: unknown) => (typeof one === 'string' ? hide(one) : one));
    return `${printableJson(JSON.stringify(value, null, text.startsWith('{"') ? 0 : 2))}\n`;
  } catch {
    return hidden;
  }
}

function safeText(text: string, color: boolean): string {
  if (!color) return printableLines(text);
  // The separator is captured, so every other part is one.
  return text
    .split(OUR_COLORS)
    .map((part, i) => (i % 2 === 1 ? part : printableLines(part)))
    .join('');
}

/** Escapes everything except line feeds and tabs. */
const printableLines = (text: string): string =>
  text
    .split(/([\n\t])/)
    .map((part) => (part === '\n' || part === '\t' ? part : printable(part)))
    .join('');

/** The same for a stream, whose chunks may end in the middle of a character. */
function printableStream(stream: Readable): Readable {
  const decoder = new StringDecoder('utf8');
  const escape = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, printableLines(decoder.write(chunk)));
    },
    flush(done) {
      done(null, printableLines(decoder.end()));
    },
  });
  stream.on('error', (error) => escape.destroy(error));
  escape.once('close', () => stream.destroy());
  return stream.pipe(escape);
}
