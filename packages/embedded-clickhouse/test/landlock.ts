import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { landlockVersion } = (await import(fileURLToPath(new URL('../server/confine.mjs', import.meta.url)))) as {
  readonly landlockVersion: (ffi: unknown) => number;
};

/**
 * The version of Landlock that this kernel has, 0 for none: what only the kernel stops is not
 * stopped without it.
 */
export const landlock = landlockVersion(require('ffi-rs'));
