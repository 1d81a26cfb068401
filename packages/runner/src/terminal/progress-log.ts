import type { DatasourceStats, IngestStats, Logger } from '@proj/kafka-ingest';

const EVERY_MS = 30_000;

/**
 * Logs a line every half minute for each data source that progressed. Without it, the log would
 * look healthy while every message goes to quarantine.
 *
 * @returns a function that stops it
 */
export function logProgress(logger: Logger, stats: () => IngestStats): () => void {
  const before = new Map<string, DatasourceStats>();
  const timer = setInterval(() => {
    for (const now of stats().datasources) {
      const last = before.get(now.datasource);
      before.set(now.datasource, now);
      const landed = now.rowsLanded - (last?.rowsLanded ?? 0);
      const quarantined = now.rowsQuarantined - (last?.rowsQuarantined ?? 0);
      if (landed + quarantined === 0) continue;
      const fields = { datasource: now.datasource, landed, quarantined, lag: now.lag };
      if (quarantined === 0) logger.info(fields, `${now.datasource}: ${landed} rows landed.`);
      else {
        const text = `${now.datasource}: ${landed} rows landed, ${quarantined} quarantined. The last one because of ${now.lastQuarantineReason ?? 'an unknown reason'}`;
        logger.warn(fields, text);
      }
    }
  }, EVERY_MS);
  return () => clearInterval(timer);
}
