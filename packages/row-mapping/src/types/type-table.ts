import { containerFamilies } from './container-families.js';
import { scalarFamilies } from './scalar-families.js';
import type { TypeFamily } from './type-family.js';

/**
 * Every type that a message can fill, with what is accepted for it. The documentation is generated
 * from it, and tests run it.
 */
export const typeTable: readonly TypeFamily[] = [...scalarFamilies, ...containerFamilies];
