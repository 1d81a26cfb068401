import { fileURLToPath } from 'node:url';
import { packageTests } from '../../tools/build/vitest.js';

const clickhouse = fileURLToPath(new URL('../../tools/servers/vitest-clickhouse.ts', import.meta.url));

export default packageTests('clickhouse-types', { globalSetup: [clickhouse] });
