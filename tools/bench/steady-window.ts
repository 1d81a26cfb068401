/** A sample taken while a backlog was consumed. */
export interface Sample {
  readonly atMs: number;
  /** Rows that a query sees. */
  readonly rows: number;
  readonly cpuMicros: number;
}

export interface SteadyFigures {
  readonly rowsPerSecond: number;
  readonly cpuMicrosPerRow: number;
}

/*
 * Start-up, the first compilation of hot code and the wait for the age of the last batches are not
 * steady state: the window opens when a tenth of the rows have landed and closes before the last
 * twentieth.
 */
const FROM = 0.1;
const TO = 0.95;
/**
 * With fewer landings in the window, the batches are too large for this backlog, and everything
 * after the first one counts.
 */
const LEAST_LANDINGS = 4;

/**
 * Rows per second and CPU per row in the steady part of a backlog of `total` rows. Samples are in
 * order, at even distances, and end with all rows.
 *
 * Rows become visible in lumps of tens of thousands, sometimes several at once. The difference
 * between two samples would be wrong by up to a lump; the slope of a line through all samples is
 * not.
 */
export function steadyFigures(samples: readonly Sample[], total: number): SteadyFigures {
  const steady = samples.filter(({ rows }) => rows >= FROM * total && rows <= TO * total);
  const landings = new Set(steady.map(({ rows }) => rows)).size - 1;
  const used = landings >= LEAST_LANDINGS ? steady : samples.filter(({ rows }) => rows > 0);
  const rowsPerMs = slope(used, ({ rows }) => rows);
  const cpuMicrosPerMs = slope(used, ({ cpuMicros }) => cpuMicros);
  if (!(rowsPerMs > 0)) throw new Error('The backlog is too small: its rows became visible all at once.');
  return { rowsPerSecond: rowsPerMs * 1_000, cpuMicrosPerRow: cpuMicrosPerMs / rowsPerMs };
}

/** Of the least-squares line through a value over time. */
function slope(samples: readonly Sample[], value: (sample: Sample) => number): number {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const meanTime = mean(({ atMs }) => atMs);
  const meanValue = mean(value);
  let along = 0;
  let spread = 0;
  for (const sample of samples) {
    along += (sample.atMs - meanTime) * (value(sample) - meanValue);
    spread += (sample.atMs - meanTime) ** 2;
  }
  return along / spread;
}
