import type { TableServer } from '@proj/clickhouse-tables';
import { IngestError } from '@proj/diagnostics';
import type { Pipeline } from '../pipeline.js';
import type { Clock } from '../ports.js';
import { explainRefusal } from '../preflight/explain-refusal.js';

const EVERY_MS = 30_000;

/**
 * Looks from time to time whether the tables of a data source are still as the datafile describes
 * them. ClickHouse converts what does not fit, and stores 300 as 44 in an Int8 without a word.
 */
export class DriftWatch {
  readonly #pipeline: Pipeline;
  readonly #server: Pick<TableServer, 'query'>;
  readonly #clock: Clock;
  #text: string | undefined;
  #cancel: (() => void) | undefined;

  constructor(pipeline: Pipeline, server: Pick<TableServer, 'query'>, clock: Clock) {
    this.#pipeline = pipeline;
    this.#server = server;
    this.#clock = clock;
  }

  start(): void {
    this.#cancel = this.#clock.after(EVERY_MS, () => void this.#look().finally(() => this.#cancel && this.start()));
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Why nothing may be sent, if so: as of the last look. */
  get whyNot(): IngestError | undefined {
    return this.#text === undefined ? undefined : tableChanged(this.#text);
  }

  async #look(): Promise<void> {
    const [landing, quarantine] = await Promise.all(
      (['landing', 'quarantine'] as const).map((kind) => explainRefusal(this.#server, this.#pipeline, kind)),
    );
    this.#text = landing ?? quarantine;
  }
}

/**
 * A table is not as it was: held until somebody has put that right, in the table or the datafile.
 */
export const tableChanged = (text: string, cause?: unknown): IngestError =>
  new IngestError('ingest/table-changed', text, {
    retryable: false,
    cause,
    hint: 'Change the table back, or the datafile and deploy. Nothing is lost: reading goes on from there.',
  });
