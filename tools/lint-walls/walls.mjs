/**
 * The walls between the packages, as data. `eslint.config.mjs` enforces these tables,
 * `CONTRIBUTING.md` shows them (checked by `tools/check-docs`), and `walls.test.ts` breaks every
 * one of them on purpose.
 */

/**
 * What a package of each layer may import from the workspace. A package names its layer in its own
 * package.json: `"nx": { "tags": ["layer:part"] }`. Within the base, only the rule against cycles
 * applies.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const layers = {
  base: ['base'],
  part: ['base'],
  engine: ['part', 'base'],
  app: ['engine', 'part', 'base'],
  tools: ['tools', 'app', 'engine', 'part', 'base'],
  e2e: ['tools', 'app', 'engine', 'part', 'base'],
};

/**
 * Which package alone may import each outside dependency; a name that ends in `/*` stands for a
 * whole scope.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const outsideOwners = {
  chevrotain: 'datafile-parser',
  'aws-msk-iam-sasl-signer-js': 'kafka-auth',
  '@aws-sdk/*': 'kafka-auth',
  '@confluentinc/schemaregistry': 'codecs',
  'lossless-json': 'codecs',
  protobufjs: 'codecs',
  'jsonpath-plus': 'row-mapping',
  '@clickhouse/client': 'clickhouse-sink',
  chdb: 'embedded-clickhouse',
  'ffi-rs': 'embedded-clickhouse',
  '@confluentinc/kafka-javascript': 'kafka-ingest',
  commander: 'runner',
  diff: 'runner',
  pino: 'runner',
  'prom-client': 'runner',
};

/**
 * Packages that load in a browser: their source imports nothing from Node, except in files that
 * only Node loads.
 */
export const browserPackages = {
  packages: ['diagnostics', 'clickhouse-types', 'datafile-parser'],
  except: ['packages/datafile-parser/src/node.ts', 'packages/datafile-parser/src/node/**'],
};

/**
 * Folders that decide and do nothing else: they import their own files and the base, and take time
 * and randomness from their callers.
 */
export const pureFolders = {
  folders: ['packages/kafka-ingest/src/delivery'],
  imports: ['@proj/diagnostics', '@proj/clickhouse-types'],
  globals: [
    ...['process', 'Buffer', 'console', 'fetch', 'crypto', 'performance', 'Date'],
    ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
  ],
};

/** Code lines (no blank lines, no comments) that a file may have. */
export const maxCodeLines = 400;

/** Columns that a line of a comment may have. */
export const maxCommentWidth = 100;

/** Names that say nothing about the content of a file. */
export const emptyNames = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'shared', 'stuff'];

/**
 * The part of a package name that an import like `@scope/name/sub` or `name/sub` starts with.
 *
 * @param {string} name
 */
const owned = (name) => name.replace(/\/\*$/, '');

/**
 * The outside dependencies that a package must not import, because another one owns them.
 *
 * @param {string} packageName folder below `packages`
 * @returns {{ name: string; owner: string; pattern: string }[]} `pattern` is a regular expression
 *   for import specifiers
 */
export function foreignDependencies(packageName) {
  return Object.entries(outsideOwners)
    .filter(([, owner]) => owner !== packageName)
    .map(([name, owner]) => ({ name, owner, pattern: `^${owned(name).replaceAll('/', '\\u002F')}($|\\u002F)` }));
}

/**
 * Who owns an outside dependency, if it is in the table.
 *
 * @param {string} dependency
 */
export function ownerOf(dependency) {
  const entry = Object.entries(outsideOwners).find(
    ([name]) => name === dependency || (name.endsWith('/*') && dependency.startsWith(name.slice(0, -1))),
  );
  return entry?.[1];
}
