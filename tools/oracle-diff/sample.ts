/** A file that both parsers are asked about. */
export interface Sample {
  /** Where it comes from, for the report. */
  readonly name: string;
  /** With the dot: it says what kind of file it is. */
  readonly extension: string;
  readonly text: string;
}

/**
 * What a parser says of a file. The model is flat: `columns.0.type` → `String`, so that two models
 * are compared by comparing texts. Both sides are brought to the same form where they mean the
 * same; `our-answer.ts` and `original-answer.ts` say how.
 */
export interface Answer {
  readonly accepted: boolean;
  /** Why it was refused: everything that we say, or the one thing that the original says. */
  readonly reasons: readonly Reason[];
  readonly model: ReadonlyMap<string, string>;
}

export interface Reason {
  /** Ours; empty for the original, which has none. */
  readonly code: string;
  readonly message: string;
}
