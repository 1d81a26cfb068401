import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../check-packages/packages.js';

const fixtures = path.join(root, 'packages/datafile-parser/test/fixtures/invalid');

export interface DatafileExample {
  /** What triggers it. Absent for mistakes that only reading from a disk can cause. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** The report of it. */
  readonly report: string;
}

/** The fixture that is named after a code. */
export function datafileExample(name: string): DatafileExample {
  const paths = readdirSync(fixtures, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.txt'))
    .map((entry) => path.relative(fixtures, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => file.startsWith(`${name}.`) || file.startsWith(`${name}/`))
    .sort();
  const reports = path.join(fixtures, `${name}.txt`);
  if (!existsSync(reports)) throw new Error(`No fixture shows datafile/${name}.`);
  const first = readFileSync(reports, 'utf8')
    .split('\n\n')
    .find((one) => one.includes(` datafile/${name}: `));
  if (first === undefined) throw new Error(`The report ${name}.txt does not hold datafile/${name}.`);
  return {
    files: paths.map((file) => ({
      path: file.replace(`${name}/`, ''),
      text: readFileSync(path.join(fixtures, file), 'utf8'),
    })),
    report: first,
  };
}
