/** The topics of a group that cannot be read at present. */
export interface UnreadableTopics {
  readonly missing: readonly string[];
  /** Topics that we are not authorized to see. */
  readonly forbidden: readonly string[];
}
