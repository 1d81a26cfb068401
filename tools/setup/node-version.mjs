import { SetupError } from './report.mjs';

/**
 * Checks `engines` of package.json here, because npm may run only after this check.
 */
const needed = [20, 19];

export async function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return process.versions.node;
  throw new SetupError(`${process.versions.node} is too old; this project needs ${needed.join('.')} or newer.`, {
    wayOut: `install Node ${needed.join('.')} or newer (with nvm: "nvm install" reads the version from .nvmrc).`,
  });
}
