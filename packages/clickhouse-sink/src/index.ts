export { createBlockBuilder } from './block/block-builder.js';
export { createClickHouse } from './client/clickhouse.js';
export type { ClickHouse, ClickHouseOptions, QueryOptions } from './client/clickhouse.js';
export { clickhouseDatabase } from './client/address.js';
export { classifyError } from './client/classify-error.js';
export { InsertError, QueryError } from './client/errors.js';
export type { Failure } from './client/failure.js';
export { UnsafeSqlError } from './tables/check-definition.js';
export { createTableStatement } from './tables/create-table.js';
export { quarantineTable } from './tables/quarantine-table.js';
export { applyDeploy, DeployRefusedError, planDeploy } from './deploy/plan.js';
export type { DeployPlan, DeployStep, RefusedChange } from './deploy/deploy-plan.js';
export type {
  Block,
  BlockBuilder,
  BlockColumnDefinition,
  ColumnDefinition,
  EngineReferences,
  IndexDefinition,
  InsertFailureAction,
  InsertRequest,
  TableDefinition,
} from './contract.js';
