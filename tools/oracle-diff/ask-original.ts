import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { originalAnswer, type OriginalOutput } from './original-answer.js';
import type { Answer, Sample } from './sample.js';

/**
 * Gives files to the original, many at a time: starting it takes longer than reading a hundred
 * files.
 */
export type AskOriginal = (samples: readonly Sample[]) => Promise<readonly Answer[]>;

const BATCH = 2_000;

/**
 * @param command The program and its first arguments; it reads paths from its input and prints one
 * line of JSON for each.
 */
export function createAskOriginal(command: readonly string[]): AskOriginal {
  return async (samples) => {
    const answers: Answer[] = [];
    for (let at = 0; at < samples.length; at += BATCH) {
      answers.push(...(await askBatch(command, samples.slice(at, at + BATCH))));
    }
    return answers;
  };
}

async function askBatch(command: readonly string[], samples: readonly Sample[]): Promise<readonly Answer[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'oracle-diff-'));
  try {
    await mkdir(folder, { recursive: true });
    const files = samples.map(({ extension }, i) => path.join(folder, `${i}${extension}`));
    await Promise.all(files.map((file, i) => writeFile(file, samples[i]?.text ?? '')));
    const output = await run([...command, '--auto-secrets', '--stdin-list'], files.join('\n'));
    const lines = output.split('\n').filter((line) => line !== '');
    if (lines.length !== samples.length) {
      throw new Error(`The original answered for ${lines.length} of ${samples.length} files.`);
    }
    return lines.map((line) => originalAnswer(JSON.parse(line) as OriginalOutput));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run([program = '', ...args]: readonly string[], input: string): Promise<string> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  child.stdin.end(input);
  const [output, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  if (code !== 0) throw new Error(`The original ended with code ${code}: ${complaint.slice(-2_000)}`);
  return output;
}
