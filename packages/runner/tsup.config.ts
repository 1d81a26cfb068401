import { packageBuild } from '../../tools/build/tsup.js';

export default packageBuild({ entry: ['src/main.ts'] });
