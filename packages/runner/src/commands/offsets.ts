import {
  moveOffsets,
  planMove,
  readOffsets,
  type MoveTarget,
  type Pipeline,
  type PlannedMove,
} from '@proj/kafka-ingest';
import { required } from '../arguments/argument.js';
import { defineCommand } from '../arguments/command.js';
import { secretsEnvironment } from '../arguments/environment.js';
import { choice, toggle, wholeNumber } from '../arguments/flag.js';
import { moveTarget, type TypedTarget } from '../arguments/move-target.js';
import { project } from '../arguments/project-flags.js';
import { WrongArguments } from '../arguments/wrong-arguments.js';
import { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';
import { kafkaDatasource } from '../project/kafka-datasource.js';
import { moveText, offsetsJson, offsetsText } from '../terminal/offsets-text.js';
import { UsageError } from '../usage-error.js';

export interface OffsetsOptions {
  /** Its name, or the path of its file. */
  readonly datasource: string;
  readonly folder: string;
  readonly to: TypedTarget | undefined;
  readonly partition: number | undefined;
  readonly apply: boolean;
  readonly yes: boolean;
  readonly format: 'text' | 'json';
}

export const command = defineCommand({
  name: 'offsets',
  section: 'Kafka',
  summary: 'Show how far a data source has read its topic, or move it to read again or to skip.',
  details:
    'A move is only shown until --apply is added, which takes every runner of the group to be stopped. Messages that are read again become rows again, beside the rows that are there: delete those first, or keep both. Messages are counted by their offsets; a compacted topic has fewer.',
  needs: 'Kafka',
  argument: required('DATASOURCE', { missing: 'offsets needs the name of a data source.' }),
  flags: {
    project,
    to: moveTarget(
      'PLACE',
      'Plan a move: earliest, latest, an offset, a time such as 2026-01-31T10:00Z, or how long ago, such as 30m or 7d.',
    ),
    partition: wholeNumber('N', 'Only this partition. Default: all of them.'),
    apply: toggle('Carry out the move.'),
    yes: toggle('Do not ask before it.'),
    format: choice('FORMAT', ['text', 'json'], 'text or json. Default: text.'),
  },
  environment: secretsEnvironment,
  examples: [
    {
      line: 'kafka-ingest offsets orders',
      does: 'Show committed offsets, ends and lag of orders, partition by partition.',
    },
    { line: 'kafka-ingest offsets orders --to 2h', does: 'Show what reading the last two hours again would mean.' },
    {
      line: 'kafka-ingest offsets orders --to earliest --apply',
      does: 'Read the whole topic again at the next start.',
    },
    {
      line: 'kafka-ingest offsets orders --partition 3 --to 1208 --apply --yes',
      does: 'Skip to offset 1208 of partition 3 without a question.',
    },
  ],
  options: ({ argument: datasource, flags: { project: folder = '.', format = 'text', ...flags } }): OffsetsOptions => {
    if (flags.apply && flags.to === undefined) throw new WrongArguments('--apply needs --to, the place to move to.');
    if (flags.yes && !flags.apply) throw new WrongArguments('--yes goes with --apply.');
    return { datasource, folder, format, ...flags };
  },
  run: offsets,
});

/** Shows where the group of a data source is, plans a move, and carries it out when asked to. */
async function offsets(options: OffsetsOptions, io: Io): Promise<ExitCode> {
  const found = await kafkaDatasource(options.datasource, options.folder, io);
  if (typeof found === 'number') return found;
  const { pipeline } = found;
  if (options.to === undefined) return show(pipeline, options, io);
  const { partition, apply, format } = options;
  const move = await planMove(pipeline, placeOf(options.to), partition === undefined ? {} : { partition });
  const shown = move.before.partitions.filter((one) => partition === undefined || one.partition === partition);
  if (format === 'text') io.out(moveText(move));
  if (apply && !(await confirmed(move, options, io))) {
    io.err('Nothing was changed.\n');
    return ExitCode.FailedWhileRunning;
  }
  if (apply) await moveOffsets(pipeline, move);
  if (format === 'json') io.out(offsetsJson(move.before, shown, { partitions: move.partitions, applied: apply }));
  else
    io.err(
      apply
        ? `✓ Moved. The next run of ${pipeline.datasource} starts there.\n`
        : 'Nothing is changed yet: --apply does it.\n',
    );
  return ExitCode.Done;
}

async function show(pipeline: Pipeline, { partition, format }: OffsetsOptions, io: Io): Promise<ExitCode> {
  const all = await readOffsets(pipeline);
  const shown = all.partitions.filter((one) => partition === undefined || one.partition === partition);
  if (shown.length === 0) {
    const hint = `It has ${all.partitions.length}, counted from 0.`;
    throw new UsageError('no-partition', `Topic ${all.topic} has no partition ${partition ?? 0}.`, hint);
  }
  io.out(format === 'json' ? offsetsJson(all, shown) : offsetsText(all, shown));
  return ExitCode.Done;
}

const placeOf = (to: TypedTarget): MoveTarget =>
  typeof to === 'object' && 'agoMs' in to ? { timeMs: Math.max(0, Date.now() - to.agoMs) } : to;

/** A group that is in use is refused by the move itself, so nobody is asked about it. */
async function confirmed({ before }: PlannedMove, { yes }: OffsetsOptions, io: Io): Promise<boolean> {
  if (yes || before.members.length > 0) return true;
  const answer = await io.ask(`Move the offsets of group ${before.groupId} in ${before.topic}? [y/N] `);
  if (answer === undefined && !io.terminal.in) {
    throw new UsageError('not-confirmed', 'A move has to be confirmed.', 'Add --yes where nobody can answer.');
  }
  return /^y(?:es)?$/i.test(answer?.trim() ?? '');
}
