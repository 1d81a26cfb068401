import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const runner = fileURLToPath(new URL('..', import.meta.url));

let project: string;
beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), 'kafka-ingest-pipe-'));
  writeFileSync(path.join(project, 'orders.datasource'), 'SCHEMA >\n    id UInt23 `json:$.id`\n');
});
afterEach(() => rmSync(project, { recursive: true }));

it.each([
  ['standard output (| head)', ['stdout']],
  ['standard output and standard error (2>&1 | head)', ['stdout', 'stderr']],
] as const)(
  'check ends with its own exit code after the reader of its %s has left',
  async (_, streams) => {
    const command = ['--conditions=@proj/source', '--import', 'tsx', 'src/main.ts', 'check', project];
    const child = spawn(process.execPath, command, { cwd: runner, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    for (const name of streams) child[name].destroy();
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(3);
    expect(said).not.toContain('EPIPE');
  },
  60_000,
);
