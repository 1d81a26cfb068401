import type { Diagnostic } from '@proj/diagnostics';

import { datafileDiagnostics } from '../reporting/messages.js';
import { literalText, templateText } from '../model/text-value.js';
import { settingState } from '../model/setting-state.js';
import type { KafkaDatasource } from '../model/types.js';
import type { TextOf } from './kafka-settings.js';

/**
 * What must hold among data sources and their connections. A value that holds a secret is judged
 * once it is resolved: its default may be replaced, and an error for a default alone would be a
 * false one.
 */
export function checkKafka(
  datasources: readonly KafkaDatasource[],
  textOf: TextOf = literalText,
): readonly Diagnostic[] {
  return [...datasources.flatMap((one) => checkRegistry(one, textOf)), ...checkConsumers(datasources, textOf)];
}

const URL = 'KAFKA_SCHEMA_REGISTRY_URL';

/** avro, json_with_schema and protobuf are decoded with schemas that only a registry has. */
function checkRegistry({ datasource, connection }: KafkaDatasource, textOf: TextOf): readonly Diagnostic[] {
  const url = connection.settings.get(URL);
  if ((url && textOf(url.value) !== '') || settingState(connection, URL) === 'broken') return [];
  return ['KAFKA_KEY_FORMAT', 'KAFKA_VALUE_FORMAT'].flatMap((name) => {
    const setting = datasource.settings.get(name);
    const format = setting && textOf(setting.value);
    if (!setting || (format !== 'avro' && format !== 'json_with_schema' && format !== 'protobuf')) return [];
    const values = { setting: name, format, connection: connection.name };
    const place = { file: setting.value.file ?? datasource.file, span: setting.value.span };
    return [datafileDiagnostics.create('registry-required', values, place)];
  });
}

/**
 * Two data sources must not share topic and group: they would commit each other's offsets. Values
 * that cannot be known yet are compared by their templates, which is right when the secrets are the
 * same.
 */
function checkConsumers(datasources: readonly KafkaDatasource[], textOf: TextOf): readonly Diagnostic[] {
  const first = new Map<string, KafkaDatasource>();
  const diagnostics: Diagnostic[] = [];
  for (const one of datasources) {
    const key = JSON.stringify(
      [one.topic, one.groupId].map((value) => textOf(value) ?? { template: templateText(value) }),
    );
    const other = first.get(key);
    if (!other) {
      first.set(key, one);
      continue;
    }
    const place = { file: one.groupId.file ?? one.datasource.file, span: one.groupId.span };
    diagnostics.push(
      datafileDiagnostics.create(
        'duplicate-consumer',
        { topic: templateText(one.topic), group: templateText(one.groupId), other: other.datasource.name },
        place,
      ),
    );
  }
  return diagnostics;
}
