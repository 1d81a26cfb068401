/** A column of a data source, as a datafile has it. */
export interface Column {
  readonly name: string;
  readonly type: string;
  /** `$` is the whole message. */
  readonly path: string;
}
