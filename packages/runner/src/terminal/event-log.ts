import type { Ingest, IngestProblem, Logger } from '@proj/kafka-ingest';
import { stalledText } from './stalled-text.js';
import { followStarts } from './start-lines.js';

/** Logs what an ingest says. @returns how to stop */
export function logEvents(ingest: Pick<Ingest, 'on'>, logger: Logger): () => void {
  const stops = [
    followStarts(ingest, ({ isAlarming, fields, text }) => logger[isAlarming ? 'warn' : 'info'](fields, text)),
    ingest.on('stalled', (stall) => logger.warn({ ...stall }, stalledText(stall))),
    ingest.on('status', ({ connection, groupId, datasources, state, problem, retryInMs }) => {
      const who = { connection, groupId, datasources };
      if (!problem) return logger.info({ ...who, state }, `Connection ${connection}: ${state}.`);
      const { code, message, hint } = problem;
      logger.warn({ ...who, code, retryInMs }, hint === undefined ? message : `${message} ${hint}`);
    }),
    ingest.on('paused', ({ reason, ...where }) => {
      // A stop pauses all of them.
      if (reason !== 'draining') logger.info({ ...where, reason }, 'Partition paused.');
    }),
    ingest.on('rewound', ({ firstOffset, ...where }) => {
      const text = `Offsets of ${where.topic}[${where.partition}] went back to ${firstOffset}: the topic was probably deleted and created again.`;
      logger.warn(where, text);
    }),
    ingest.on('error', (problem) => logger.error(fieldsOf(problem), problem.message)),
    ingest.on('note', ({ level, message, fields }) => logger[level](fields, message)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Only what a problem has: fields without a value would be noise. */
function fieldsOf({
  datasource,
  topic,
  partition,
  code,
  event,
  hint,
  retryInMs,
}: IngestProblem): Record<string, unknown> {
  const fields = { datasource, topic, partition, code, event, hint, retryInMs };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
