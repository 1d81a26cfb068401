import { parseArgs } from 'node:util';
import { nearestName, type DiagnosticFormat } from '@proj/diagnostics';
import { parseIam, type IamOptions } from './iam-options.js';

export type LogFormat = 'text' | 'json';

/** Where the project and its embedded data are. Paths as the user gave them. */
interface ProjectOptions {
  readonly folder: string;
  readonly dataFolder: string | undefined;
}

export interface CheckOptions extends ProjectOptions {
  readonly command: 'check';
  readonly format: DiagnosticFormat;
  readonly fix: boolean;
}
export interface FmtOptions {
  readonly command: 'fmt';
  /** Folders and files. */
  readonly paths: readonly string[];
  readonly checkOnly: boolean;
}
export interface DeployOptions extends ProjectOptions {
  readonly command: 'deploy';
  readonly format: DiagnosticFormat;
  readonly checkOnly: boolean;
}
export interface RunOptions extends ProjectOptions {
  readonly command: 'run';
  readonly live: boolean;
  readonly seconds: number | undefined;
  readonly logFormat: LogFormat | undefined;
}
export interface SqlOptions extends ProjectOptions {
  readonly command: 'sql';
  readonly query: string;
  readonly format: string | undefined;
}
export interface ExplainOptions {
  readonly command: 'explain';
  readonly datasource: string;
  readonly folder: string;
  /** A file, or `-` for standard input. */
  readonly message: string;
  readonly format: 'text' | 'json';
}
export interface ConnectionOptions {
  readonly command: 'connection';
  /** The name of its file. */
  readonly connection: string;
  readonly folder: string;
  readonly format: 'text' | 'json';
}
export type Options =
  | CheckOptions
  | FmtOptions
  | DeployOptions
  | RunOptions
  | SqlOptions
  | ExplainOptions
  | ConnectionOptions
  | IamOptions
  | { readonly command: 'help'; readonly about: CommandName | undefined }
  | { readonly command: 'version' };

export type ParsedOptions =
  { readonly ok: true; readonly options: Options } | { readonly ok: false; readonly problem: string };

export const commandNames = ['check', 'fmt', 'explain', 'deploy', 'run', 'sql', 'connection', 'iam'] as const;
export type CommandName = (typeof commandNames)[number];

/** Every flag, and the commands that understand it. */
export const flags = {
  project: { type: 'string', commands: ['check', 'fmt', 'explain', 'deploy', 'run', 'sql', 'connection'] },
  'data-folder': { type: 'string', commands: ['deploy', 'run', 'sql'] },
  format: { type: 'string', commands: ['check', 'explain', 'deploy', 'sql', 'connection'] },
  message: { type: 'string', commands: ['explain'] },
  fix: { type: 'boolean', commands: ['check'] },
  check: { type: 'boolean', commands: ['fmt', 'deploy'] },
  live: { type: 'boolean', commands: ['run'] },
  seconds: { type: 'string', commands: ['run'] },
  'log-format': { type: 'string', commands: ['run'] },
  'cluster-arn': { type: 'string', commands: ['iam'] },
  topics: { type: 'string', commands: ['iam'] },
  groups: { type: 'string', commands: ['iam'] },
  'external-id-seed': { type: 'string', commands: ['iam'] },
  'account-id': { type: 'string', commands: ['iam'] },
  help: { type: 'boolean', short: 'h', commands: [...commandNames] },
  version: { type: 'boolean', short: 'v', commands: [...commandNames] },
} as const;

/** Whether a command understands a flag. */
export const understands = (command: CommandName, flag: string): boolean =>
  isFlag(flag) && (flags[flag].commands as readonly string[]).includes(command);

const isFlag = (name: string): name is keyof typeof flags => Object.hasOwn(flags, name);

const diagnosticFormats: readonly string[] = ['text', 'json', 'github'] satisfies readonly DiagnosticFormat[];
const logFormats: readonly string[] = ['text', 'json'] satisfies readonly LogFormat[];

/** Translates arguments to options. What cannot be understood is one sentence, never an exception. */
export function parseOptions(argv: readonly string[]): ParsedOptions {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: flags, allowPositionals: true, strict: true });
  } catch (error) {
    return wrong(argumentProblem(error));
  }
  const { values, positionals } = parsed;
  const [command, ...rest] = positionals;
  if (values.version || command === 'version') return { ok: true, options: { command: 'version' } };
  if (values.help || command === 'help') {
    const about = (command === 'help' ? rest[0] : command) ?? '';
    return { ok: true, options: { command: 'help', about: isCommand(about) ? about : undefined } };
  }
  if (command === undefined) return wrong(`A command is missing. Commands: ${commandNames.join(', ')}.`);
  if (!isCommand(command)) {
    return wrong(
      `There is no command "${command}".${didYouMean(command, commandNames)} Commands: ${commandNames.join(', ')}.`,
    );
  }

  const foreign = Object.keys(values).find((name) => !understands(command, name));
  if (foreign !== undefined) return wrong(`--${foreign} does not go with ${command}.`);
  if (command === 'fmt') {
    const paths = values.project === undefined ? rest : [values.project, ...rest];
    const checkOnly = values.check ?? false;
    return { ok: true, options: { command, paths: paths.length > 0 ? paths : ['.'], checkOnly } };
  }
  if (command === 'iam') {
    const options = parseIam(rest, values);
    return typeof options === 'string' ? wrong(options) : { ok: true, options };
  }
  if (command === 'connection') {
    const [verb, connection, ...more] = rest;
    if (verb !== 'check' || connection === undefined || more.length > 0) {
      return wrong('connection takes: check NAME, the name of a .connection file.');
    }
    const { format = 'text', project: folder = '.' } = values;
    if (format !== 'text' && format !== 'json') return wrong(`--format takes text or json, not "${format}".`);
    return { ok: true, options: { command, connection, folder, format } };
  }
  if (rest.length > 1) {
    const quote = command === 'sql' ? ' Put the query in quotes.' : '';
    return wrong(`${command} takes one argument, not ${rest.length}: ${rest.join(' ')}.${quote}`);
  }
  const [argument] = rest;
  const dataFolder = values['data-folder'];

  if (command === 'sql') {
    if (argument === undefined || argument.trim() === '')
      return wrong('sql needs a query, for example: kafka-ingest sql "SELECT 1".');
    return {
      ok: true,
      options: { command, query: argument, folder: values.project ?? '.', dataFolder, format: values.format },
    };
  }
  if (command === 'explain') {
    if (argument === undefined || argument === '') return wrong('explain needs the name of a data source.');
    const format = values.format ?? 'text';
    if (format !== 'text' && format !== 'json') return wrong(`--format takes text or json, not "${format}".`);
    const { message = '-', project: folder = '.' } = values;
    return { ok: true, options: { command, datasource: argument, folder, message, format } };
  }
  if (argument !== undefined && values.project !== undefined) {
    return wrong(`The folder is given twice: ${argument} and --project ${values.project}.`);
  }
  const folder = argument ?? values.project ?? '.';

  switch (command) {
    case 'check':
    case 'deploy': {
      const format = values.format ?? 'text';
      if (!isDiagnosticFormat(format)) return wrong(`--format takes text, json or github, not "${format}".`);
      return command === 'check'
        ? { ok: true, options: { command, folder, dataFolder, format, fix: values.fix ?? false } }
        : { ok: true, options: { command, folder, dataFolder, format, checkOnly: values.check ?? false } };
    }
    case 'run': {
      const logFormat = values['log-format'];
      if (logFormat !== undefined && !isLogFormat(logFormat)) {
        return wrong(`--log-format takes text or json, not "${logFormat}".`);
      }
      const seconds = values.seconds === undefined ? undefined : Number(values.seconds);
      if (seconds !== undefined && !(seconds > 0 && Number.isFinite(seconds))) {
        return wrong(`--seconds takes a number above 0, not "${values.seconds ?? ''}".`);
      }
      return { ok: true, options: { command, folder, dataFolder, live: values.live ?? false, seconds, logFormat } };
    }
  }
}

const wrong = (problem: string): ParsedOptions => ({ ok: false, problem });
const isCommand = (text: string): text is CommandName => (commandNames as readonly string[]).includes(text);
const isDiagnosticFormat = (text: string): text is DiagnosticFormat => diagnosticFormats.includes(text);
const isLogFormat = (text: string): text is LogFormat => logFormats.includes(text);

function didYouMean(text: string, names: readonly string[], prefix = ''): string {
  const meant = nearestName(text, names);
  return meant === undefined ? '' : ` Did you mean ${prefix}${meant}?`;
}

/** Node's own texts for wrong arguments go on to explain its API; the first sentence is what a user needs. */
function argumentProblem(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const unknown = /^Unknown option '(-*)([^']*)'/.exec(text);
  if (unknown) {
    const [, dashes = '', name = ''] = unknown;
    return `There is no option ${dashes}${name}.${didYouMean(name, Object.keys(flags), '--')}`;
  }
  const value =
    /^Option '(?:-\w, )?(--[\w-]+)[^']*' (argument missing|does not take an argument|argument is ambiguous)/.exec(text);
  if (value) return `${value[1]} takes ${value[2] === 'does not take an argument' ? 'no value' : 'a value'}.`;
  const [first = text] = text.split(/\. |\n/, 1);
  return first.endsWith('.') ? first : `${first}.`;
}
