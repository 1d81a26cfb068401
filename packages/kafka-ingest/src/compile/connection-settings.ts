import type { ResolvedConnection, ResolvedText } from '@proj/datafile-parser/secrets';
import {
  kafkaSettingNames,
  type AuthProblem,
  type KafkaConnectionSettings,
  type KafkaSettingName,
} from '@proj/kafka-auth';
import type { SourceFile, Span } from '@proj/diagnostics';

/**
 * The settings of a connection by the names that `kafka-auth` has for them. An empty value counts
 * as not given.
 */
export function connectionSettings(connection: ResolvedConnection): KafkaConnectionSettings {
  const found: Partial<Record<keyof KafkaConnectionSettings, string>> = {};
  for (const [key, name] of Object.entries(kafkaSettingNames) as [keyof KafkaConnectionSettings, string][]) {
    const text = connection.settings.get(name)?.text;
    if (text !== undefined && text !== '') found[key] = text;
  }
  return { bootstrapServers: '', ...found };
}

/** The settings whose values come from secrets. */
export const settingsFromSecrets = ({ settings }: ResolvedConnection): ReadonlySet<KafkaSettingName> =>
  new Set(Object.values(kafkaSettingNames).filter((name) => settings.get(name)?.secret === true));

/**
 * Where a problem is shown: at the part of a value or the line of a block that it is about, if the
 * file has that text, and otherwise at the value of its setting. A missing setting is shown at the
 * setting that needs it. A value from a secret has no parts or lines in the file.
 */
export function problemPlace(
  { connection, settings }: ResolvedConnection,
  problem: AuthProblem,
): { readonly file: SourceFile; readonly span?: Span } {
  const [value] = [problem.setting, ...(problem.neededBy ?? [])].flatMap(
    (name) => connection.settings.get(name)?.value ?? [],
  );
  if (!value) return { file: connection.file, ...(connection.type ? { span: connection.type.span } : {}) };
  const file = value.file ?? connection.file;
  return { file, span: partOfValue(file.text, value.span, settings.get(problem.setting), problem) ?? value.span };
}

function partOfValue(
  file: string,
  within: Span,
  resolved: ResolvedText | undefined,
  { span, line }: AuthProblem,
): Span | undefined {
  if (!resolved || resolved.secret) return undefined;
  if (span) return spanOfPart(file, within, resolved.text, span);
  return line === undefined ? undefined : spanOfLine(file, within, resolved.text.split('\n').slice(0, line));
}

/**
 * The part never begins further left in the file than in the text, which lost quotes and blanks.
 */
function spanOfPart(file: string, within: Span, text: string, part: Span): Span | undefined {
  const wanted = text.slice(part.start, part.end);
  const start = file.indexOf(wanted, within.start + part.start);
  const end = start + wanted.length;
  return start >= 0 && end <= within.end ? { start, end } : undefined;
}

/**
 * The last of these lines, looking for one after the other: blank lines and comments may stand
 * between them.
 */
function spanOfLine(file: string, within: Span, lines: readonly string[]): Span | undefined {
  let span: Span | undefined;
  let from = within.start;
  for (const line of lines) {
    const text = line.trim();
    const start = file.indexOf(text, from);
    if (start < 0 || start + text.length > within.end) return undefined;
    span = { start, end: start + text.length };
    from = span.end;
  }
  return span;
}
