export { compileMapping } from './compile-mapping.js';
export type { CompiledMapping } from './compile-mapping.js';
export { mappingDiagnostics } from './messages.js';
export type { BlockColumn, MappedColumn, MappingProblem, Rejection, RowMapping, RowWriter } from './mapping.js';
