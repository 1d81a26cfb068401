import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { kafkaIngest } from '../support/kafka-ingest.js';
import { projectFolder } from '../support/project.js';

/*
 * A folder of datafiles from a stranger, such as a pull request, may contain anything that a file
 * system can hold. The command ends, reports each problem by name, shows nothing from outside the
 * folder and still checks the rest.
 */

const good = 'SCHEMA >\n    `id` UInt64 `json:$.id`\n';
const wrong = 'SCHEMA >\n    `id` UInt65 `json:$.id`\n';
const PRIVATE = 'private-line-of-another-file';

async function hostileProject(): Promise<{ readonly path: string; readonly outside: string }> {
  const project = await projectFolder({ 'a.datasource': good, 'c.datasource': wrong });
  const outside = `${project.path}-outside`;
  await writeFile(outside, `${PRIVATE}\n`);
  onTestFinished(async () => {
    await rm(outside);
    await project.remove();
  });
  return { path: project.path, outside };
}

const kinds: readonly (readonly [string, (file: string, outside: string) => unknown, string])[] = [
  ['a named pipe', (file) => execFileSync('mkfifo', [file]), 'is a named pipe'],
  ['a folder', (file) => mkdir(file), 'is a folder'],
  ['a link to an endless device', (file) => symlink('/dev/zero', file), 'leads out of the project'],
  ['a link to the terminal', (file) => symlink('/dev/tty', file), 'leads out of the project'],
  ['a link to a file outside', (file, outside) => symlink(outside, file), 'leads out of the project'],
  ['a link to itself', (file) => symlink(path.basename(file), file), 'lead round in a circle'],
  ['a file of a terabyte', (file) => writeFile(file, '').then(() => truncate(file, 2 ** 40)), 'larger than 1 MiB'],
];

describe('in the place of a datafile', () => {
  it.each(kinds)('%s is reported by name with exit code 3, and the others are checked', async (_, make, reason) => {
    const project = await hostileProject();
    await make(path.join(project.path, 'b.datasource'), project.outside);
    const { code, output, log } = await kafkaIngest(['check', '.'], { cwd: project.path });
    expect(code).toBe(3);
    expect(output).toMatch(/^b\.datasource - error datafile\//m);
    expect(output).toContain(reason);
    expect(output).toContain('c.datasource:2:10');
    expect(output + log).not.toContain(PRIVATE);
  });

  it.each(kinds)('%s is neither fixed nor formatted', async (_, make) => {
    const project = await hostileProject();
    await make(path.join(project.path, 'b.datasource'), project.outside);
    expect((await kafkaIngest(['check', '--fix', '.'], { cwd: project.path })).code).toBe(3);
    expect((await kafkaIngest(['fmt', '.'], { cwd: project.path })).code).toBe(3);
    expect(await readFile(project.outside, 'utf8')).toBe(`${PRIVATE}\n`);
  });
});

it.each(kinds)('a .env that is %s is reported by name, and the datafiles are checked', async (_, make, reason) => {
  const project = await hostileProject();
  await make(path.join(project.path, '.env'), project.outside);
  const { code, output, log } = await kafkaIngest(['check', '.'], { cwd: project.path });
  expect(code).toBe(3);
  expect(output).toMatch(/^\.env - error datafile\//m);
  expect(output).toContain(reason);
  expect(output).toContain('c.datasource:2:10');
  expect(output + log).not.toContain(PRIVATE);
});

it('a file with a million mistakes yields a report of readable size', async () => {
  const project = await hostileProject();
  await writeFile(path.join(project.path, 'b.datasource'), ','.repeat(1_000_000).replace(/^/, 'SCHEMA >\n a Int8'));
  const { code, output } = await kafkaIngest(['check', '.'], { cwd: project.path });
  expect(code).toBe(3);
  expect(output).toContain('b.datasource - info datafile/and-more: … and ');
  expect(output.length).toBeLessThan(2_000_000);
});
