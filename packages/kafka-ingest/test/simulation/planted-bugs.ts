import type { Edit } from './bundle-simulation.js';

/** A mistake that could have been made, and must not go unnoticed. */
export interface PlantedBug {
  /** What the engine does with it. */
  readonly name: string;
  readonly edits: readonly Edit[];
  /** The first seed that is played: rare ones take long from the beginning. @default 1 */
  readonly from?: number;
}

const bug = (name: string, file: string, find: string, replace: string): PlantedBug => ({
  name,
  edits: [{ file, find, replace }],
});

const delivery = (file: string): string => `src/delivery/${file}.ts`;
const consumer = (file: string): string => `src/consumer/${file}.ts`;

/** In what the delivery machine decides. */
export const decisions: readonly PlantedBug[] = [
  bug('commits a batch before it is inserted', delivery('planning'), 'offset: batch.first,', 'offset: batch.last + 1,'),
  bug(
    'commits beyond a plan while its range is built again',
    delivery('planning'),
    'if (isRebuilding(p)) return undefined;',
    '',
  ),
  bug('inserts before the plan is stored', delivery('inserting'), ' || !isPlanned(p, batch)', ''),
  bug(
    'forgets the plan when a partition is assigned',
    delivery('state'),
    'rebuildTo: stored?.plan?.last,',
    'rebuildTo: undefined,',
  ),
  bug(
    'applies the limits of batches to a range that is built again',
    delivery('batching'),
    'if (!p.open || isRebuilding(p)) return;',
    'if (!p.open) return;',
  ),
  bug('seals a range before all of it is read', delivery('planning'), 'p.readTo <= to || ', ''),
  bug(
    'takes messages that were dropped for read',
    delivery('planning'),
    'p.appending > 0 || isClosing(m, p)) return;',
    'p.appending > 0) return;',
  ),
  bug(
    'skips a gap while messages wait',
    delivery('planning'),
    '!p.open && p.received.length === 0 && p.appending === 0',
    '!p.open',
  ),
  bug(
    'never skips a gap',
    delivery('planning'),
    'if (isIdle && p.readTo > p.next)',
    'if (isIdle && p.readTo > Infinity)',
  ),
  bug(
    'does not commit where it starts',
    delivery('committing'),
    'if (!position || isSame(p.stored, position)) return;',
    'if (!position || isSame(p.stored, position) || (!p.stored && !position.plan)) return;',
  ),
  bug('commits what a stop has dropped', delivery('committing'), ' || p.isAbandoned', ''),
  bug(
    'takes the answer to one commit for that to the next',
    delivery('committing'),
    '  p.stored = position;',
    "  const [next] = p.batches.filter((batch) => batch.state !== 'inserted');\n  p.stored = { ...position, plan: next && { first: next.first, last: next.last } };",
  ),
  bug(
    'inserts the last batch first',
    delivery('state'),
    "p.batches.find((batch) => batch.state !== 'inserted')",
    "p.batches.findLast((batch) => batch.state !== 'inserted')",
  ),
  bug(
    'does not notice that offsets went back',
    delivery('batching'),
    'const rewound = first < p.readTo;',
    'const rewound = false;',
  ),
  bug(
    'starts a partition that was added at its end',
    delivery('starting'),
    'if (isAdded(facts)) return',
    'if (isAdded(facts) && !facts) return',
  ),
  bug(
    'starts a topic that was created later at its end',
    delivery('starting'),
    'if (createdLater) return',
    'if (createdLater && !facts) return',
  ),
  bug(
    'takes the offset of a deleted topic for one of the new topic',
    delivery('starting'),
    'topicId !== undefined && !isSameTopic) {',
    'topicId !== undefined && !isSameTopic && committed > logEnd) {',
  ),
  bug(
    'skips to the end when the committed offset is beyond it',
    delivery('starting'),
    'isSameTopic ? logEnd : logStart;',
    'logEnd;',
  ),
  {
    from: 901,
    ...bug(
      'does not pause a partition that holds too much',
      delivery('flow-control'),
      "m.bytes > softBytes(m) ? 'backlog'",
      "m.bytes < 0 ? 'backlog'",
    ),
  },
  {
    from: 402_601,
    ...bug(
      'waits for room before it reads the rest of a range that is built again',
      delivery('flow-control'),
      'holdsTooMuch && !isMidRebuild(p)',
      'holdsTooMuch',
    ),
  },
  bug(
    'never resumes what it has paused',
    delivery('flow-control'),
    "if (p.phase === 'owned') m.commands.push({ type: 'resume'",
    "if (p.phase !== 'owned') m.commands.push({ type: 'resume'",
  ),
];

/** In what the consumer does, and in what ClickHouse is trusted with. */
export const actions: readonly PlantedBug[] = [
  bug('leaves the epoch out of the token', consumer('insert-token'), '${topicId}.${epoch}:', '${topicId}:'),
  {
    name: 'leaves the topic id out of the token of a topic that keeps its epoch',
    edits: [
      { file: consumer('insert-token'), find: '${topicId}.${epoch}:', replace: '${epoch}:' },
      {
        file: consumer('incarnations'),
        find: 'export const newEpoch = (clock: Clock): string =>\n',
        replace: "export const newEpoch = (clock: Clock): string => 'e' ||\n",
      },
    ],
  },
  bug(
    'keeps the epoch in a wanted replay',
    consumer('incarnations'),
    'export const newEpoch = (clock: Clock): string =>\n',
    "export const newEpoch = (clock: Clock): string => 'e' ||\n",
  ),
  bug(
    'keeps the epoch when offsets go back',
    consumer('incarnations'),
    '{ ...this.of(life - 1), epoch: newEpoch(this.#clock), floor: undefined }',
    'this.of(life - 1)',
  ),
  bug(
    'relies on tokens that ClickHouse has forgotten',
    consumer('rebuilding'),
    'const isRemembered = unixMs - plan.at < tokenLifeMs;',
    'const isRemembered = unixMs > 0;',
  ),
  {
    from: 1501,
    ...bug(
      'relies on forgotten tokens when it tries for a long time',
      consumer('batch-insert'),
      'if (attempt.isLate) await',
      'if (attempt.isLate && !sink) await',
    ),
  },
  bug(
    'counts rows of an earlier epoch as stored',
    consumer('incarnations'),
    'await this.#storedEnd() : NO_FLOOR',
    '0 : NO_FLOOR',
  ),
  {
    from: 901,
    ...bug(
      'leaves the inserts of an earlier owner running',
      consumer('rebuilding'),
      '  await endEarlier(options);\n',
      '',
    ),
  },
  bug(
    'does not wait for the quarantine table',
    consumer('batch-insert'),
    "const errors = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));",
    "const errors = results.slice(0, 1).flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));",
  ),
  bug(
    'drops a row that ClickHouse refuses',
    consumer('insert-pieces'),
    '    this.refused.push({ offset: piece.first, error });\n',
    '',
  ),
  bug(
    'gives the pieces of a block the token of the whole',
    consumer('insert-pieces'),
    'token: `${token}#${nameOf(piece)}`, ',
    '',
  ),
  bug(
    'takes an answer that is not of ClickHouse for success',
    'test/simulation/sim-clickhouse.ts',
    "answer(this.#options.random.between(1, 50), new SimInsertError('retry', 'the answer is not of ClickHouse'));",
    'answer(this.#options.random.between(1, 50));',
  ),
];
