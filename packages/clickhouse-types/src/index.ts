export { parseType } from './parse.js';
export type { ParsedType } from './parse.js';
export { printType, typesEqual } from './type/print.js';
export type { PrintOptions } from './type/print.js';
export { isNullable, shapeOf, storedType, variantMembers } from './type/inspect.js';
export { cannotTravel, canTravelAsNullable } from './type/travel.js';
export { typeDiagnostics } from './report/messages.js';
export type { TypeProblem } from './report/messages.js';
export type { ClickHouseType, TypeOf } from './type/type.js';
