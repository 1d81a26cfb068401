import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** A real ClickHouse server for this run; the package's vitest.config.ts names the set-up that starts it. */
    clickhouseUrl: string;
  }
}
