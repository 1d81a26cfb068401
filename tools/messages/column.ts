/** A column of a data source, as written in a datafile. */
export interface Column {
  readonly name: string;
  readonly type: string;
  /** `$` is the whole message. */
  readonly path: string;
}
