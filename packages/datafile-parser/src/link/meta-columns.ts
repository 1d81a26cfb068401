/** The columns that the connector adds to every data source that reads from Kafka, and its optional one. */
export const META_COLUMNS: ReadonlySet<string> = new Set([
  '__value',
  '__topic',
  '__partition',
  '__offset',
  '__timestamp',
  '__key',
  '__headers',
]);
