import { packageTests } from './build/vitest.js';

export default packageTests('tools', { testTimeout: 120_000 });
