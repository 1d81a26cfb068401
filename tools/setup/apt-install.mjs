// Installs Debian packages where apt-get is available and permitted; elsewhere says what to do.
import { run, tryRun } from './run.mjs';
import { SetupError } from './report.mjs';

/**
 * @param {readonly string[]} missing Debian's names; when empty, nothing is done
 * @param {string} purpose for the report: "To build the Kafka client"
 */
export async function aptInstall(missing, purpose, progress) {
  if (missing.length === 0) return;
  const names = missing.join(' ');
  const wayOut = `install these packages (Debian's names): ${names}; then run this again.`;
  if (tryRun('apt-get', ['--version']) === undefined) {
    throw new SetupError(`${purpose} these packages are missing: ${names}; apt-get is not available here.`, { wayOut });
  }
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && tryRun('sudo', ['-n', 'true']) === undefined) {
    throw new SetupError(`${purpose} these packages are missing: ${names}; sudo asks for a password.`, {
      wayOut: `run "sudo apt-get install -y ${names}", then run this again.`,
    });
  }
  const aptGet = (args) =>
    run(isRoot ? 'apt-get' : 'sudo', isRoot ? args : ['-n', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      onLine: progress.detail,
      failure: `The packages could not be installed (${names}).`,
      wayOut,
    });
  const install = () => aptGet(['install', '-y', '-q', '--no-install-recommends', ...missing]);
  progress.say(`installing ${names}`);
  try {
    await install();
  } catch {
    // A fresh machine has no package lists, or old ones that refer to files that no longer exist.
    progress.say(`apt-get update, then installing ${names}`);
    await aptGet(['update', '-q']);
    await install();
  }
}
