import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { nodeCommand, root } from '../processes/node-command.js';
import { runCommand } from '../processes/run-command.js';
import type { StepContext, StepResult } from './step.js';

/**
 * Runs the demo for some seconds, then counts the rows that arrived in ClickHouse, landed and
 * quarantined. Two checks.
 */
export async function checkDemo({ stop }: Pick<StepContext, 'stop'>): Promise<StepResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kafka-ingest-demo-'));
  try {
    // A cluster named by the environment is in use elsewhere: the check starts its own.
    const env = { KAFKA_BOOTSTRAP_SERVERS: '' };
    const demo = await runCommand(nodeCommand('tools/demo/main.ts', '--seconds', '10', '--data-folder', folder), {
      stop,
      env,
    });
    const count = async (table: string): Promise<number> => {
      const runner = path.join(root, 'packages', 'runner', 'bin', 'kafka-ingest.js');
      const options = ['--data-folder', path.join(folder, 'clickhouse'), '--format', 'TSV'];
      const sql = await runCommand([process.execPath, runner, 'sql', ...options, `SELECT count() FROM ${table}`], {
        stop,
      });
      return sql.exitCode === 0 ? Number(sql.output.trim()) : Number.NaN;
    };
    const [rows, quarantined] = [await count('shop_events'), await count('shop_events_quarantine')];
    const ended = demo.exitCode === 0;
    const arrived = rows > 0 && quarantined > 0;
    return {
      passed: Number(ended) + Number(arrived),
      failed: Number(!ended) + Number(!arrived),
      output: `${demo.output}\nThe demo ended with exit code ${demo.exitCode}; rows: ${rows}, quarantined: ${quarantined}.\n`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
