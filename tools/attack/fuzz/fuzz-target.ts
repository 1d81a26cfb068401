import type { Random } from './random.js';

/** What a target did with an input when all went well. */
export type Answer = 'accepted' | 'rejected';

/** Code under attack. A module of `targets` exports one as `target`. */
export interface FuzzTarget {
  readonly name: string;
  /**
   * Folders, relative to the root of the repository, whose files are mutated.
   */
  readonly corpus: readonly string[];
  /** Texts that mean something to the target. */
  readonly dictionary: readonly string[];
  /** Makes a new input; called for every other one. For targets whose corpus lacks variety. */
  readonly generate?: (random: Random) => Buffer;
  /** Runs the code on one input. Anything it throws or rejects with is a finding. */
  readonly run: (input: Buffer) => Answer | Promise<Answer>;
  /** The size of the largest input. @default 65_536 */
  readonly maxBytes?: number;
  /** Overrides the usual limits. */
  readonly limits?: Partial<Limits>;
}

/** Something that must not happen, and did for one input. */
export interface Finding {
  readonly kind:
    /** It threw or rejected, or a promise that is not awaited was rejected. */
    | 'threw'
    /** More CPU time than {@link Limits.cpuMs}. */
    | 'slow'
    /** No end within {@link Limits.idleMs}, without using the CPU. */
    | 'hangs'
    /** More than {@link Limits.memoryBytes} on top of the memory used before. */
    | 'memory'
    /** The process is gone. */
    | 'crashed';
  readonly message: string;
}

/** For one input. */
export interface Limits {
  readonly cpuMs: number;
  readonly idleMs: number;
  readonly memoryBytes: number;
}

export const limitsOf = (target: FuzzTarget): Limits => ({
  cpuMs: 2_000,
  idleMs: 20_000,
  memoryBytes: 256 * 1024 * 1024,
  ...target.limits,
});

/**
 * Findings with the same signature are taken for the same mistake. It leaves out numbers and quoted
 * texts, which come from the input.
 */
export const signatureOf = ({ kind, message }: Finding): string => {
  const [first = '', ...rest] = message.split('\n');
  const where = rest.find((line) => /^\s+at /.test(line) && !line.includes('node:')) ?? '';
  const what = first.replaceAll(/"[^"]*"|'[^']*'/g, '…').replaceAll(/\d+/g, '0');
  return kind === 'threw' ? `${kind} ${what.slice(0, 120)} ${where.trim()}` : kind;
};
