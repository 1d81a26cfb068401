import { publishedPackages } from '../check-packages/packages.js';
import { compareApi, writeApi } from './compare.js';

// Compares the built declarations of every package with their golden copies; --write updates the
// copies.
const write = process.argv.includes('--write');
for (const published of publishedPackages().filter(({ entries }) => entries.length > 0)) {
  if (write) await writeApi(published);
  const problem = await compareApi(published);
  if (problem === undefined) continue;
  console.error(problem);
  process.exitCode = 1;
}
