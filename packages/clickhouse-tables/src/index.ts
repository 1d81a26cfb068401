export { createTableStatement } from './create-table.js';
export { quarantineColumns } from './quarantine-columns.js';
export type { QuarantineColumn, QuarantineContent } from './quarantine-columns.js';
export { quarantineTable } from './quarantine-table.js';
export { planDeploy } from './deploy/plan.js';
export { applyDeploy, DeployRefusedError } from './deploy/apply.js';
export type { DeployPlan, DeployStep, RefusedChange } from './deploy/deploy-plan.js';
export type {
  DeduplicationWindowDifference,
  EngineClause,
  HiddenDifference,
  MissingColumnDifference,
  RefusedDifference,
  ShownDifference,
  TableDifference,
} from './deploy/difference.js';
export type { StatementOptions, TableServer } from './table-server.js';
export type { ColumnDefinition, EngineReferences, IndexDefinition, TableDefinition } from './definition.js';
export { readTableFacts } from './facts/read-table-facts.js';
export { splitKey } from './facts/split-key.js';
export { tableKey } from './facts/table-facts.js';
export type {
  DeduplicationFacts,
  FeedingView,
  InsertOverrides,
  ServerFacts,
  TableFacts,
  TableName,
} from './facts/table-facts.js';
