import { readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';

/**
 * Whether node_modules matches the lockfile. npm records there what it has installed, as its last
 * step: an interrupted installation does not count, a manual one does.
 */
export function npmPackagesAreThere(root) {
  const wanted = packagesIn(path.join(root, 'package-lock.json'));
  const installed = packagesIn(path.join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(([name, { version, integrity, optional, peer }]) => {
    if (name === '' || !name.includes('node_modules/')) return true;
    const found = installed[name];
    // Optional packages are mostly for other platforms.
    if (found === undefined) return Boolean(optional || peer);
    return found.version === version && found.integrity === integrity;
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

/**
 * Installs the lockfile. Install scripts stay off (.npmrc): only the Kafka client needs its script,
 * which has a step of its own; the other binaries come as optional packages.
 */
export async function installNpmPackages(root, progress) {
  if (npmPackagesAreThere(root)) return 'as the lockfile says';
  progress.say('npm ci (one to two minutes when npm’s cache is empty)');
  await run('npm', ['ci', '--no-progress', '--loglevel=http'], {
    cwd: root,
    onLine: (line) => progress.detail(line.replace(/https?:\/\/[^/\s]+\//, '')),
    // npm prints the reason first and its manual after it.
    excerpt: (lines) => lines.filter((line) => line.startsWith('npm error')).slice(0, 12),
    failure: 'The packages of the lockfile could not be installed.',
    wayOut: 'look at npm’s message above; the network must reach the npm registry you configured (try "npm ping").',
  });
  return 'installed';
}
