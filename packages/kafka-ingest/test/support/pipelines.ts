import { jsonCodec } from '@proj/codecs';
import { parseType, type ClickHouseType } from '@proj/clickhouse-types';
import { metaColumns, type MetaColumnName } from '@proj/datafile-parser';
import { kafkaClientConfig } from '@proj/kafka-auth';
import { compileMapping, type MappedColumn } from '@proj/row-mapping';
import type { Pipeline } from '../../src/index.js';

export function typeOf(text: string): ClickHouseType {
  const { type } = parseType(text);
  if (!type) throw new Error(`no type: ${text}`);
  return type;
}

export const clientOf = (bootstrapServers: string, more: Record<string, string> = {}) => {
  const { config } = kafkaClientConfig({ bootstrapServers, securityProtocol: 'PLAINTEXT', ...more });
  if (!config) throw new Error('no client settings');
  return config;
};

export interface PipelineOptions extends Partial<Omit<Pipeline, 'mapping' | 'landing'>> {
  /** Name, type and path. @default n Int64 $.n, name String $.name */
  readonly columns?: readonly (readonly [name: string, type: string, path: string, options?: Partial<MappedColumn>])[];
  readonly meta?: readonly MetaColumnName[];
}

/** A pipeline `events`: topic `events` → tables `d.events` and `d.events_quarantine`. */
export function pipelineOf(options: PipelineOptions = {}): Pipeline {
  const {
    columns = [['n', 'Int64', '$.n'], ['name', 'String', '$.name']],
    meta = ['__topic', '__partition', '__offset', '__timestamp', '__key', ...(options.storeHeaders ? ['__headers' as const] : [])],
    ...rest
  } = options; // prettier-ignore
  const { mapping, problems } = compileMapping(
    columns.map(([name, type, path, more]) => ({ name, type: typeOf(type), path, ...more })),
  );
  if (!mapping) throw new Error(problems.map((one) => one.diagnostic.message).join());
  const datasource = rest.datasource ?? 'events';
  return {
    datasource,
    connection: 'kafka',
    client: clientOf('127.0.0.1:1'),
    topic: datasource,
    groupId: 'group',
    autoOffsetReset: 'earliest',
    storeHeaders: false,
    storeRawValue: false,
    valueCodec: jsonCodec,
    mapping,
    landing: {
      database: 'd',
      table: datasource,
      metaColumns: meta.flatMap((name) => metaColumns.filter((one) => one.name === name)),
    },
    quarantine: { database: 'd', table: `${datasource}_quarantine` },
    maxMessageBytes: 10 * 1024 * 1024,
    ...rest,
  };
}
