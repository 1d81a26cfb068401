import { readBoolean } from '../settings/check-value.js';
import { knownText } from '../model/text-value.js';
import type { DatasourceFile, MessageFormat, TextValue } from '../model/types.js';
import { findSetting } from '../settings/table.js';

/** What of a data source's Kafka settings has a meaning beyond its text. */
export interface KafkaChoices {
  readonly autoOffsetReset: 'earliest' | 'latest';
  readonly storeHeaders: boolean;
  readonly storeRawValue: boolean;
  readonly keyFormat?: MessageFormat;
  readonly valueFormat: MessageFormat;
}

/**
 * What a value says now: secrets by their defaults when parsing, by their texts when they are
 * resolved.
 */
export type TextOf = (value: TextValue) => string | undefined;

/** Reads the choices; what is not given, or cannot be known yet, has its default. */
export function readKafkaChoices(datasource: DatasourceFile, textOf: TextOf = knownText): KafkaChoices {
  const text = (name: string): string => {
    const setting = datasource.settings.get(name);
    const standIn = findSetting('datasource', name)?.default ?? '';
    const value = (setting && textOf(setting.value)) ?? standIn;
    const allowed = findSetting('datasource', name)?.values;
    return allowed && !allowed.includes(value) ? standIn : value;
  };
  const keyFormat = text('KAFKA_KEY_FORMAT');
  return {
    autoOffsetReset: text('KAFKA_AUTO_OFFSET_RESET') as KafkaChoices['autoOffsetReset'],
    storeHeaders: readBoolean(text('KAFKA_STORE_HEADERS')) ?? false,
    storeRawValue: readBoolean(text('KAFKA_STORE_RAW_VALUE')) ?? false,
    ...(keyFormat === '' ? {} : { keyFormat: keyFormat as MessageFormat }),
    valueFormat: text('KAFKA_VALUE_FORMAT') as MessageFormat,
  };
}
