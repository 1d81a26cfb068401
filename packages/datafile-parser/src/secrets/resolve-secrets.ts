import { sortDiagnostics, type Diagnostic, type SourceFile } from '@proj/diagnostics';

import { appendAll } from '../reporting/append-all.js';
import { checkKafka } from '../link/check-kafka.js';
import { readKafkaChoices, type KafkaChoices } from '../link/kafka-settings.js';
import { datafileDiagnostics } from '../reporting/messages.js';
import { checkSettingValue } from '../settings/check-value.js';
import { templateText } from '../model/text-value.js';
import type { ConnectionFile, DatasourceFile, Project, Setting, TextValue } from '../model/types.js';
import type { FileKind } from '../settings/definition.js';
import { findSetting } from '../settings/table.js';
import { checkSecretSql } from './check-secret-sql.js';
import { resolveText, type SecretLookup } from './resolve-text.js';
import type { ResolvedText } from './resolved-text.js';

/** A connection whose settings hold their secrets. */
export interface ResolvedConnection {
  readonly connection: ConnectionFile;
  readonly name: string;
  /** By upper-case name. A setting whose secret is missing is left out. */
  readonly settings: ReadonlyMap<string, ResolvedText>;
  /**
   * Names of settings that were reported as unusable or missing, those of missing secrets among
   * them.
   */
  readonly broken: ReadonlySet<string>;
  /** True when a file that it includes could not be read, so that settings may be missing. */
  readonly incomplete?: boolean;
}

/** A data source whose settings hold their secrets. */
export interface ResolvedDatasource {
  readonly datasource: DatasourceFile;
  readonly name: string;
  /** KAFKA_* and the like by upper-case name. A setting whose secret is missing is left out. */
  readonly settings: ReadonlyMap<string, ResolvedText>;
  /**
   * The ENGINE_* settings by upper-case name. Without those whose secret is missing or holds what
   * may not be there.
   */
  readonly engine: ReadonlyMap<string, ResolvedText>;
  /** What ENGINE_SETTINGS holds, pair by pair. The values are SQL, texts with their quotes. */
  readonly tableSettings: readonly { readonly name: string; readonly value: string }[];
  readonly description?: ResolvedText;
  readonly forwardQuery?: ResolvedText;
}

/** A data source that reads from Kafka, ready to be run. */
export interface ResolvedKafkaDatasource extends KafkaChoices {
  readonly datasource: ResolvedDatasource;
  readonly connection: ResolvedConnection;
  readonly topic: ResolvedText;
  readonly groupId: ResolvedText;
}

/** A project whose secrets are in place. */
export interface ResolvedProject {
  readonly connections: readonly ResolvedConnection[];
  readonly datasources: readonly ResolvedDatasource[];
  /** Without those whose topic, group or connection lack a secret. */
  readonly kafkaDatasources: readonly ResolvedKafkaDatasource[];
}

/**
 * Puts the secrets into a project and checks again what depends on them. No diagnostic holds a
 * secret.
 *
 * @param lookup Asked once for each use of a secret; undefined means that it is not set.
 */
export function resolveSecrets(
  project: Project,
  lookup: SecretLookup,
): { readonly project: ResolvedProject; readonly diagnostics: readonly Diagnostic[] } {
  const resolver = createResolver(lookup);
  const connections = new Map(project.connections.map((one) => [one, resolver.connection(one)] as const));
  const datasources = new Map(project.datasources.map((one) => [one, resolver.datasource(one)] as const));
  const textOf = (value: TextValue): string | undefined => resolveText(value, lookup).text?.text;
  const kafkaDatasources = project.kafkaDatasources.flatMap((one): ResolvedKafkaDatasource[] => {
    const datasource = datasources.get(one.datasource);
    const connection = connections.get(one.connection);
    const topic = datasource?.settings.get('KAFKA_TOPIC');
    const groupId = datasource?.settings.get('KAFKA_GROUP_ID');
    if (!datasource || !connection || !topic || !groupId) return [];
    const choices = readKafkaChoices(one.datasource, textOf);
    return [{ datasource, connection, topic, groupId, ...choices }];
  });
  const diagnostics = [
    ...resolver.diagnostics,
    ...notYetReported(checkKafka(project.kafkaDatasources, textOf), checkKafka(project.kafkaDatasources)),
  ];
  return {
    project: { connections: [...connections.values()], datasources: [...datasources.values()], kafkaDatasources },
    diagnostics: sortDiagnostics(diagnostics),
  };
}

/** Leaves out what linking has already reported. */
function notYetReported(all: readonly Diagnostic[], reported: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = ({ code, file, span }: Diagnostic): string => JSON.stringify([code, file?.path, span]);
  const known = new Set(reported.map(key));
  return all.filter((one) => !known.has(key(one)));
}

function createResolver(lookup: SecretLookup): {
  readonly diagnostics: Diagnostic[];
  connection(one: ConnectionFile): ResolvedConnection;
  datasource(one: DatasourceFile): ResolvedDatasource;
} {
  const diagnostics: Diagnostic[] = [];

  const resolve = (value: TextValue, file: SourceFile): ResolvedText | undefined => {
    const { text, missing } = resolveText(value, lookup);
    for (const { name, span } of missing ?? []) {
      diagnostics.push(
        datafileDiagnostics.create('missing-secret', { secret: name }, { file: value.file ?? file, span }),
      );
    }
    return text;
  };

  const settings = (
    kind: FileKind,
    all: ReadonlyMap<string, Setting>,
    file: SourceFile,
  ): ReadonlyMap<string, ResolvedText> => {
    const resolved = new Map<string, ResolvedText>();
    for (const { name, value } of all.values()) {
      const text = resolve(value, file);
      if (!text) continue;
      const definition = findSetting(kind, name);
      const problem = definition && text.secret ? checkSettingValue(definition, text.text) : undefined;
      if (!problem) resolved.set(name, text);
      else {
        const place = { file: value.file ?? file, span: value.span };
        diagnostics.push(
          problem.code === 'empty-value'
            ? datafileDiagnostics.create('empty-value', { name }, place)
            : datafileDiagnostics.create(
                'invalid-value',
                { name, found: `The value of ${templateText(value)}`, advice: problem.advice },
                place,
              ),
        );
      }
    }
    return resolved;
  };

  return {
    diagnostics,
    connection: (connection) => {
      const resolved = settings('connection', connection.settings, connection.file);
      const unresolved = [...connection.settings.keys()].filter((name) => !resolved.has(name));
      return {
        connection,
        name: connection.name,
        settings: resolved,
        broken: new Set([...connection.broken, ...unresolved]),
        ...(connection.incomplete === true ? { incomplete: true } : {}),
      };
    },
    datasource: (datasource) => {
      const description = datasource.description && resolve(datasource.description, datasource.file);
      const forwardQuery = datasource.forwardQuery && resolve(datasource.forwardQuery, datasource.file);
      const engine = settings('datasource', datasource.engine.settings, datasource.file);
      const checked = checkSecretSql(datasource, engine, forwardQuery);
      appendAll(diagnostics, checked.diagnostics);
      return {
        datasource,
        name: datasource.name,
        settings: settings('datasource', datasource.settings, datasource.file),
        engine: new Map([...engine].filter(([name]) => !checked.refused.has(name))),
        tableSettings: checked.refused.has('ENGINE_SETTINGS')
          ? []
          : checked.tableSettings.map(({ name, value }) => ({ name: name.value, value: value.value })),
        ...(description ? { description } : {}),
        ...(forwardQuery && !checked.refused.has('FORWARD_QUERY') ? { forwardQuery } : {}),
      };
    },
  };
}
