import { Random } from './random.js';
import type { TableOptions } from './sim-clickhouse.js';

/** What a run is set up with. */
export interface SimConfig {
  readonly topics: readonly { readonly name: string; readonly partitions: number; readonly isMissing: boolean }[];
  readonly members: number;
  readonly reset: 'earliest' | 'latest';
  readonly isEager: boolean;
  readonly hasInstanceNames: boolean;
  readonly keepsMetadata: boolean;
  /** Whether the codec answers with promises, and fails at times. */
  readonly codecNeedsIo: boolean;
  readonly maxRows: number;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
  readonly maxConcurrentInserts: number;
  readonly maxUnacknowledgedBytes: number;
  readonly tables: TableOptions;
  readonly badShare: number;
  readonly poisonShare: number;
}

export type StepKind = keyof typeof weights;

/** Something that happens to the world at a moment. The numbers are read as the kind needs them. */
export interface Step {
  readonly at: number;
  readonly kind: StepKind;
  readonly a: number;
  readonly b: number;
  readonly seed: number;
}

export interface Schedule {
  readonly seed: number;
  readonly config: SimConfig;
  readonly steps: readonly Step[];
}

/** How often each kind of step occurs. */
const weights = {
  produce: 30,
  'produce-aborted': 2,
  'open-transaction': 1.5,
  'close-transaction': 1.5,
  compact: 1.5,
  retain: 1,
  truncate: 1,
  'recreate-topic': 1,
  'delete-topic': 0.5,
  'add-partition': 0.7,
  crash: 4,
  stop: 2,
  start: 5,
  freeze: 3,
  rebalance: 2,
  'put-out': 1,
  'insert-faults': 6,
  'commit-faults': 4,
  'question-faults': 1,
  'poll-faults': 1,
  'decode-faults': 1,
  'restart-clickhouse': 2,
  'jump-clocks': 0.7,
  'long-outage': 1,
  replay: 0.7,
  'delete-group': 0.5,
};

/** How long things go wrong, in virtual ms. */
export const FAULTS_MS = 15_000;

/** The schedule of a seed. Always the same. */
export function scheduleOf(seed: number): Schedule {
  const random = new Random(seed);
  const config = configOf(random);
  const count = random.between(8, 45);
  const steps = Array.from({ length: count }, (): Step => {
    const kind = random.weighted(weights);
    return {
      at: random.between(0, FAULTS_MS),
      kind,
      a: random.next(),
      b: random.next(),
      seed: random.between(0, 2 ** 31),
    };
  });
  return { seed, config, steps: steps.sort((one, other) => one.at - other.at) };
}

function configOf(random: Random): SimConfig {
  const forgets = random.chance(0.3);
  const keepsMetadata = random.chance(0.92);
  const maxAgeMs = forgets ? 4 : random.pick([50, 300, 1_000]);
  const maxBytes = random.pick([400, 2_000, 20_000]);
  const tablePartitions = random.pick([1, 1, 2, 3, 12]);
  return {
    topics: ['a', 'b'].slice(0, random.between(1, 2)).map((name) => ({
      name,
      partitions: random.between(1, 3),
      isMissing: random.chance(0.05),
    })),
    members: random.between(1, 3),
    reset: random.pick(['earliest', 'earliest', 'latest']),
    isEager: random.chance(0.2),
    hasInstanceNames: random.chance(0.3),
    keepsMetadata,
    codecNeedsIo: random.chance(0.25),
    maxRows: random.pick([3, 10, 40]),
    maxBytes,
    maxAgeMs,
    maxConcurrentInserts: random.between(1, 3),
    maxUnacknowledgedBytes: Math.max(maxBytes, random.pick([1_000, 4_000, 100_000])),
    tables: {
      window: 10_000,
      // Twice the time for which the engine relies on a token, for a topic of four partitions.
      windowMs: forgets ? 2 * ((2_500 / 1) * maxAgeMs) : Infinity,
      viewWindow: random.chance(0.8) ? 10_000 : 0,
      tablePartitions,
      mostTablePartitions: tablePartitions > 3 ? 4 : 100,
    },
    badShare: random.pick([0, 0.1, 0.5]),
    poisonShare: random.pick([0, 0, 0.05]),
  };
}
