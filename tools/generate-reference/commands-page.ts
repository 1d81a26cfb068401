import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../check-packages/packages.js';
import { anchor, code, fenced, generatedNote, table } from './markdown.js';

/** What the runner says about one of its commands; its `CommandDescription`. */
export interface DescribedCommand {
  readonly name: string;
  readonly section: string;
  readonly summary: string;
  readonly details?: string;
  readonly needs?: string;
  readonly argument?: { readonly label: string };
  readonly flags: Readonly<Record<string, { readonly placeholder?: string; readonly summary: string }>>;
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  readonly environment?: readonly { readonly name: string; readonly summary: string }[];
}

/** What the page is generated from. */
export interface CommandReference {
  readonly commands: readonly DescribedCommand[];
  /** `--project FOLDER` */
  readonly flagTerm: (key: string, flag: DescribedCommand['flags'][string]) => string;
  /** Those that every command takes, each with what it means. */
  readonly globalFlags: readonly (readonly [term: string, text: string])[];
  /** By code, from 0. */
  readonly exitCodes: (commands: readonly DescribedCommand[]) => readonly string[];
}

/**
 * The commands of the runner, from the table that the command line itself uses.
 *
 * @param folder another folder of commands than the runner's own
 */
export async function commandReference(folder?: URL): Promise<CommandReference> {
  const source = (file: string): string => pathToFileURL(path.join(root, 'packages/runner/src', file)).href;
  const { commandTable } = (await import(source('command-table.ts'))) as {
    readonly commandTable: (folder?: URL) => Promise<readonly DescribedCommand[]>;
  };
  const { flagTerm, globalFlags, exitCodeTexts } = (await import(source('arguments/help-text.ts'))) as {
    readonly flagTerm: CommandReference['flagTerm'];
    readonly globalFlags: CommandReference['globalFlags'];
    readonly exitCodeTexts: CommandReference['exitCodes'];
  };
  return { commands: await commandTable(folder), flagTerm, globalFlags, exitCodes: exitCodeTexts };
}

/** The reference of the command line. */
export function commandsPage({ commands, flagTerm, globalFlags, exitCodes }: CommandReference): string {
  const sections = [...new Set(commands.map((one) => one.section))];
  return [
    generatedNote,
    '# Commands',
    `Every command of \`kafka-ingest\`. \`kafka-ingest COMMAND --help\` shows the same on a terminal, and \`kafka-ingest completion\`
completes it in a shell. How the commands behave together is in [\`@proj/runner\`](../packages/runner/README.md).`,
    ...sections.flatMap((section) => [
      `**${section}**`,
      table(
        ['command', 'what it does', 'needs'],
        commands
          .filter((one) => one.section === section)
          .map((one) => [`[${code(usage(one))}](#${anchor(title(one))})`, one.summary, one.needs ?? 'nothing']),
      ),
    ]),
    '## Options of every command',
    table(
      ['option', 'meaning'],
      globalFlags.map(([term, text]) => [code(term), text]),
    ),
    '## Exit codes',
    table(
      ['code', 'means'],
      exitCodes(commands).map((text, i) => [`${i}`, text]),
    ),
    ...commands.flatMap((one) => details(one, flagTerm)),
  ].join('\n\n');
}

function details(one: DescribedCommand, flagTerm: CommandReference['flagTerm']): readonly string[] {
  const flags = Object.entries(one.flags);
  const environment = one.environment ?? [];
  return [
    `## ${title(one)}`,
    fenced(`kafka-ingest ${usage(one)}${flags.length > 0 ? ' [options]' : ''}`, 'text'),
    one.details === undefined ? one.summary : `${one.summary} ${one.details}`,
    ...(flags.length > 0
      ? [
          table(
            ['option', 'meaning'],
            flags.map(([key, flag]) => [code(flagTerm(key, flag)), flag.summary]),
          ),
        ]
      : []),
    ...(environment.length > 0
      ? [
          table(
            ['environment variable', 'meaning'],
            environment.map(({ name, summary }) => [code(name), summary]),
          ),
        ]
      : []),
    fenced(one.examples.map(({ line, does }) => `# ${does}\n${line}`).join('\n\n'), 'sh'),
  ];
}

const usage = ({ name, argument }: DescribedCommand): string =>
  argument === undefined ? name : `${name} ${argument.label}`;

const title = ({ name }: DescribedCommand): string => `kafka-ingest ${name}`;
