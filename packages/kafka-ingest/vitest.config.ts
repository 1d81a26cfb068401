// nx-ignore-next-line -- shared settings, no dependency of this package
import { packageTests } from '../../tools/build/vitest.js';

export default packageTests('kafka-ingest', {
  globalSetup: ['../../tools/servers/vitest-kafka.ts', '../../tools/servers/vitest-clickhouse.ts'],
  testTimeout: 120_000,
});
