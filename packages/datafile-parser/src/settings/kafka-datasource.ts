import type { SettingDefinition } from './definition.js';

const shared = { files: ['datasource'], connector: 'kafka', block: 'never' } as const;
const formats = ['avro', 'json_with_schema', 'json_without_schema'] as const;

/** What a data source reads from Kafka, and how. */
export const kafkaDatasourceSettings = [
  {
    ...shared,
    name: 'KAFKA_CONNECTION_NAME',
    value: 'name',
    required: 'kafka',
    documentation: 'The name of the .connection file, without the extension.',
  },
  {
    ...shared,
    name: 'KAFKA_TOPIC',
    value: 'text',
    required: 'kafka',
    documentation: 'The topic to read.',
  },
  {
    ...shared,
    name: 'KAFKA_GROUP_ID',
    value: 'text',
    required: 'kafka',
    documentation:
      'The consumer group. A pair of topic and group may be used by one data source only; use another group in each environment.',
  },
  {
    ...shared,
    name: 'KAFKA_AUTO_OFFSET_RESET',
    value: 'choice',
    values: ['latest', 'earliest'],
    default: 'latest',
    documentation: 'Where to begin when the group has no committed offset.',
  },
  {
    ...shared,
    name: 'KAFKA_STORE_RAW_VALUE',
    value: 'boolean',
    default: 'False',
    documentation: 'Whether the message is also kept whole, in the column __value.',
  },
  {
    ...shared,
    name: 'KAFKA_STORE_HEADERS',
    value: 'boolean',
    default: 'False',
    documentation: 'Whether the message’s headers are kept, in a column __headers Map(String, String).',
  },
  {
    ...shared,
    name: 'KAFKA_KEY_FORMAT',
    value: 'choice',
    values: formats,
    documentation:
      'How keys are decoded. Without it the key is kept as it is. avro and json_with_schema need a schema registry.',
  },
  {
    ...shared,
    name: 'KAFKA_VALUE_FORMAT',
    value: 'choice',
    values: formats,
    default: 'json_without_schema',
    documentation: 'How values are decoded. avro and json_with_schema need a schema registry.',
  },
] as const satisfies readonly SettingDefinition[];
