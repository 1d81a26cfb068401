import { signatureOf, type Answer, type Finding, type FuzzTarget } from './fuzz-target.js';
import { inputsOf } from './inputs.js';
import { minimise } from './minimise.js';
import { TargetProcess } from './target-process.js';

export interface FuzzOptions {
  /** Of the module that exports `target`. */
  readonly modulePath: string;
  readonly seed: number;
  /** Stops after this many inputs. */
  readonly count?: number;
  /** Stops after this many seconds. */
  readonly seconds?: number;
  readonly stop?: AbortSignal;
  /**
   * How many attempts are made to shrink an input.
   *
   * @default 400 where it throws, 60 where it ends the process
   */
  readonly maxProbes?: number;
}

export interface FoundInput {
  readonly finding: Finding;
  readonly index: number;
  readonly input: Buffer;
  /** The smallest input found that fails in the same way. */
  readonly minimised: Buffer;
}

export interface FuzzResult {
  readonly tried: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly seconds: number;
  readonly found: readonly FoundInput[];
}

/** Fewer by default where each attempt ends the process, which must then be started again. */
const probesFor = ({ kind }: Finding): number => (kind === 'threw' ? 400 : 60);

/** Runs a target on very many inputs, and minimises those that fail. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { modulePath, seed, count = Number.MAX_SAFE_INTEGER, seconds = 86_400, stop } = options;
  const { target } = (await import(modulePath)) as { readonly target: FuzzTarget };
  const inputOf = inputsOf(target, seed);
  const found = new Map<string, { readonly finding: Finding; readonly index: number }>();
  const counts = { tried: 0, accepted: 0, rejected: 0 };
  const start = performance.now();
  const spent = (): number => (performance.now() - start) / 1000;

  let next = 0;
  let goesOn = true;
  while (goesOn && next < count && spent() < seconds && !stop?.aborted) {
    const running = await TargetProcess.start(modulePath);
    const onStop = (): void => void running.end();
    stop?.addEventListener('abort', onStop, { once: true });
    const add = (index: number, finding: Finding): void => {
      const signature = signatureOf(finding);
      if (!found.has(signature)) found.set(signature, { finding, index });
    };
    const order = { seed, from: next, to: count, seconds: seconds - spent() };
    const death = await running.fuzz(order, add);
    if (stop?.aborted) break;
    stop?.removeEventListener('abort', onStop);
    const place = running.place();
    await running.end();
    counts.tried += place.tried + (death ? 1 : 0);
    counts.accepted += place.accepted;
    counts.rejected += place.rejected;
    if (!death) break;
    // Goes on behind that input, unless the process died of a mistake that is known already.
    goesOn = !found.has(signatureOf(death));
    add(place.index, death);
    next = place.index + 1;
  }
  const result = { ...counts, seconds: spent() };
  const small: FoundInput[] = [];
  for (const [signature, { finding, index }] of stop?.aborted ? [] : found) {
    const input = inputOf(index);
    small.push({
      finding,
      index,
      input,
      minimised: await smallest(modulePath, input, signature, options.maxProbes ?? probesFor(finding)),
    });
  }
  return { ...result, found: small };
}

async function smallest(modulePath: string, input: Buffer, signature: string, maxProbes: number): Promise<Buffer> {
  let running: TargetProcess | undefined;
  const fails = async (candidate: Buffer): Promise<boolean> => {
    if (!running?.lives) {
      await running?.end();
      running = await TargetProcess.start(modulePath);
    }
    const verdict = await running.probe(candidate);
    return typeof verdict === 'object' && signatureOf(verdict) === signature;
  };
  try {
    // An input that fails only because of earlier ones cannot be minimised, and stays as it is.
    return (await fails(input)) ? await minimise(input, fails, maxProbes) : input;
  } finally {
    await running?.end();
  }
}

/** What becomes of one input, in a process of its own. */
export async function runOnce(modulePath: string, input: Buffer): Promise<Answer | Finding> {
  const running = await TargetProcess.start(modulePath);
  try {
    return await running.probe(input);
  } finally {
    await running.end();
  }
}
