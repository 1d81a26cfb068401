// Provides the native part of @confluentinc/kafka-javascript: from the cache, prebuilt, or built
// from source.
import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { cacheFolder } from './cache.mjs';
import { installBuildPackages } from './build-tools.mjs';
import { run, tryRun } from './run.mjs';
import { SetupError } from './report.mjs';

const prebuiltLimitMs = 20_000;
const binaryPath = path.join('build', 'Release', 'confluent-kafka-javascript.node');

export async function provideKafkaClient(root, progress) {
  const folder = path.join(root, 'node_modules', '@confluentinc', 'kafka-javascript');
  if (loads(folder)) return 'loads';
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const cached = path.join(cacheFolder, cacheName(version));

  if (existsSync(cached)) {
    copyInto(cached, folder);
    if (loads(folder)) return `${version}, from ${cached}`;
    // Built on this system, but the libraries it was linked with are gone: a new container with an
    // old cache.
    await installBuildPackages(progress);
    if (loads(folder)) return `${version}, from ${cached}`;
  }

  let how = 'prebuilt';
  if (!(await fetchPrebuilt(folder, progress))) {
    how = 'built from source';
    await buildFromSource(folder, progress);
  }
  const problem = whyNotLoaded(folder);
  if (problem !== undefined) {
    throw new SetupError(`${version} was ${how}, but does not load.`, {
      wayOut: `remove ${path.join(folder, 'build')} and run this again; if it fails again, the message above names the library.`,
      output: problem,
    });
  }
  keep(folder, cached);
  return `${version}, ${how}; kept in ${cached}`;
}

/**
 * What a binary depends on: version, Node's ABI, platform, and the system that provides its
 * libraries.
 */
function cacheName(version) {
  return ['kafka-javascript', version, `abi${process.versions.modules}`, process.platform, process.arch, system()].join(
    '-',
  );
}

function system() {
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    const value = (name) => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(release)?.[1] ?? '';
    return `${value('ID')}${value('VERSION_ID')}`.replace(/[^\w.]/g, '') || 'linux';
  } catch {
    return os.release();
  }
}

const loads = (folder) => existsSync(path.join(folder, binaryPath)) && whyNotLoaded(folder) === undefined;

/** Loads it in a separate process: a binary built for another system may crash it. */
function whyNotLoaded(folder) {
  const script = `try { require(${JSON.stringify(path.join(folder, binaryPath))}); } catch (error) { console.log(error.message); }`;
  const output = tryRun(process.execPath, ['-e', script]);
  if (output === undefined) return 'The process that loaded it crashed.';
  return output.trim() || undefined;
}

function nodePreGyp(folder) {
  return createRequire(path.join(folder, 'package.json')).resolve('@mapbox/node-pre-gyp/bin/node-pre-gyp');
}

async function fetchPrebuilt(folder, progress) {
  progress.say('looking for a prebuilt binary');
  try {
    await run(process.execPath, [nodePreGyp(folder), 'install'], {
      cwd: folder,
      timeoutMs: prebuiltLimitMs,
      onLine: progress.detail,
      failure: 'No prebuilt binary is available.',
      wayOut: 'it is built from source.',
    });
  } catch {
    return false;
  }
  return loads(folder);
}

async function buildFromSource(folder, progress) {
  await installBuildPackages(progress);
  progress.say('building it from source, once for this machine (one to three minutes)');
  const environment = {
    // Otherwise the build downloads its own OpenSSL and other libraries.
    CKJS_LINKING: 'dynamic',
    // If inherited, these would make its makefiles run in parallel where they cannot.
    JOBS: '',
    MAKEFLAGS: '',
    ...headersOfThisNode(),
  };
  const options = {
    cwd: folder,
    env: environment,
    onLine: (line) => progress.detail(brief(line)),
    failure: 'The Kafka client could not be built from source.',
    wayOut:
      'look at the compiler’s message above. The build needs g++, make, python3, Node’s headers and the packages that CONTRIBUTING.md names.',
  };
  await run(process.execPath, [nodePreGyp(folder), 'clean', 'configure'], options);
  // The library first and alone: its makefile has no rule for the output of its own configure
  // script, so nothing may run in parallel with that. The rest compiles in parallel.
  await run('make', ['-C', 'build', 'BUILDTYPE=Release', 'librdkafka'], options);
  await run('make', ['-C', 'build', 'BUILDTYPE=Release', `-j${os.availableParallelism()}`], options);
}

/** Node's headers if they are installed next to it; otherwise they are downloaded. */
function headersOfThisNode() {
  const prefix = path.dirname(path.dirname(process.execPath));
  try {
    const text = readFileSync(path.join(prefix, 'include', 'node', 'node_version.h'), 'utf8');
    const part = (name) => new RegExp(`#define NODE_${name}_VERSION (\\d+)`).exec(text)?.[1];
    const version = ['MAJOR', 'MINOR', 'PATCH'].map(part).join('.');
    return version === process.versions.node ? { npm_config_nodedir: prefix } : {};
  } catch {
    return {};
  }
}

/** `gcc -MD … -c rdkafka_conf.c -o …` → `rdkafka_conf.c`. */
const brief = (line) => /[\w+]+\.(?:c|cc|cpp)\b/.exec(line)?.[0] ?? line;

/** The binary and the libraries it loads relative to itself. */
function filesOf(folder) {
  const libraries = path.join('build', 'deps');
  const names = existsSync(path.join(folder, libraries)) ? readdirSync(path.join(folder, libraries)) : [];
  return [
    binaryPath,
    ...names.filter((name) => /\.(so|dylib)(\.\d+)*$/.test(name)).map((name) => path.join(libraries, name)),
  ];
}

function copyInto(source, target) {
  for (const file of filesOf(source)) {
    mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
    // Never overwritten in place: another process may have the old file loaded.
    rmSync(path.join(target, file), { force: true });
    copyFileSync(path.join(source, file), path.join(target, file));
  }
}

/** Moved into the cache with a single rename: others see all of it or nothing. */
function keep(folder, cached) {
  const partial = `${cached}.${randomBytes(4).toString('hex')}`;
  copyInto(folder, partial);
  const old = `${partial}.old`;
  if (existsSync(cached)) renameSync(cached, old);
  try {
    renameSync(partial, cached);
  } catch {
    // Another set-up was faster; its copy is as good.
    rmSync(partial, { recursive: true, force: true });
  }
  rmSync(old, { recursive: true, force: true });
}
