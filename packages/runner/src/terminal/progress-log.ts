import type { DatasourceStats, IngestStats, Logger } from '@proj/kafka-ingest';

const EVERY_MS = 30_000;

/**
 * A line for each data source that moved, every half a minute: a log without one would look healthy while
 * everything goes to quarantine. @returns how to stop
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
        const text = `${now.datasource}: ${landed} rows landed, ${quarantined} quarantined. The last because of ${now.lastQuarantineReason ?? 'an unknown reason'}`;
        logger.warn(fields, text);
      }
    }
  }, EVERY_MS);
  return () => clearInterval(timer);
}
