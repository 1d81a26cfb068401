import type { DatasourceStats, IngestStats, Logger } from '@proj/kafka-ingest';

const EVERY_MS = 30_000;

/**
 * Logs a line every half minute for each data source that progressed, that is behind, or whose lag
 * is unknown. Without it, the log would look healthy while every message goes to quarantine, or
 * while nothing arrives at all.
 *
 * @returns a function that stops it
 */
export function logProgress(logger: Logger, stats: () => IngestStats): () => void {
  const before = new Map<string, DatasourceStats>();
  const timer = setInterval(() => {
    for (const now of stats().datasources) {
      const last = before.get(now.datasource);
      before.set(now.datasource, now);
      logOne(logger, now, last);
    }
  }, EVERY_MS);
  return () => clearInterval(timer);
}

function logOne(logger: Logger, now: DatasourceStats, last: DatasourceStats | undefined): void {
  const { datasource, lag } = now;
  const landed = now.rowsLanded - (last?.rowsLanded ?? 0);
  const quarantined = now.rowsQuarantined - (last?.rowsQuarantined ?? 0);
  const isIdle = landed + quarantined === 0;
  if (isIdle && lag === 0) return;
  const fields = { datasource, landed, quarantined, lag };
  const rows = isIdle ? 'nothing landed' : `${landed} rows landed`;
  const behind = lag === 0 ? '' : `, ${lagText(now)}`;
  if (quarantined === 0) {
    logger[isIdle ? 'warn' : 'info'](fields, `${datasource}: ${rows}${behind}.`);
    return;
  }
  const reason = now.lastQuarantineReason ?? 'an unknown reason';
  logger.warn(fields, `${datasource}: ${rows}, ${quarantined} quarantined${behind}. The last one because of ${reason}`);
}

/** How far it is behind, or why that is unknown. */
function lagText({ lag, partitions }: DatasourceStats): string {
  if (lag !== undefined) return `lag ${lag}`;
  return partitions === 0 ? 'no partition is assigned' : 'lag unknown';
}
