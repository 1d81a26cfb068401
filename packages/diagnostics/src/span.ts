/**
 * A range of a text: offsets in UTF-16 code units, `start` included, `end` not. An empty range
 * (`start === end`) points between two characters, for example at something that is missing.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}
