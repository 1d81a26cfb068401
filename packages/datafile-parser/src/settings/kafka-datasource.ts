import type { SettingDefinition } from './definition.js';

const shared = { files: ['datasource'], connector: 'kafka', block: 'never' } as const;
const formats = ['avro', 'json_with_schema', 'json_without_schema', 'protobuf'] as const;
const addedFormats = ['protobuf'] as const;

/** What a data source reads from Kafka, and how. */
export const kafkaDatasourceSettings = [
  {
    ...shared,
    name: 'KAFKA_CONNECTION_NAME',
    value: 'name',
    required: 'kafka',
    example: 'KAFKA_CONNECTION_NAME shop_kafka',
    documentation: 'The connection to read with: the name of its .connection file, without the extension.',
  },
  {
    ...shared,
    name: 'KAFKA_TOPIC',
    value: 'text',
    required: 'kafka',
    example: 'KAFKA_TOPIC orders',
    documentation: 'The topic to read. It may contain a secret, so that each environment can read its own topic.',
  },
  {
    ...shared,
    name: 'KAFKA_GROUP_ID',
    value: 'text',
    required: 'kafka',
    example: 'KAFKA_GROUP_ID shop_orders_{{ tb_secret("ENVIRONMENT", "dev") }}',
    documentation:
      'The consumer group. Only one data source may use the same topic and group; use a different group in each environment.',
  },
  {
    ...shared,
    name: 'KAFKA_AUTO_OFFSET_RESET',
    value: 'choice',
    values: ['latest', 'earliest'],
    default: 'latest',
    example: 'KAFKA_AUTO_OFFSET_RESET earliest',
    documentation:
      'Where to start when the group has no committed offset: at the oldest retained message (`earliest`), or at the next new one (`latest`).',
  },
  {
    ...shared,
    name: 'KAFKA_STORE_RAW_VALUE',
    value: 'boolean',
    default: 'False',
    example: 'KAFKA_STORE_RAW_VALUE True',
    documentation: 'Whether to store the whole message as well, in the column __value.',
  },
  {
    ...shared,
    name: 'KAFKA_STORE_HEADERS',
    value: 'boolean',
    default: 'False',
    example: 'KAFKA_STORE_HEADERS True',
    documentation: 'Whether to store the message’s headers, in the column __headers Map(String, String).',
  },
  {
    ...shared,
    name: 'KAFKA_KEY_FORMAT',
    value: 'choice',
    values: formats,
    addedValues: addedFormats,
    example: 'KAFKA_KEY_FORMAT avro',
    documentation:
      'How keys are decoded. By default, keys are stored as they are. All formats except json_without_schema require a schema registry.',
  },
  {
    ...shared,
    name: 'KAFKA_VALUE_FORMAT',
    value: 'choice',
    values: formats,
    addedValues: addedFormats,
    default: 'json_without_schema',
    example: 'KAFKA_VALUE_FORMAT json_with_schema',
    documentation: 'How values are decoded. All formats except json_without_schema require a schema registry.',
  },
] as const satisfies readonly SettingDefinition[];
