/**
 * What the server's process gets of our environment: where programs and their libraries are, where
 * temporary files go, and how to speak. Everything else may be a secret, and an environment can be
 * read by more than the process that owns it.
 */
const passedOn: readonly string[] = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'LC_ALL',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'DYLD_FALLBACK_LIBRARY_PATH',
];

/** @param environment ours */
export function childEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const known = passedOn.filter((name) => environment[name] !== undefined);
  return {
    ...Object.fromEntries(known.map((name) => [name, environment[name]])),
    // Times without a zone mean UTC, in ClickHouse as in our mapping.
    TZ: 'UTC',
  };
}
