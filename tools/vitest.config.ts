import { packageTests } from './build/vitest.js';

export default packageTests('tools', {
  include: [
    'test/**/*.test.ts',
    'lint-walls/*.test.ts',
    'check-*/*.test.ts',
    'release/*.test.ts',
    'supply-chain/*.test.ts',
    'attack/**/*.test.ts',
  ],
  testTimeout: 120_000,
});
