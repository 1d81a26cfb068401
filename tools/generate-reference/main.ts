import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../check-packages/packages.js';
import { pages } from './pages.js';

// Writes what is generated from the code: the reference in `docs`, and the grammar for editors.
for (const page of await pages()) {
  const file = path.join(root, page.path);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, page.text);
  console.log(page.path);
}
