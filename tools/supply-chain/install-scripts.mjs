/**
 * Every package in the lockfile that has an install script, and why it works without running it
 * (`ignore-scripts` in .npmrc). A test fails when a package that is not listed here has one.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const installScripts = {
  '@confluentinc/kafka-javascript':
    'fetches or builds its native half: a step of the set-up of its own (tools/setup/kafka-client.mjs)',
  chdb: 'fetches its native half: comes as an optional package of the platform instead',
  esbuild: 'checks its binary, which comes as an optional package of the platform',
  nx: 'warms its cache',
  protobufjs: 'compares its version with that of its neighbours',
};
