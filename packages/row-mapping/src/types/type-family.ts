/** A spelling of a value in a message, and what it means. */
export interface AcceptedSpelling {
  /** The column's type. */
  readonly type: string;
  /** The value as the message writes it. */
  readonly json: string;
  /** What is stored, as ClickHouse shows it. */
  readonly stored: string;
}

/** Types that are filled by the same rules. */
export interface TypeFamily {
  /** As in the documentation: `Decimal(P, S)`. */
  readonly types: string;
  /** What is accepted, in Markdown. */
  readonly accepts: string;
  /** One example of each accepted spelling. */
  readonly accepted: readonly AcceptedSpelling[];
  /** One example of each refused spelling. */
  readonly refused: readonly { readonly type: string; readonly json: string }[];
}

/** Spellings of one type's values: as JSON, and as stored. */
export const accepted = (
  type: string,
  ...pairs: readonly (readonly [json: string, stored: string])[]
): AcceptedSpelling[] => pairs.map(([json, stored]) => ({ type, json, stored }));

/** Values that a type refuses. */
export const refused = (type: string, ...values: readonly string[]): { type: string; json: string }[] =>
  values.map((json) => ({ type, json }));
