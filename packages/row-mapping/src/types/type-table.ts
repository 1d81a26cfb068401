import { containerFamilies } from './container-families.js';
import { numberFamilies } from './number-families.js';
import { textFamilies } from './text-families.js';
import { timeFamilies } from './time-families.js';
import type { TypeFamily } from './type-family.js';

/**
 * Every type that a message can fill, with what is accepted for it. The documentation is generated
 * from it, and tests run it.
 */
export const typeTable: readonly TypeFamily[] = [
  ...numberFamilies,
  ...textFamilies,
  ...timeFamilies,
  ...containerFamilies,
];
