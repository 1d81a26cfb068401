import type { Diagnostic } from '@proj/diagnostics';

import { datafileDiagnostics } from '../messages.js';
import { templateText } from '../model/text-value.js';
import type { KafkaDatasource } from '../model/types.js';
import type { TextOf } from './kafka-settings.js';

/** avro and json_with_schema are decoded with schemas that only a registry has. */
export function checkRegistry(
  { datasource, connection, keyFormat, valueFormat }: KafkaDatasource,
  textOf: TextOf,
): readonly Diagnostic[] {
  const url = connection.settings.get('KAFKA_SCHEMA_REGISTRY_URL');
  if (url && textOf(url.value) !== '') return [];
  return [
    { setting: 'KAFKA_KEY_FORMAT', format: keyFormat },
    { setting: 'KAFKA_VALUE_FORMAT', format: valueFormat },
  ].flatMap(({ setting, format }) => {
    if (format === undefined || format === 'json_without_schema') return [];
    const place = { file: datasource.file, span: datasource.settings.get(setting)?.value.span };
    return [datafileDiagnostics.create('registry-required', { setting, format, connection: connection.name }, place)];
  });
}

/**
 * Two data sources must not share topic and group: they would commit each other's offsets. Values that
 * cannot be known yet are compared by their templates, which is right when the secrets are the same.
 */
export function checkConsumers(datasources: readonly KafkaDatasource[], textOf: TextOf): readonly Diagnostic[] {
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
    const place = { file: one.datasource.file, span: one.groupId.span };
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
