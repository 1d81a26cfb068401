// What it takes to build the Kafka client from source.
import { aptInstall } from './apt-install.mjs';
import { tryRun } from './run.mjs';

/** Debian's name of each package, and the header or the command it brings. */
const libraries = {
  'libssl-dev': 'openssl/ssl.h',
  'zlib1g-dev': 'zlib.h',
  'libzstd-dev': 'zstd.h',
  'liblz4-dev': 'lz4frame.h',
  'libsasl2-dev': 'sasl/sasl.h',
  'libcurl4-openssl-dev': 'curl/curl.h',
};
const commands = { 'g++': 'g++', make: 'make', python3: 'python3' };

/**
 * The packages that are missing. Asks the compiler itself, so that it works on every distribution.
 */
export function missingBuildPackages() {
  const missing = Object.entries(commands)
    .filter(([, command]) => tryRun(command, ['--version']) === undefined)
    .map(([name]) => name);
  // Without a compiler nothing can be asked: name them all.
  if (missing.includes('g++')) return [...missing, ...Object.keys(libraries)];
  for (const [name, header] of Object.entries(libraries)) {
    if (tryRun('g++', ['-E', '-x', 'c++', '-'], `#include <${header}>\n`) === undefined) missing.push(name);
  }
  return missing;
}

/** Installs with apt-get what is missing; elsewhere says what is missing. */
export async function installBuildPackages(progress) {
  await aptInstall(missingBuildPackages(), 'To build the Kafka client', progress);
}
