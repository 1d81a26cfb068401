import { Help } from 'commander';
import { sections, type Command, type CommandDescription } from './command.js';
import type { EnvironmentVariable } from './environment.js';
import { flagName, type Flag } from './flag.js';
import { usageOf } from './problems.js';

const WIDTH = 100;

/** Shown by `kafka-ingest --help`. */
export function helpOfAll(commands: readonly Command[]): string {
  return page(
    'Usage: kafka-ingest <command> [options]',
    paragraph(
      'Reads the .connection and .datasource files in FOLDER (by default the current folder) and brings Kafka topics into ClickHouse tables. kafka-ingest COMMAND --help shows the options of a command, with examples.',
    ),
    ...sections.map((section) =>
      commandList(
        section,
        commands.filter((one) => one.section === section),
      ),
    ),
    block('Options', globalFlags),
    environmentBlock(commands.flatMap(({ environment = [] }) => environment)),
    exitCodes(commands),
  );
}

/** Shown by `kafka-ingest iam --help`: the commands whose names begin with these words. */
export function helpOfGroup(group: string, commands: readonly Command[]): string {
  const members = commands.filter(({ name }) => name.startsWith(`${group} `));
  return page(
    `Usage: kafka-ingest ${group} <command> [options]`,
    commandList('Commands', members),
    block('Options', globalFlags),
  );
}

/** Shown by `kafka-ingest COMMAND --help`. */
export function helpOf(command: Command): string {
  const { summary, details, flags, examples, environment = [] } = command;
  return page(
    `Usage: kafka-ingest ${usageOf(command)} [options]`,
    paragraph(details === undefined ? summary : `${summary} ${details}`),
    block('Options', [
      ...Object.entries(flags).map(([key, flag]) => [flagTerm(key, flag), flag.summary] as const),
      ...globalFlags,
    ]),
    `Examples\n${examples.map(({ line, does }) => `  ${line}\n      ${does}`).join('\n')}`,
    environmentBlock(environment),
    exitCodes([command]),
  );
}

/** `--project FOLDER` */
export const flagTerm = (key: string, { placeholder }: Flag<unknown>): string =>
  placeholder === undefined ? flagName(key) : `${flagName(key)} ${placeholder}`;

/** What each exit code means, in the order of the codes. */
export const exitCodeTexts = (commands: readonly CommandDescription[]): readonly string[] => [
  'Done.',
  ['Failed while running', ...commands.flatMap(({ exitCode1 }) => exitCode1 ?? [])].map((one) => `${one}.`).join(' '),
  'Wrong usage: the arguments, or a folder, file, data source or connection they name that does not exist.',
  'Datafiles invalid.',
];

type Row = readonly [term: string, text: string];

/** Understood by every command, and without one. */
export const globalFlags: readonly Row[] = [
  ['--help, -h', 'Show help; after a command, the help of that command.'],
  ['--version, -v', 'Show the version.'],
];

const page = (...parts: readonly string[]): string => `${parts.filter((part) => part !== '').join('\n\n')}\n`;

const layout = new Help();
const paragraph = (text: string): string => layout.boxWrap(text, WIDTH);

const commandList = (title: string, commands: readonly Command[]): string =>
  block(
    title,
    commands.map((one) => [usageOf(one), one.summary]),
  );

/** Rows of two columns below a title; nothing when there are none. */
function block(title: string, rows: readonly Row[], column = 26): string {
  if (rows.length === 0) return '';
  const lines = rows.map(([term, text]) => {
    const wrapped = layout.boxWrap(text, WIDTH - column).replaceAll('\n', `\n${' '.repeat(column)}`);
    return term.length > column - 4
      ? `  ${term}\n${' '.repeat(column)}${wrapped}`
      : `  ${term}`.padEnd(column) + wrapped;
  });
  return `${title}\n${lines.join('\n')}`;
}

function environmentBlock(variables: readonly EnvironmentVariable[]): string {
  const unique = new Map(variables.map(({ name, summary }) => [name, summary]));
  return block('Environment', [...unique]);
}

function exitCodes(commands: readonly Command[]): string {
  return block(
    'Exit codes',
    exitCodeTexts(commands).map((text, code) => [`${code}`, text]),
    5,
  );
}
