import path from 'node:path';
import { buildPackages, nx } from '../processes/build-packages.js';
import { nodeCommand, root } from '../processes/node-command.js';
import { runCommand } from '../processes/run-command.js';
import { withLock } from '../setup/lock.mjs';
import { checkDemo } from './demo-check.js';
import type { Step, StepResult } from './step.js';
import { runVitest } from './vitest-step.js';

/** A program in node_modules that counts as one check and passes when it exits with 0. */
function program(name: string, title: string, script: string, ...args: string[]): Step {
  return check(name, title, [process.execPath, path.join(root, 'node_modules', script), ...args]);
}

function check(name: string, title: string, command: [string, ...string[]]): Step {
  return { name, title, run: async ({ stop }) => asOneCheck(await runCommand(command, { stop })) };
}

export const asOneCheck = (result: { readonly exitCode: number; readonly output: string }): StepResult => ({
  passed: result.exitCode === 0 ? 1 : 0,
  failed: result.exitCode === 0 ? 0 : 1,
  output: result.output,
});

const types: Step = {
  name: 'types',
  title: 'Types',
  // Caches in node_modules/.cache: two runs in one checkout would read each other's incomplete
  // files.
  run: ({ stop, say }) =>
    withLock(
      `${root} types`,
      async () =>
        asOneCheck(
          await runCommand([process.execPath, path.join(root, 'node_modules/typescript/bin/tsc'), '--build'], { stop }),
        ),
      () => say('waiting for another run in this folder'),
    ),
};

export const build: Step = {
  name: 'build',
  title: 'Builds',
  run: async ({ stop, say }) =>
    asOneCheck(await buildPackages(stop, () => say('waiting for another run in this folder'))),
};

const afterBuild = [build.name];

/** All steps. The slowest that needs no build comes first, so that the others run beside it. */
export const steps: readonly Step[] = [
  program('lint', 'Lint', 'eslint/bin/eslint.js', '.'),
  program('format', 'Format', 'prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn'),
  types,
  program('unused', 'Unused files and exports', 'knip/bin/knip.js'),
  check('sync', 'Project references', nx('sync:check')),
  check('commits', 'Commit subjects', nodeCommand('tools/check-commits/main.ts')),
  build,
  { ...check('docs', 'Documentation', nodeCommand('tools/check-docs/main.ts')), after: afterBuild },
  { ...check('packages', 'Published packages', nodeCommand('tools/check-packages/main.ts')), after: afterBuild },
  { name: 'unit', title: 'Unit and property tests', run: (context) => runVitest(['--project', '!e2e'], context) },
  {
    name: 'e2e',
    title: 'End-to-end tests',
    after: afterBuild,
    run: (context) => runVitest(['--project', 'e2e'], context),
  },
  { name: 'demo', title: 'Demo', after: afterBuild, run: checkDemo },
];
