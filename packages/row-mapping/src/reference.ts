export { rejectionReasons } from './contract/rejection-reasons.js';
export { clickhouseDifferences } from './types/clickhouse-differences.js';
export type { ClickHouseDifference } from './types/clickhouse-differences.js';
export type { AcceptedSpelling, TypeFamily } from './types/type-family.js';
export { typeTable } from './types/type-table.js';
export { valueRules } from './types/value-rules.js';
