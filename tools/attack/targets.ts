import path from 'node:path';

/** What is attacked, in this order: the names of the modules in `targets`. */
export const targetNames = [
  'parser',
  'types',
  'expressions',
  'paths',
  'json',
  'avro',
  'protobuf',
  'json-schema',
  'clickhouse-answers',
  'registry-answers',
] as const;

export type TargetName = (typeof targetNames)[number];

export const modulePathOf = (name: TargetName): string => path.join(import.meta.dirname, 'targets', `${name}.ts`);
