/** The part of a package-lock.json that matters here. */
export interface Lockfile {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  /** A link to a workspace, in addition to its own entry. */
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const FOLDER = 'node_modules/';
const STRONG = /^sha512-[A-Za-z0-9+/]{86}==$/;
/**
 * In place of a version: a repository, the address of a tarball, or the short form of a GitHub
 * repository.
 */
const ELSEWHERE = /^(?:git|https?:|ssh:|file:|github:|gitlab:|bitbucket:|gist:)|^[^@~^<>=*\d][^:]*\/[^:]*$/;

/** Entries that would let in unreviewed code, one sentence each. */
export function lockProblems({ packages }: Lockfile, mayHaveScripts: readonly string[]): readonly string[] {
  const problems: string[] = [];
  for (const [place, entry] of Object.entries(packages)) {
    const at = place.lastIndexOf(FOLDER);
    for (const [name, wanted] of wantedBy(entry)) {
      if (ELSEWHERE.test(wanted)) problems.push(`${place || 'The workspace'} wants ${name} from ${wanted}.`);
    }
    if (at < 0 || entry.link) continue;
    const name = place.slice(at + FOLDER.length);
    // The configured registry decides where a package comes from, the hash what it is.
    if (entry.resolved !== undefined) problems.push(`${place} is tied to ${entry.resolved}.`);
    if (!STRONG.test(entry.integrity ?? '') && !entry.inBundle) problems.push(`${place} has no SHA-512.`);
    if (entry.hasInstallScript && !mayHaveScripts.includes(name)) problems.push(`${place} has an install script.`);
  }
  return problems;
}

const wantedBy = (entry: LockEntry): [string, string][] =>
  [entry.dependencies, entry.devDependencies, entry.optionalDependencies].flatMap((one) => Object.entries(one ?? {}));
