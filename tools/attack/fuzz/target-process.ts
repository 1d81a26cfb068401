import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseStat } from '../../bench/proc-stat.js';
import { root } from '../../processes/node-command.js';
import { limitsOf, type Answer, type Finding, type FuzzTarget, type Limits } from './fuzz-target.js';
import { PLACE_BYTES, readPlace, type Order, type Place, type Report } from './messages.js';

const PAGE_BYTES = 4096;
const LOOK_EVERY_MS = 50;
const MAX_OUTPUT = 4_000;

interface Measured {
  readonly cpuMs: number;
  readonly memoryBytes: number;
}

/** What the process had used when the current input was first seen. */
interface Watched extends Measured {
  readonly tried: number;
  readonly since: number;
}

/**
 * The process that runs a target, watched from outside and killed when one input costs too much.
 */
export class TargetProcess {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'kafka-ingest-fuzz-'));
  private readonly placeFile = path.join(this.folder, 'place');
  private readonly placeAt: number;
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;
  private readonly limits: Limits;
  private output = '';
  private watched: Watched | undefined;
  /** Why it was killed. */
  private killedFor: Finding | undefined;

  private constructor(modulePath: string, limits: Limits) {
    this.limits = limits;
    writeFileSync(this.placeFile, Buffer.alloc(PLACE_BYTES));
    this.placeAt = openSync(this.placeFile, 'r');
    this.child = fork(path.join(import.meta.dirname, 'run-target-process.ts'), [modulePath, this.placeFile], {
      cwd: root,
      execArgv: ['--import', import.meta.resolve('tsx'), '--conditions=@proj/source', '--max-old-space-size=1024'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.ended = once(this.child, 'exit').catch((error: unknown) => error);
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (data: Buffer) => (this.output = `${this.output}${String(data)}`.slice(-MAX_OUTPUT)));
  }

  static async start(modulePath: string): Promise<TargetProcess> {
    const { target } = (await import(modulePath)) as { readonly target: FuzzTarget };
    const started = new TargetProcess(modulePath, limitsOf(target));
    if (await started.until('ready', () => undefined)) return started;
    await started.end();
    throw new Error(`${modulePath} does not start:\n${started.output}`);
  }

  place(): Place {
    const bytes = Buffer.alloc(PLACE_BYTES);
    readSync(this.placeAt, bytes, 0, PLACE_BYTES, 0);
    return readPlace(bytes);
  }

  /** Reports findings as they come; resolves with the one that ended the process, if one did. */
  async fuzz(
    order: Omit<Extract<Order, { kind: 'fuzz' }>, 'kind'>,
    onFinding: (index: number, finding: Finding) => void,
  ): Promise<Finding | undefined> {
    this.child.send({ kind: 'fuzz', ...order } satisfies Order);
    const done = await this.until('done', (report) => {
      if (report.kind === 'finding') onFinding(report.index, report.finding);
    });
    return done ? undefined : this.death();
  }

  /**
   * Runs one input. After a finding that killed the process, this object is of no further use: see
   * `lives`.
   */
  async probe(input: Buffer): Promise<Answer | Finding> {
    this.child.send({ kind: 'probe', input: input.toString('base64') } satisfies Order);
    const report = await this.until('verdict', () => undefined);
    return report?.kind === 'verdict' ? report.verdict : this.death();
  }

  get lives(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null && this.killedFor === undefined;
  }

  async end(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
    closeSync(this.placeAt);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private death(): Finding {
    const { exitCode, signalCode } = this.child;
    const how = `the process ended with ${signalCode ?? `exit code ${exitCode ?? '?'}`}`;
    const outOfMemory = /heap out of memory|Array buffer allocation failed/.test(this.output);
    return this.killedFor ?? { kind: outOfMemory ? 'memory' : 'crashed', message: `${how}\n${this.output}` };
  }

  /** Watches until a report of that kind arrives. `undefined` when the process ends first. */
  private until(kind: Report['kind'], onReport: (report: Report) => void): Promise<Report | undefined> {
    return new Promise((resolve) => {
      const timer = setInterval(() => this.look(), LOOK_EVERY_MS);
      const finish = (report: Report | undefined): void => {
        clearInterval(timer);
        this.child.off('message', onMessage);
        this.child.off('close', onClose);
        this.watched = undefined;
        resolve(report);
      };
      const onMessage = (message: unknown): void => {
        const report = message as Report;
        onReport(report);
        if (report.kind === kind) finish(report);
      };
      const onClose = (): void => finish(undefined);
      this.child.on('message', onMessage);
      this.child.once('close', onClose);
      if (this.child.exitCode !== null || this.child.signalCode !== null) finish(undefined);
    });
  }

  private look(): void {
    const { tried, index } = this.place();
    const now = this.measure();
    // The code is still loading.
    if (!now || index + tried === 0) return;
    const key = index + tried;
    if (this.watched?.tried !== key) {
      this.watched = { tried: key, ...now, since: performance.now() };
      return;
    }
    const finding = this.tooMuch(this.watched, now);
    if (!finding) return;
    this.killedFor ??= finding;
    this.child.kill('SIGKILL');
  }

  private tooMuch(before: Watched, now: Measured): Finding | undefined {
    const cpuMs = now.cpuMs - before.cpuMs;
    const memory = now.memoryBytes - before.memoryBytes;
    const idleMs = performance.now() - before.since;
    if (memory > this.limits.memoryBytes)
      return { kind: 'memory', message: `over ${Math.round(memory / 1024 / 1024)} MB more` };
    // An input that ends is measured by the process itself.
    if (cpuMs > this.limits.cpuMs * 1.5)
      return { kind: 'slow', message: `over ${Math.round(cpuMs)} ms of CPU time, and no end` };
    if (idleMs > this.limits.idleMs && cpuMs < this.limits.cpuMs)
      return { kind: 'hangs', message: `no end after ${Math.round(idleMs)} ms` };
    return undefined;
  }

  private measure(): Measured | undefined {
    try {
      const { cpuMicros } = parseStat(readFileSync(`/proc/${this.child.pid}/stat`, 'utf8'));
      const pages = Number(readFileSync(`/proc/${this.child.pid}/statm`, 'utf8').split(' ')[1]);
      return { cpuMs: cpuMicros / 1000, memoryBytes: pages * PAGE_BYTES };
    } catch {
      return undefined;
    }
  }
}
