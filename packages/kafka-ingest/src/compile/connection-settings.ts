import type { ResolvedConnection } from '@proj/datafile-parser';
import {
  kafkaSettingNames,
  type AuthProblem,
  type KafkaConnectionSettings,
  type KafkaSettingName,
} from '@proj/kafka-auth';
import type { Span } from '@proj/diagnostics';

/** A connection as the Kafka client's settings want it; an empty value counts as not given. */
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
 * Where a problem is: the line of a block that it is about, where the file itself has that line, or else the value
 * of its setting. What comes from a secret has no lines in the file.
 */
export function problemSpan({ connection, settings }: ResolvedConnection, problem: AuthProblem): Span | undefined {
  const value = connection.settings.get(problem.setting)?.value;
  if (!value) return connection.type?.span;
  const resolved = settings.get(problem.setting);
  if (problem.line === undefined || !resolved || resolved.secret) return value.span;
  return spanOfLine(connection.file.text, value.span, resolved.text.split('\n').slice(0, problem.line)) ?? value.span;
}

/** The last of these lines, found one after the other: a block may have blank lines and comments between them. */
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
