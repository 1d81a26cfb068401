// nx-ignore-next-line -- shared settings, not a dependency of this package
import { packageTests } from '../tools/build/vitest.js';

// These tests run the built command: `npm run build` first.
export default packageTests('e2e', {
  include: ['runner/**/*.test.ts', 'packed/**/*.test.ts', 'attack/**/*.test.ts', 'chaos/**/*.test.ts'],
  globalSetup: ['../tools/servers/vitest-kafka.ts'],
  testTimeout: 240_000,
});
