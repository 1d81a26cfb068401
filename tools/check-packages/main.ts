import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { problemsOf } from './checks.js';
import { pack } from './pack.js';
import { publishedPackages } from './packages.js';

// Packs every package and prints its size and problems. Run `npm run build` first.
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
const folder = await mkdtemp(path.join(tmpdir(), 'packed-'));
try {
  console.log(`${'package'.padEnd(28)}${'packed'.padStart(10)}${'unpacked'.padStart(10)}  files`);
  for (const packed of await pack(publishedPackages(), folder)) {
    const problems = await problemsOf(packed);
    const sizes = kilobytes(packed.packedBytes) + kilobytes(packed.unpackedBytes);
    console.log(`${packed.manifest.name.padEnd(28)}${sizes}${String(packed.files.length).padStart(7)}`);
    for (const problem of problems) console.error(`  ${problem.replaceAll('\n', '\n  ')}`);
    if (problems.length > 0) process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
