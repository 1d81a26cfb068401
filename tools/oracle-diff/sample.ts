/** A file that is given to both parsers. */
export interface Sample {
  /** Where it comes from, for the report. */
  readonly name: string;
  /** With the dot. Determines the kind of file. */
  readonly extension: string;
  readonly text: string;
}

/**
 * What a parser answers about a file. The model is flat (`columns.0.type` → `String`), so that two
 * models can be compared text by text. Where both mean the same, `our-answer.ts` and
 * `original-answer.ts` give it the same form.
 */
export interface Answer {
  readonly accepted: boolean;
  /** Why the file was refused: all our reasons, or the original's first one. */
  readonly reasons: readonly Reason[];
  readonly model: ReadonlyMap<string, string>;
}

export interface Reason {
  /** Ours; empty for the original, which has none. */
  readonly code: string;
  readonly message: string;
}
