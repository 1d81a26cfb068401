import { defineDiagnostics, message } from '@proj/diagnostics';

/** What is wrong with a project that parses, but that this engine cannot run. */
export const ingestDiagnostics = defineDiagnostics('kafka-ingest', {
  'no-kafka-datasource': {
    severity: 'error',
    message: message`There is no data source with Kafka settings in ${'folder'}.`,
    hint: message`Give a .datasource file KAFKA_CONNECTION_NAME, KAFKA_TOPIC and KAFKA_GROUP_ID.`,
  },
  'unknown-datasource': {
    severity: 'error',
    message: message`There is no data source ${'name'}.`,
    hint: message`${'advice'}`,
  },
  // Never quotes it: there may be a password in it.
  'schema-registry-url': {
    severity: 'error',
    message: message`KAFKA_SCHEMA_REGISTRY_URL of connection ${'connection'} is not the URL of a schema registry.`,
    hint: message`It begins with http:// or https://, and has user:password@ in front of the host where the registry wants them.`,
  },
  'unknown-connection': {
    severity: 'error',
    message: message`There is no connection ${'name'}.`,
    hint: message`${'advice'}`,
  },
  'column-without-type': {
    severity: 'error',
    message: message`Column ${'column'} has no type.`,
    hint: message`Write its type after its name: the rows that are sent need it.`,
  },
  'no-mapped-column': {
    severity: 'error',
    message: message`Data source ${'datasource'} reads from Kafka, but no column of its SCHEMA takes a value from the message.`,
    hint: message`Give a column a json path, for example \`data\` String \`json:$\`.`,
  },
  'meta-column-with-path': {
    severity: 'error',
    message: message`${'column'} is filled from Kafka's metadata and cannot have a json path.`,
    hint: message`Remove the path, or give the column another name.`,
  },
  'meta-column-type': {
    severity: 'error',
    message: message`${'column'} is ${'type'}: it must be ${'demand'}.`,
    hint: message`Write ${'suggestion'}, or leave the column out: it is added by itself.`,
  },
});
