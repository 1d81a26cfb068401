// One at a time, across processes: two set-ups of one checkout would install over each other.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cache.mjs';

/**
 * Runs `work` while no other process runs work under the same name. The lock is the kernel's
 * (flock), held by a small child that ends with us, so nothing stays locked however we end. Without
 * `flock` there is no lock.
 *
 * @template T
 * @param {string} name For example the path that two processes must not change at once.
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] Called when another process holds the lock.
 * @returns {Promise<T>}
 */
export async function withLock(name, work, onWait) {
  const folder = path.join(cacheFolder, 'locks');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, createHash('sha256').update(name).digest('hex').slice(0, 16));
  const holder = spawn('flock', ['-x', file, 'sh', '-c', 'echo held; read -r _'], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting = setTimeout(() => onWait?.(), 500);
  try {
    await new Promise((resolve) => {
      holder.stdout.once('data', resolve);
      holder.once('error', resolve);
      holder.once('exit', resolve);
    });
    clearTimeout(waiting);
    return await work();
  } finally {
    clearTimeout(waiting);
    holder.stdin.on('error', () => {});
    holder.stdin.end();
  }
}
