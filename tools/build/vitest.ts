import { fileURLToPath } from 'node:url';
import { defineProject, type UserProjectConfigExport } from 'vitest/config';

/** The test settings that all packages share. Tests run on source and need no build. */
export function packageTests(
  name: string,
  more: { readonly include?: string[]; readonly globalSetup?: string[]; readonly testTimeout?: number } = {},
): UserProjectConfigExport {
  return defineProject({
    resolve: { conditions: ['@proj/source'] },
    // Not `import`: Vite adds it, and workers are started with these conditions, where it would
    // also apply to `require`.
    ssr: { resolve: { conditions: ['@proj/source', 'node', 'default'] } },
    // Global set-ups run in an environment of their own.
    environments: { __vitest__: { resolve: { conditions: ['@proj/source', 'node', 'import', 'module', 'default'] } } },
    test: {
      name,
      include: more.include ?? ['test/**/*.test.ts'],
      setupFiles: [fileURLToPath(new URL('fast-check-seed.ts', import.meta.url))],
      // Many times what any of them needs alone: tests share the cores with other tests and with
      // the servers of those, and a limit ends only what hangs.
      testTimeout: more.testTimeout ?? 60_000,
      // Hooks start servers, and a busy machine takes its time over that.
      hookTimeout: 120_000,
      ...(more.globalSetup ? { globalSetup: more.globalSetup } : {}),
    },
  });
}
