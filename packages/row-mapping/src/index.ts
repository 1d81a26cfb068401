export { compileMapping } from './compile-mapping.js';
export type { CompiledMapping, MappingOptions } from './compile-mapping.js';
export { explainMapping } from './explain-mapping.js';
export { jsonText } from './value/json-text.js';
export { mappingDiagnostics } from './contract/messages.js';
export { rejectionReasons } from './contract/rejection-reasons.js';
export type { RejectionCode } from './contract/rejection-reasons.js';
export { clickhouseDifferences } from './types/clickhouse-differences.js';
export type { ClickHouseDifference } from './types/clickhouse-differences.js';
export { valueRules } from './types/value-rules.js';
export { typeTable } from './types/type-table.js';
export type { AcceptedSpelling, TypeFamily } from './types/type-family.js';
export type {
  BlockColumn,
  ColumnExplanation,
  MappedColumn,
  MappingProblem,
  MessageForm,
  Rejection,
  RowMapping,
  RowWriter,
} from './contract/mapping.js';
