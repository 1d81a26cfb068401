import type { Span } from './span.js';

/** One change of a text. An empty `span` inserts, an empty `text` removes. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** How a tool can put something right. The edits belong together: all of them are made, or none. */
export interface Fix {
  /** What it does, as an order in lower case, for a menu or a report: `rename to KAFKA_TOPIC`. */
  readonly title: string;
  /** In the file of the diagnostic. They do not overlap. */
  readonly edits: readonly TextEdit[];
}
