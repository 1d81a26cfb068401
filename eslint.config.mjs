import { readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import vitest from '@vitest/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import jsdoc from 'eslint-plugin-jsdoc';
import node from 'eslint-plugin-n';
import * as jsonc from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';
import { commentWidth } from './tools/lint-walls/rules/comment-width.mjs';
import { documentedExports } from './tools/lint-walls/rules/documented-exports.mjs';
import { fileName } from './tools/lint-walls/rules/file-name.mjs';
import {
  browserPackages,
  foreignDependencies,
  layers,
  maxCodeLines,
  outsideOwners,
  pureFolders,
} from './tools/lint-walls/walls.mjs';

// The Nx rules read the project graph from a cache and pass silently without one. Creating it here
// shows them the workspace as it is, even in a fresh clone and without the Nx daemon.
process.env['NX_DAEMON'] = 'false';
await createProjectGraphAsync({ exitOnError: false });

const packageNames = readdirSync(join(import.meta.dirname, 'packages'));
const tests = ['**/*.test.ts', '**/*.test-d.ts'];
const configFiles = ['**/*.config.{ts,mjs}'];
/**
 * Rules that are typed for another edition of ESLint's types.
 *
 * @param {unknown} rules
 */
const plugin = (rules) => /** @type {import('eslint').ESLint.Plugin} */ ({ rules });
const nxRules = plugin(nx.rules);
const builtins = [...new Set(builtinModules.map((name) => name.replace(/^node:/, '').split('/')[0]))];

const boundaries = {
  enforceBuildableLibDependency: true,
  banTransitiveDependencies: true,
  // The rule does not see optional dependencies in a package.json; their owner is checked below.
  allow: ['chdb', 'chdb/*', 'ffi-rs'],
  depConstraints: Object.entries(layers).map(([layer, below]) => ({
    sourceTag: `layer:${layer}`,
    onlyDependOnLibsWithTags: below.map((name) => `layer:${name}`),
  })),
};

/**
 * The owner of an outside dependency alone imports it, statically or not. Two rules, as the first
 * does not look at `import()` and `require()`. ESLint does not merge the options of a rule, so what
 * a browser package may not import comes along.
 *
 * @param {string} name
 * @param {boolean} browser
 * @returns {import('eslint').Linter.RulesRecord}
 */
function ownership(name, browser) {
  const foreign = foreignDependencies(name).map(({ name: dependency, owner, pattern }) => ({
    pattern,
    message: `Only @proj/${owner} imports ${dependency}.`,
  }));
  const ofNode = {
    pattern: `^(node:|(${builtins.join('|')})($|\\u002F))`,
    message: `@proj/${name} must load in a browser: it imports nothing of Node.`,
  };
  const banned = browser ? [...foreign, ofNode] : foreign;
  return {
    ...(browser && { 'no-restricted-globals': ['error', 'process', 'Buffer', '__dirname'] }),
    'no-restricted-imports': ['error', { patterns: banned.map((b) => ({ regex: b.pattern, message: b.message })) }],
    'no-restricted-syntax': [
      'error',
      ...banned.flatMap(({ pattern, message }) => [
        { selector: `ImportExpression[source.value=/${pattern}/]`, message },
        { selector: `CallExpression[callee.name='require'][arguments.0.value=/${pattern}/]`, message },
      ]),
    ],
  };
}

const impure = {
  message: 'This folder decides and does nothing else: it imports its own files and the base layer.',
  pattern: `^(?!\\.\\u002F[^.]|(${pureFolders.imports.join('|').replaceAll('/', '\\u002F')})$)`,
};
/** @type {import('eslint').Linter.RulesRecord} */
const purity = {
  'no-restricted-globals': ['error', ...pureFolders.globals],
  'no-restricted-properties': ['error', { object: 'Math', property: 'random' }],
  'no-restricted-imports': ['error', { patterns: [{ regex: impure.pattern, message: impure.message }] }],
  'no-restricted-syntax': [
    'error',
    { selector: 'ImportExpression', message: impure.message },
    { selector: "CallExpression[callee.name='require']", message: impure.message },
  ],
};

const listedDependencies = {
  ignoredFiles: ['{projectRoot}/*.config.ts', '{projectRoot}/test/**/*', '{projectRoot}/bench/**/*'],
  checkVersionMismatches: true,
};

export default defineConfig(
  globalIgnores([
    '**/dist/**',
    '**/node_modules/**',
    '**/fixtures/**',
    '**/api.d.ts',
    '**/coverage/**',
    '.nx/**',
    '**/.demo/**',
    '**/.kafka-ingest/**',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  // TypeScript: strict, with types.
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // The compiler asks for brackets where a name comes from an index signature
      // (noPropertyAccessFromIndexSignature).
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // Bytes and typed arrays are walked by index here; `!` after a checked index is the honest
      // form in a hot loop.
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // `return done();` as the last line of a callback is fine.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // A promise-returning method may be there for an interface without having to wait.
      '@typescript-eslint/require-await': 'off',
      // `interface` and `type` each have their place.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Guards against values that come from outside, whatever their declared type says.
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  // Configuration files are in the project of `tools` and not of the folder they are in.
  { files: configFiles, extends: [tseslint.configs.disableTypeChecked] },

  // All code.
  {
    files: ['**/*.{ts,js,mjs}'],
    plugins: { walls: { rules: { 'comment-width': commentWidth, 'file-name': fileName } }, n: node, '@nx': nxRules },
    settings: { node: { version: '>=20.19' } },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: maxCodeLines, skipBlankLines: true, skipComments: true }],
      'walls/comment-width': 'error',
      'walls/file-name': 'error',
      'n/prefer-node-protocol': 'error',
      'n/no-unsupported-features/node-builtins': [
        'error',
        // There since 20.12, and the same since; only the label came off later.
        { allowExperimental: false, ignores: ['import.meta.dirname', 'import.meta.filename', 'util.parseEnv'] },
      ],
      'n/no-unsupported-features/es-builtins': 'error',
      '@nx/enforce-module-boundaries': ['error', boundaries],
    },
  },
  // Libraries: silent, each outside dependency with its one owner.
  { files: ['packages/*/src/**'], ignores: ['packages/runner/**'], rules: { 'no-console': 'error' } },
  ...packageNames.flatMap((name) => [
    { files: [`packages/${name}/**/*.ts`], ignores: tests, rules: ownership(name, false) },
    ...(browserPackages.packages.includes(name)
      ? [
          {
            files: [`packages/${name}/src/**/*.ts`],
            ignores: browserPackages.except,
            rules: ownership(name, true),
          },
        ]
      : []),
  ]),

  // After the owners of dependencies: what it forbids includes all that they forbid.
  { files: pureFolders.folders.map((folder) => `${folder}/**/*.ts`), rules: purity },

  // Docstrings: well-formed everywhere, required of public names. Types are written in TypeScript,
  // not in comments.
  {
    files: ['packages/*/src/**/*.ts'],
    extends: [jsdoc.configs['flat/recommended-typescript-error']],
    rules: {
      'jsdoc/require-jsdoc': 'off',
      'jsdoc/require-param': 'off',
      'jsdoc/require-returns': 'off',
      'jsdoc/require-yields': 'off',
      'jsdoc/require-throws-type': 'off',
      'jsdoc/tag-lines': 'off',
      'jsdoc/check-param-names': ['error', { disableMissingParamChecks: true }],
      'jsdoc/escape-inline-tags': 'off',
      // `@default` documents what leaving an option out means.
      'jsdoc/no-defaults': 'off',
      'jsdoc/check-tag-names': ['error', { definedTags: ['remarks'] }],
    },
  },
  {
    files: ['packages/*/src/index.ts', 'packages/*/src/{node,testing,registry}.ts', 'packages/*/src/*/index.ts'],
    plugins: { entries: { rules: { 'documented-exports': documentedExports } } },
    rules: { 'entries/documented-exports': 'error' },
  },

  // Tests and benches use their package as its users do: by its name. The servers they need are
  // started by tools/servers, which they reach by path: it is not a dependency.
  {
    files: ['packages/*/{test,bench}/**/*.ts', 'e2e/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          ...boundaries,
          allow: [
            ...boundaries.allow,
            '^(\\.\\./)+tools/(servers|messages|processes|check-packages|attack/fuzz)/[a-z-]+\\.m?js$',
          ],
          allowCircularSelfDependency: true,
        },
      ],
    },
  },
  {
    files: tests,
    plugins: { vitest },
    rules: {
      'vitest/no-focused-tests': 'error',
      'vitest/no-disabled-tests': 'error',
      'vitest/no-identical-title': 'error',
      'vitest/valid-expect': 'error',
      'vitest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'fc.assert', 'assert*', '**.expect*'] }],
      // Tests look into values they know.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      // Tests do on purpose what users do by mistake: print, spread and concatenate what was not
      // made for it.
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
    },
  },

  // The build and test settings in tools/build are shared by path; packages do not ship them.
  // Tools belong to the whole workspace and use what its root installs.
  { files: [...configFiles, 'tools/**'], rules: { '@nx/enforce-module-boundaries': 'off' } },

  // package.json: what the source imports is listed, what is listed is imported.
  {
    files: ['packages/*/package.json'],
    languageOptions: { parser: jsonc },
    plugins: { '@nx': nxRules },
    rules: {
      '@nx/dependency-checks': ['error', listedDependencies],
    },
  },
  // What a build bundles is not a dependency of the installed package; THIRD-PARTY.md names it.
  {
    files: ['packages/datafile-parser/package.json'],
    rules: { '@nx/dependency-checks': ['error', { ...listedDependencies, ignoredDependencies: ['chevrotain'] }] },
  },
);
