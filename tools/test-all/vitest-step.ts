import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { root } from '../processes/node-command.js';
import { runCommand } from '../processes/run-command.js';
import type { StepContext, StepResult } from './step.js';

/** The part of vitest's JSON report that is used here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Runs vitest and counts every test. */
export async function runVitest(
  args: readonly string[],
  { stop }: Pick<StepContext, 'stop'>,
  env: NodeJS.ProcessEnv = {},
): Promise<StepResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kafka-ingest-tests-'));
  const report = path.join(folder, 'report.json');
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  try {
    const { exitCode, output } = await runCommand([process.execPath, vitest, 'run', ...reporters, ...args], {
      stop,
      env,
    });
    const { passed, failed } = await counts(report);
    // A file that fails to load, an error outside of any test, or a crash, none of which the report
    // counts as a test.
    return { passed, failed: exitCode !== 0 && failed === 0 ? 1 : failed, output };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function counts(file: string): Promise<{ readonly passed: number; readonly failed: number }> {
  let report: VitestReport;
  try {
    report = JSON.parse(await readFile(file, 'utf8')) as VitestReport;
  } catch {
    return { passed: 0, failed: 0 };
  }
  const brokenFiles = report.testResults.filter(
    (one) => one.status === 'failed' && one.assertionResults.every(({ status }) => status !== 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length };
}
