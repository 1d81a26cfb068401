import type { Pressure } from './protocol.js';
import type { PartitionState } from './state.js';

/** However little memory ClickHouse has, a batch of this size must fit. */
const LEAST_ROWS = 1_000;
const LEAST_BYTES = 256 * 1024;
/** However slow merges are, nobody should wait longer. In ms. */
const MOST_AGE_MS = 60_000;
/** How fast a limit goes back to what was asked for, with every batch that lands. */
const RECOVERY = 1.25;

/**
 * Fact: ClickHouse is under pressure. The batch that met it keeps its range, because that has been
 * planned; those after it are smaller where memory was short, and come less often where merges did
 * not keep up with the parts.
 */
export function yieldTo(p: PartitionState, pressure: Pressure | undefined): void {
  const { limits } = p;
  if (pressure === 'memory') {
    limits.maxRows = Math.max(Math.min(LEAST_ROWS, p.wantedLimits.maxRows), Math.floor(limits.maxRows / 2));
    limits.maxBytes = Math.max(Math.min(LEAST_BYTES, p.wantedLimits.maxBytes), Math.floor(limits.maxBytes / 2));
  }
  if (pressure === 'parts') limits.maxAgeMs = Math.max(p.wantedLimits.maxAgeMs, Math.min(MOST_AGE_MS, limits.maxAgeMs * 2)); // prettier-ignore
}

/** Fact: a batch has landed. The limits go back to what was asked for, step by step. */
export function recover({ limits, wantedLimits }: PartitionState): void {
  limits.maxRows = Math.min(wantedLimits.maxRows, Math.ceil(limits.maxRows * RECOVERY));
  limits.maxBytes = Math.min(wantedLimits.maxBytes, Math.ceil(limits.maxBytes * RECOVERY));
  limits.maxAgeMs = Math.max(wantedLimits.maxAgeMs, limits.maxAgeMs / RECOVERY);
}
