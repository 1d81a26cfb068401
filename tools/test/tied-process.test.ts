import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { nodeCommand } from '../processes/node-command.js';
import { spawnTied } from '../servers/tied-process.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tied-process-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const gone = (pid: number): Promise<void> =>
  vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 30_000, interval: 50 });

/** A separate process that ties a program to itself. */
async function startParent(
  command: readonly string[],
  options: object,
): Promise<{ readonly kill: () => void; readonly programPid: number }> {
  const given = [JSON.stringify(command), JSON.stringify({ cwd: folder, ...options })];
  const [node, ...args] = nodeCommand('tools/test/fixtures/tied-parent.ts', ...given);
  const parent = spawn(node, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
  return { kill: () => parent.kill('SIGKILL'), programPid: Number(pid.toString()) };
}

it('ends the program when its parent is killed with SIGKILL', async () => {
  const { kill, programPid } = await startParent(['sleep', '600'], {});
  expect(isAlive(programPid)).toBe(true);
  kill();
  await gone(programPid);
});

it('ends what the program started, too, when asked for the whole group', async () => {
  const logFile = path.join(folder, 'log');
  const program = ['/bin/sh', '-c', 'sleep 600 & echo $!; wait'];
  const { kill } = await startParent(program, { logFile, wholeGroup: true, abandonedSignal: 'TERM' });
  const childPid = async (): Promise<number> => {
    const pid = Number(await readFile(logFile, 'utf8'));
    expect(pid).toBeGreaterThan(0);
    return pid;
  };
  const child = await vi.waitFor(childPid, { timeout: 30_000 });
  expect(isAlive(child)).toBe(true);
  kill();
  await gone(child);
});

it('removes the temporary folder of a program whose parent is gone', async () => {
  const { kill } = await startParent(['sleep', '600'], { temporaryFolder: folder });
  kill();
  await vi.waitFor(() => expect(readFile(folder)).rejects.toThrow('ENOENT'), { timeout: 30_000 });
});

it('reports how the program ended, and keeps its output', async () => {
  const logFile = path.join(folder, 'log');
  const program = await spawnTied(['/bin/sh', '-c', 'echo out; echo err >&2; exit 7'], {
    cwd: folder,
    logFile,
    keepAlive: true,
  });
  expect(await program.ended).toBe(7);
  expect(await readFile(logFile, 'utf8')).toBe('out\nerr\n');
});

it('kills a program that does not end in time', async () => {
  const program = await spawnTied(['/bin/sh', '-c', 'trap "" TERM; while :; do sleep 0.1; done'], {
    cwd: folder,
    keepAlive: true,
  });
  await program.end('SIGTERM', 300);
  expect(isAlive(program.pid)).toBe(false);
});
