export { compileMapping } from './compile-mapping.js';
export type { CompiledMapping, MappingOptions } from './compile-mapping.js';
export { explainMapping } from './explain-mapping.js';
export { jsonText } from './value/json-text.js';
export { mappingDiagnostics } from './contract/messages.js';
export type { RejectionCode } from './contract/rejection-reasons.js';
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
