// nx-ignore-next-line -- shared settings, no dependency of this package
import { packageTests } from '../../tools/build/vitest.js';

export default packageTests('embedded-clickhouse');
