// nx-ignore-next-line -- shared settings, no dependency of this package
import { packageBuild } from '../../tools/build/tsup.js';

export default packageBuild({ entry: ['src/index.ts'] });
