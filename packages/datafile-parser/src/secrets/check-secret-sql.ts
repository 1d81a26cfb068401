import { createSourceFile, type Diagnostic } from '@proj/diagnostics';

import { checkForwardQuery } from '../link/check-forward-query.js';
import { checkTable } from '../link/check-table.js';
import { DiagnosticList } from '../reporting/diagnostic-list.js';
import { datafileDiagnostics } from '../reporting/messages.js';
import { readTableSettings } from '../read/engine.js';
import { holdsSecret } from '../model/text-value.js';
import type { DatasourceFile, Setting, TableSetting, TextValue } from '../model/types.js';
import { createReports, excerpt } from '../reporting/reports.js';
import type { ResolvedText } from './resolved-text.js';

/** The SQL of a data source with its secrets in place. */
export interface SecretSql {
  /** What ENGINE_SETTINGS holds, pair by pair. */
  readonly tableSettings: readonly TableSetting[];
  readonly diagnostics: readonly Diagnostic[];
  /** The ENGINE_* settings, and FORWARD_QUERY, whose SQL may not be used. */
  readonly refused: ReadonlySet<string>;
}

/**
 * What is wrong, without a word of what the secret holds: a diagnostic of the checks may quote it.
 */
const PROBLEMS: Readonly<Record<string, string>> = {
  'invalid-expression': 'it is not complete SQL of that kind',
  'unknown-column': 'it names a column that is not in the schema',
  'unknown-function': 'it calls a function that is not among those that a table may call',
  'denied-function': 'it calls a function that a table may not call',
  'nullable-key': 'it names a column that can hold NULL',
  'aggregate-in-key': 'it holds an aggregate function, or a column with the state of one',
  'engine-column-type': 'it names a column of another type than is needed',
  'invalid-value': 'it is more than the columns that are needed',
};

/**
 * Checks what secrets put into the SQL of a table like SQL that stands in the file, by the same
 * code. What the reports say is the setting, the reference to the secret and the kind of problem.
 */
export function checkSecretSql(
  datasource: DatasourceFile,
  engine: ReadonlyMap<string, ResolvedText>,
  forwardQuery: ResolvedText | undefined,
): SecretSql {
  const secret = [...datasource.engine.settings.values()].filter(({ value }) => holdsSecret(value));
  const query = datasource.forwardQuery && holdsSecret(datasource.forwardQuery) ? datasource.forwardQuery : undefined;
  const { tableSettings } = datasource.engine;
  if (secret.length === 0 && !query) return { tableSettings, diagnostics: [], refused: new Set() };
  const { literal, findings: ofSettings } = withSecrets(datasource, engine, forwardQuery);
  const known = new Set(checkTable(datasource).map(keyOf));
  const findings = [
    ...ofSettings,
    ...checkTable(literal).filter((one) => !known.has(keyOf(one))),
    ...(query ? checkForwardQuery(literal) : []),
  ];
  const suspects: readonly Suspect[] = [
    ...secret.map(({ name, value }) => ({ name, value })),
    ...(query ? [{ name: 'FORWARD_QUERY', value: query }] : []),
  ];
  const refused = new Set<string>();
  const diagnostics = findings.flatMap((finding): Diagnostic[] => {
    const suspect = suspectOf(finding, suspects, datasource);
    if (!suspect || refused.has(suspect.name)) return [];
    refused.add(suspect.name);
    return [report(finding, suspect, datasource)];
  });
  return { tableSettings: literal.engine.tableSettings, diagnostics, refused };
}

interface Suspect {
  readonly name: string;
  readonly value: TextValue;
}

/** The data source with the values of the secrets in place of the templates. */
function withSecrets(
  datasource: DatasourceFile,
  engine: ReadonlyMap<string, ResolvedText>,
  forwardQuery: ResolvedText | undefined,
): { readonly literal: DatasourceFile; readonly findings: readonly Diagnostic[] } {
  const findings = new DiagnosticList();
  const settings = new Map<string, Setting>();
  let { tableSettings } = datasource.engine;
  for (const setting of datasource.engine.settings.values()) {
    if (!holdsSecret(setting.value)) settings.set(setting.name, setting);
    const text = engine.get(setting.name);
    if (!text?.secret) continue;
    const literal = { ...setting, value: asLiteral(setting.value, text.text) };
    settings.set(setting.name, literal);
    if (setting.name === 'ENGINE_SETTINGS') {
      const file = setting.value.file ?? datasource.file;
      tableSettings = readTableSettings(literal, createReports(createSourceFile(file.path, file.text), findings));
    }
  }
  const { forwardQuery: written, ...rest } = datasource;
  const literal: DatasourceFile = {
    ...rest,
    engine: { ...datasource.engine, settings, tableSettings },
    ...(written ? { forwardQuery: forwardQuery ? asLiteral(written, forwardQuery.text) : written } : {}),
  };
  return { literal, findings: findings.finish(datasource.file) };
}

/** Every place in the text is somewhere in the value. */
const asLiteral = (value: TextValue, text: string): TextValue => ({
  ...value,
  parts: text === '' ? [] : [{ kind: 'literal', text, span: value.span, pieces: [{ at: 0, start: value.span.start }] }],
});

const keyOf = ({ code, file, span }: Diagnostic): string => JSON.stringify([code, file?.path, span]);

/** What does not stand in a secret, but was right without it, is put down to the first. */
function suspectOf(
  { file, span }: Diagnostic,
  suspects: readonly Suspect[],
  datasource: DatasourceFile,
): Suspect | undefined {
  const within = suspects.find(
    ({ value }) =>
      span !== undefined &&
      (value.file ?? datasource.file).path === file?.path &&
      span.start >= value.span.start &&
      span.start <= value.span.end,
  );
  return within ?? suspects[0];
}

function report({ code }: Diagnostic, { name, value }: Suspect, datasource: DatasourceFile): Diagnostic {
  const problem = PROBLEMS[code.replace(/^.*\//, '')] ?? 'it does not fit the other settings of the table';
  return datafileDiagnostics.create(
    'unsuitable-secret',
    { template: referencesOf(value), setting: name, problem },
    { file: value.file ?? datasource.file, span: value.span },
  );
}

/** The secrets of a value, without the defaults, which can be long. */
const referencesOf = ({ parts }: TextValue): string =>
  [
    ...new Set(
      parts.flatMap((part) =>
        part.kind === 'secret' ? [`{{ tb_secret(${JSON.stringify(excerpt(part.name))}) }}`] : [],
      ),
    ),
  ].join(' and ');
