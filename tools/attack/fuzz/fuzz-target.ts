import type { Random } from './random.js';

/** What became of one input that a target took as it should. */
export type Answer = 'accepted' | 'rejected';

/** Code under attack. A module of `targets` exports one as `target`. */
export interface FuzzTarget {
  readonly name: string;
  /**
   * Folders, from the root of the repository, whose files are the inputs that mutations begin with.
   */
  readonly corpus: readonly string[];
  /** Texts that mean something to the target. */
  readonly dictionary: readonly string[];
  /** A new input, where the corpus alone has too few shapes. Made for every other input. */
  readonly generate?: (random: Random) => Buffer;
  /** Runs the code on one input. Everything that it throws or rejects with is a finding. */
  readonly run: (input: Buffer) => Answer | Promise<Answer>;
  /** Of an input, in bytes. @default 65_536 */
  readonly maxBytes?: number;
  /** Where other limits than the usual ones hold. */
  readonly limits?: Partial<Limits>;
}

/** Something that must not happen, by one input. */
export interface Finding {
  readonly kind:
    /** It threw, rejected, or a promise that nobody waits for was rejected. */
    | 'threw'
    /** More CPU time than {@link Limits.cpuMs}. */
    | 'slow'
    /** No end within {@link Limits.idleMs}, without using the CPU. */
    | 'hangs'
    /** More memory than {@link Limits.memoryBytes} on top of what there was. */
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
 * Findings with the same signature are taken for the same mistake: numbers differ, and texts of the
 * input.
 */
export const signatureOf = ({ kind, message }: Finding): string => {
  const [first = '', ...rest] = message.split('\n');
  const where = rest.find((line) => /^\s+at /.test(line) && !line.includes('node:')) ?? '';
  const what = first.replaceAll(/"[^"]*"|'[^']*'/g, '…').replaceAll(/\d+/g, '0');
  return kind === 'threw' ? `${kind} ${what.slice(0, 120)} ${where.trim()}` : kind;
};
