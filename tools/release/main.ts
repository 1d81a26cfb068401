// `npm run release`: sets the next version and writes the changelog, from the version plans. Asks
// no registry, commits nothing and publishes nothing; CONTRIBUTING.md says what follows.
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { nx } from '../processes/build-packages.js';
import { root } from '../processes/node-command.js';
import { syncVersions } from './sync-versions.js';

function run(command: string, ...args: string[]): void {
  const env = { ...process.env, NX_DAEMON: 'false' };
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}

const args = process.argv.slice(2);
run(...nx('release', '--skip-publish', ...args));
if (!args.some((one) => one === '--dry-run' || one === '-d')) {
  syncVersions(root);
  run(process.execPath, 'node_modules/prettier/bin/prettier.cjs', '--write', 'CHANGELOG.md', '--log-level', 'warn');
}
