import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pause, type KeepClock } from './clock.js';
import { databasePath } from './data-folder.js';
import { writePrivateFile } from './private-files.js';
import { probe } from './probe.js';

/** A server that is running on a data folder, as other processes on this machine see it. */
export interface RunningServer {
  /** `http://127.0.0.1:PORT/KEY/default`: where it answers. Gives full access to the data. */
  readonly url: string;
  /** The process id of the server. */
  readonly pid: number;
  /** The process id of the program that started it; the server ends with that. */
  readonly ownerPid: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly version: string;
}

const fileOf = (dataFolder: string): string => join(dataFolder, 'server.json');

export async function writeState(dataFolder: string, state: RunningServer): Promise<void> {
  await writePrivateFile(fileOf(dataFolder), `${JSON.stringify(state, null, 2)}\n`);
}

/** Removes it, unless a later server has written its own meanwhile. */
export async function removeState(dataFolder: string, pid: number): Promise<void> {
  if ((await parseState(dataFolder))?.pid === pid) await rm(fileOf(dataFolder), { force: true });
}

/** The content of the file, if the process that it names is alive. */
export async function readState(dataFolder: string): Promise<RunningServer | undefined> {
  const state = await parseState(dataFolder);
  return state && isAlive(state.pid) ? state : undefined;
}

async function parseState(dataFolder: string): Promise<RunningServer | undefined> {
  const text = await readFile(fileOf(dataFolder), 'utf8').catch(() => '');
  try {
    const state = JSON.parse(text) as RunningServer;
    const { url, pid, ownerPid } = state;
    return typeof url === 'string' && URL.canParse(url) && typeof pid === 'number' && typeof ownerPid === 'number'
      ? state
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Finds the server that has this data folder open, whichever process started it, and makes sure
 * that it answers.
 *
 * @example
 * await findRunningServer('/nowhere'); // => undefined
 */
export async function findRunningServer(dataFolder: string): Promise<RunningServer | undefined> {
  const folder = resolve(dataFolder);
  const state = await readState(folder);
  if (!state) return undefined;
  // The process id and the port may belong to another program by now: the server itself must
  // confirm its data folder.
  const identity = await probe(state.url, 2_000);
  return identity?.path === (await databasePath(folder)) ? state : undefined;
}

/**
 * Waits for a server whose owner was killed: it is about to end by itself. So a program that was
 * killed can be started again at once.
 */
export async function untilOrphanIsGone(dataFolder: string, limitMs: number, clock: KeepClock): Promise<void> {
  const deadline = clock.now() + limitMs;
  for (;;) {
    const state = await readState(dataFolder);
    if (!state || isAlive(state.ownerPid) || clock.now() > deadline) return;
    await pause(clock, 50);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
