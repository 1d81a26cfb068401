import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { spawnTied } from '../servers/tied-process.js';
import { writeProjectFolder } from './project-folder.js';
import { queryNumber } from './query.js';
import { runnerCommand } from './runner-command.js';
import type { Side } from './side.js';

/** `kafka-ingest run`, with all its defaults. */
export const ours: Side = {
  name: 'ours',
  async consume(consumption) {
    const { folder, clickhouse, table } = consumption;
    await writeProjectFolder(consumption);
    const logFile = path.join(folder, 'runner.log');
    const runner = await spawnTied(runnerCommand(clickhouse.url, ['run', folder, '--log-format', 'json']), {
      cwd: folder,
      logFile,
    });
    return {
      cpuPids: [runner.pid, clickhouse.pid],
      memoryPid: runner.pid,
      hasEnded: () => runner.hasEnded(),
      lastWords: () => endOf(logFile),
      rejectedRows: () => queryNumber(clickhouse.url, `SELECT count() FROM ${table}_quarantine`),
      async stop() {
        // Gracefully, as an operator would; whatever remains ends with the bench.
        if (!runner.hasEnded()) process.kill(runner.pid, 'SIGTERM');
        await Promise.race([runner.ended, new Promise((resolve) => setTimeout(resolve, 30_000).unref())]);
        if (!runner.hasEnded()) process.kill(runner.pid, 'SIGKILL');
        await runner.ended;
      },
    };
  },
};

async function endOf(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).trimEnd().split('\n').slice(-10).join('\n');
}
