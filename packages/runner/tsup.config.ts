import { readdirSync } from 'node:fs';
import path from 'node:path';
// nx-ignore-next-line -- shared settings, no dependency of this package
import { packageBuild } from '../../tools/build/tsup.js';

// The table of commands is a folder of files, before and after the build.
const commands = readdirSync(new URL('src/commands', import.meta.url)).map((file) => path.parse(file).name);

export default packageBuild({
  entry: ['src/main.ts'],
  chunks: Object.fromEntries(commands.map((name) => [`commands/${name}`, `src/commands/${name}.ts`])),
});
