import { readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';

/**
 * Whether node_modules holds what the lockfile says. npm writes down there what it has installed,
 * as its last act: an interrupted installation counts as none, one made by hand counts.
 */
export function npmPackagesAreThere(root) {
  const wanted = packagesIn(path.join(root, 'package-lock.json'));
  const installed = packagesIn(path.join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(([name, { version, integrity, optional, peer }]) => {
    if (name === '' || !name.includes('node_modules/')) return true;
    const found = installed[name];
    // What is optional is for another platform, most often.
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
 * Installs what the lockfile says. Install scripts stay off (.npmrc): of all packages only the
 * Kafka client needs its own, and it gets a step of its own; the binaries of the others come as
 * optional packages.
 */
export async function installNpmPackages(root, progress) {
  if (npmPackagesAreThere(root)) return 'as the lockfile says';
  progress.say('npm ci (one to two minutes when npm’s cache is empty)');
  await run('npm', ['ci', '--no-progress', '--loglevel=http'], {
    cwd: root,
    onLine: (line) => progress.detail(line.replace(/https?:\/\/[^/\s]+\//, '')),
    // npm tells the reason first and its manual after it.
    excerpt: (lines) => lines.filter((line) => line.startsWith('npm error')).slice(0, 12),
    failure: 'The packages of the lockfile could not be installed.',
    wayOut: 'look at npm’s message above; the network must reach the npm registry you configured ("npm ping" tells).',
  });
  return 'installed';
}
