import { packageTests } from '../tools/build/vitest.js';

export default packageTests('e2e', { testTimeout: 180_000 });
