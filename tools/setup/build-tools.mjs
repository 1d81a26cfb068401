// What it takes to build the Kafka client from source.
import { run, tryRun } from './run.mjs';
import { SetupError } from './report.mjs';

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

/** The packages that are missing. Asks the compiler itself, so that it works on every distribution. */
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
  const missing = missingBuildPackages();
  if (missing.length === 0) return;
  const names = missing.join(' ');
  const wayOut = `install these packages (Debian's names): ${names}; then start again.`;
  if (tryRun('apt-get', ['--version']) === undefined) {
    throw new SetupError(`To build the Kafka client these are missing: ${names}; and there is no apt-get here.`, {
      wayOut,
    });
  }
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && tryRun('sudo', ['-n', 'true']) === undefined) {
    throw new SetupError(`To build the Kafka client these are missing: ${names}; and sudo asks for a password.`, {
      wayOut: `run "sudo apt-get install -y ${names}", then start again.`,
    });
  }
  const aptGet = (args) =>
    run(isRoot ? 'apt-get' : 'sudo', isRoot ? args : ['-n', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      onLine: progress.detail,
      failure: `The build packages could not be installed (${names}).`,
      wayOut,
    });
  const install = () => aptGet(['install', '-y', '-q', '--no-install-recommends', ...missing]);
  progress.say(`installing ${names}`);
  try {
    await install();
  } catch {
    // A bare machine has no package lists, or old ones that name files which are gone.
    progress.say(`apt-get update, then installing ${names}`);
    await aptGet(['update', '-q']);
    await install();
  }
}
