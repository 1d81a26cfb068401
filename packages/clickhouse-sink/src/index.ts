export { createBlockBuilder } from './block/block-builder.js';
export { createClickHouse } from './client/create-clickhouse.js';
export type { ClickHouse, ClickHouseOptions, QueryOptions, QueryStreamOptions } from './client/clickhouse.js';
export { clickhouseDatabase } from './client/address.js';
export { classifyError } from './client/classify-error.js';
export { InsertError, QueryError } from './client/errors.js';
export type { Failure } from './client/failure.js';
export type {
  Block,
  BlockBuilder,
  BlockColumnDefinition,
  FilteredSelect,
  InsertFailureAction,
  InsertRequest,
  OtherColumn,
  RowFilter,
  StoredPartition,
  StoredRange,
} from './contract.js';
