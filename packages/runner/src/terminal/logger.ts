import pino from 'pino';
import { printable, printableJson } from '@proj/diagnostics';
import type { Logger } from '@proj/kafka-ingest';
import type { Io } from '../io.js';

export type LogFormat = 'text' | 'json';

/**
 * Log lines for programs (one JSON object each, by pino) or for people, on standard error. Whatever
 * a text or a field contains, each call is one line without control characters: escaped for people,
 * JSON escapes for programs.
 */
export function createLogger(io: Io, format: LogFormat): Logger {
  return format === 'json' ? jsonLogger(io) : textLogger(io);
}

function jsonLogger(io: Io): Logger {
  const stream = { write: (line: string): void => io.err(printableJson(line)) };
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    stream,
  );
  return {
    debug: (fields, text) => log.debug(fields, text),
    info: (fields, text) => log.info(fields, text),
    warn: (fields, text) => log.warn(fields, text),
    error: (fields, text) => log.error(fields, text),
  };
}

type Level = 'info' | 'warn' | 'error';
const colors: Readonly<Record<Level, number>> = { info: 36, warn: 33, error: 31 };

function textLogger(io: Io): Logger {
  const line = (level: Level, fields: Readonly<Record<string, unknown>>, text: string): void => {
    const time = new Date().toISOString().slice(11, 19);
    const mark = io.color.err ? `\u001B[${colors[level]}m${level.padEnd(5)}\u001B[0m` : level.padEnd(5);
    io.err(`${time} ${mark} ${printable(`${text}${fieldText(fields)}`)}\n`);
  };
  return {
    debug: () => undefined,
    info: (fields, text) => line('info', fields, text),
    warn: (fields, text) => line('warn', fields, text),
    error: (fields, text) => line('error', fields, text),
  };
}

/**
 * `  (key value, …)` for the fields beside the sentence. Nested values appear only in the JSON
 * format.
 */
function fieldText(fields: Readonly<Record<string, unknown>>): string {
  const shown = Object.entries(fields).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean',
  );
  return shown.length === 0 ? '' : `  (${shown.map(([name, value]) => `${name} ${String(value)}`).join(', ')})`;
}
