import { fileURLToPath } from 'node:url';
// nx-ignore-next-line -- shared settings, no dependency of this package
import { packageTests } from '../../tools/build/vitest.js';

const clickhouse = fileURLToPath(new URL('../../tools/servers/vitest-clickhouse.ts', import.meta.url));

export default packageTests('clickhouse-tables', { globalSetup: [clickhouse] });
