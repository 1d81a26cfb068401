import type { Project } from '../model/types.js';
import { listSecrets, type SecretUse } from './resolve-text.js';

/** A secret and everything that uses it. */
export interface ProjectSecret {
  readonly name: string;
  /** In the order of the files and of their texts. */
  readonly uses: readonly SecretUse[];
  /** Whether at least one use has no default, so that the project cannot do without it. */
  readonly required: boolean;
}

/** What a project needs beside what there is. */
export interface SecretComparison {
  /** Required, and not there. */
  readonly missing: readonly ProjectSecret[];
  /** Not there, with a default wherever they are used. */
  readonly defaulted: readonly ProjectSecret[];
  /** There, and used nowhere. */
  readonly unused: readonly string[];
}

/**
 * The secrets that a project uses, by name. Nothing is looked up.
 *
 * @example
 * const text = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS {{ tb_secret("BROKER", "localhost:9092") }}';
 * const { project } = parseProject([{ path: 'shop.connection', text }]);
 * listProjectSecrets(project).map(({ name, required }) => [name, required]); // => [['BROKER', false]]
 */
export function listProjectSecrets({ files }: Pick<Project, 'files'>): readonly ProjectSecret[] {
  const uses = new Map<string, SecretUse[]>();
  for (const use of files.flatMap(listSecrets)) {
    const known = uses.get(use.name);
    if (known) known.push(use);
    else uses.set(use.name, [use]);
  }
  return [...uses]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, all]) => ({ name, uses: all, required: all.some((use) => use.default === undefined) }));
}

/**
 * Compares the secrets that a project uses with the names of those that there are. No secret is
 * read.
 *
 * @example
 * const text = 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVERS b:9092\nKAFKA_SECRET {{ tb_secret("PW") }}';
 * const { project } = parseProject([{ path: 'shop.connection', text }]);
 * const { missing, unused } = compareSecrets(project, ['OLD_PW']);
 * [missing.map(({ name }) => name), unused]; // => [['PW'], ['OLD_PW']]
 */
export function compareSecrets(project: Pick<Project, 'files'>, available: Iterable<string>): SecretComparison {
  const used = listProjectSecrets(project);
  const names = new Set(used.map(({ name }) => name));
  const there = new Set(available);
  const absent = used.filter(({ name }) => !there.has(name));
  return {
    missing: absent.filter(({ required }) => required),
    defaulted: absent.filter(({ required }) => !required),
    unused: [...there].filter((name) => !names.has(name)).sort(),
  };
}
