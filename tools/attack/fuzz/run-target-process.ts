// Runs one target in a process of its own, which may loop for ever, eat memory or crash:
// `<module> <place file>`. The process that started it watches from outside.
import { openSync, writeSync } from 'node:fs';
import process from 'node:process';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { limitsOf, signatureOf, type Answer, type Finding, type FuzzTarget } from './fuzz-target.js';
import { inputsOf } from './inputs.js';
import { PLACE_BYTES, type Order, type Report } from './messages.js';

const [modulePath = '', placeFile = ''] = process.argv.slice(2);
const { target } = (await import(modulePath)) as { readonly target: FuzzTarget };
const limits = limitsOf(target);
const placeAt = openSync(placeFile, 'r+');
const place = Buffer.alloc(PLACE_BYTES);
const counts = { tried: 0, accepted: 0, rejected: 0 };
const reported = new Set<string>();
const MAX_KINDS = 5;
/** How long inputs are tried before the event loop gets a turn. */
const TURN_MS = 50;
let current = 0;
let stray: Finding | undefined;

// Code in an endless loop would never notice that its parent is gone.
const watch = `const parent = process.ppid; setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 500);`;
new Worker(watch, { eval: true }).unref();
process.on('disconnect', () => process.exit());
const onStray = (error: unknown): void => {
  stray = { kind: 'threw', message: `rejected without being awaited: ${textOf(error)}` };
};
process.on('unhandledRejection', onStray);
process.on('uncaughtException', onStray);

const send = (report: Report): void => {
  process.send?.(report);
};
const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
const peakBytes = (): number => process.resourceUsage().maxRSS * 1024;
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

async function judge(input: Buffer): Promise<Answer | Finding> {
  const [memoryBefore, cpuBefore] = [peakBytes(), cpuMs()];
  let verdict: Answer | Finding;
  try {
    const answer = target.run(input);
    verdict = answer instanceof Promise ? await answer : answer;
    // Node reports an unawaited rejection between two turns. Waiting for one attributes it to this
    // input and not to the next.
    if (answer instanceof Promise) await turn();
  } catch (error) {
    verdict = { kind: 'threw', message: textOf(error) };
  }
  if (stray) verdict = stray;
  stray = undefined;
  const [memory, cpu] = [peakBytes() - memoryBefore, cpuMs() - cpuBefore];
  if (memory > limits.memoryBytes) return { kind: 'memory', message: `${Math.round(memory / 1024 / 1024)} MB more` };
  if (cpu > limits.cpuMs) return { kind: 'slow', message: `${Math.round(cpu)} ms of CPU time` };
  return verdict;
}

function writePlace(): void {
  for (const [i, value] of [current, counts.tried, counts.accepted, counts.rejected].entries())
    place.writeDoubleLE(value, i * 8);
  writeSync(placeAt, place, 0, PLACE_BYTES, 0);
}

async function fuzz({ seed, from, to, seconds }: Extract<Order, { kind: 'fuzz' }>): Promise<void> {
  const inputOf = inputsOf(target, seed);
  const end = performance.now() + seconds * 1000;
  let nextTurn = 0;
  for (current = from; current < to && reported.size < MAX_KINDS; current++) {
    const now = performance.now();
    if (now > end) break;
    if (now > nextTurn) {
      await turn();
      nextTurn = now + TURN_MS;
    }
    const input = inputOf(current);
    writePlace();
    const verdict = await judge(input);
    counts.tried++;
    if (typeof verdict === 'string') {
      counts[verdict]++;
      continue;
    }
    const signature = signatureOf(verdict);
    if (!reported.has(signature)) send({ kind: 'finding', index: current, finding: verdict });
    reported.add(signature);
  }
  await turn();
  if (stray) send({ kind: 'finding', index: current, finding: stray });
  writePlace();
  send({ kind: 'done' });
}

async function probe(input: Buffer): Promise<void> {
  current++;
  writePlace();
  const verdict = await judge(input);
  await turn();
  send({ kind: 'verdict', verdict: stray ?? verdict });
  stray = undefined;
}

process.on('message', (order: Order) => {
  void (order.kind === 'fuzz' ? fuzz(order) : probe(Buffer.from(order.input, 'base64')));
});
send({ kind: 'ready' });
