// nx-ignore-next-line -- shared settings, no dependency of this package
import { packageBuild } from '../../tools/build/tsup.js';

// The table of settings is a chunk of its own: what imports nothing else then loads nothing of the
// parser.
export default packageBuild({
  entry: ['src/index.ts', 'src/tree.ts', 'src/diff.ts', 'src/secrets.ts', 'src/node.ts'],
  chunks: { settings: 'src/settings/table.ts' },
});
