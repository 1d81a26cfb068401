import { nearestName } from '@proj/diagnostics';
import type { BatchLimits, Pipeline } from '@proj/kafka-ingest';
import { readDatasourceLimit, readLimit, type Limit } from '../arguments/limit-flag.js';
import { runLimits, variableOf } from '../arguments/run-limits.js';
import { WrongArguments } from '../arguments/wrong-arguments.js';
import type { Io } from '../io.js';
import { UsageError } from '../usage-error.js';
import { instanceName } from './instance-name.js';

/** What was given on the command line; the environment fills what is missing. */
export interface RunFlags {
  readonly batchAge: Limit;
  readonly batchRows: Limit;
  readonly batchBytes: Limit;
  readonly memory: number | undefined;
  readonly stopTimeout: number | undefined;
  readonly instance: string | undefined;
}

/** How a run behaves. */
export interface RunSettings {
  /** For data sources without limits of their own. */
  readonly batches: Partial<BatchLimits>;
  /** For the data sources that have some. */
  readonly batchesOf: ReadonlyMap<string, Partial<BatchLimits>>;
  readonly memoryBytes: number | undefined;
  readonly stopMs: number;
  readonly instance: string | undefined;
}

/** Less than the 10 s that Docker waits before it kills. In ms. */
const STOP_MS = 9_000;

const batchFlags = { batchAge: 'maxAgeMs', batchRows: 'maxRows', batchBytes: 'maxBytes' } as const;
type BatchFlag = keyof typeof batchFlags;

/**
 * Completes what was given on the command line from the environment.
 *
 * @param flags of the command line
 * @param env of the process
 * @param project whose data sources the limits may name
 * @param project.folder absolute
 * @param project.datasources that read from Kafka
 * @throws UsageError a variable has a wrong value, or a limit names an unknown data source
 */
export function runSettings(
  flags: RunFlags,
  env: Io['env'],
  { folder, datasources }: { readonly folder: string; readonly datasources: readonly string[] },
): RunSettings {
  const ofEnv = (flag: keyof typeof runLimits | 'instance'): string | undefined => {
    const text = env[variableOf(flag)];
    return text === '' ? undefined : text;
  };
  const one = (flag: 'memory' | 'stopTimeout'): number | undefined => {
    const text = ofEnv(flag);
    return flags[flag] ?? (text === undefined ? undefined : readLimit(text, variableOf(flag), runLimits[flag]));
  };
  try {
    const limits = Object.keys(batchFlags).map((key): readonly [BatchFlag, Limit] => {
      const flag = key as BatchFlag;
      const base = readDatasourceLimit(ofEnv(flag), variableOf(flag), runLimits[flag]);
      return [flag, { ...base, ...flags[flag], of: { ...base.of, ...flags[flag].of } }];
    });
    const named = new Set(limits.flatMap(([, { of }]) => Object.keys(of)));
    for (const name of named) if (!datasources.includes(name)) throw unknownDatasource(name, datasources);
    return {
      batches: limitsOf(limits, ({ all }) => all),
      batchesOf: new Map([...named].map((name) => [name, limitsOf(limits, ({ of }) => of[name])])),
      memoryBytes: one('memory'),
      stopMs: one('stopTimeout') ?? STOP_MS,
      instance: instanceName(flags.instance ?? ofEnv('instance'), folder),
    };
  } catch (error) {
    if (error instanceof WrongArguments)
      throw new UsageError('wrong-setting', error.message, 'See kafka-ingest run --help.');
    throw error;
  }
}

/** The pipelines with the limits that were given for single data sources. */
export const limitedPipelines = (pipelines: readonly Pipeline[], { batchesOf }: RunSettings): readonly Pipeline[] =>
  pipelines.map((one) => {
    const batches = batchesOf.get(one.datasource);
    return batches ? { ...one, batches: { ...one.batches, ...batches } } : one;
  });

const limitsOf = (
  limits: readonly (readonly [BatchFlag, Limit])[],
  pick: (limit: Limit) => number | undefined,
): Partial<BatchLimits> =>
  Object.fromEntries(
    limits.flatMap(([flag, limit]) => {
      const value = pick(limit);
      return value === undefined ? [] : [[batchFlags[flag], value]];
    }),
  );

function unknownDatasource(name: string, names: readonly string[]): UsageError {
  const meant = nearestName(name, names);
  const hint = meant === undefined ? `These read from Kafka: ${names.join(', ')}.` : `Did you mean ${meant}?`;
  return new UsageError(
    'unknown-datasource',
    `A batch limit names the data source ${name}, which does not read from Kafka here.`,
    hint,
  );
}
