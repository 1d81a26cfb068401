/** Why a column of a message has no value. Codes are stable; texts begin as shown. */
export const rejectionReasons = [
  {
    code: 'mapping/wrong-type',
    text: `value '<value>' on column '<column>' is not <Type>`,
    meaning:
      'The value is not of the type. It is cut at 100 characters, and control characters in it are shown as escapes; the type is without Nullable and LowCardinality. After it: where in an array, map, tuple or JSON object the first bad value stands (`at .items[1].price`), what is wrong with it, and an example of what would be accepted.',
  },
  {
    code: 'mapping/missing-value',
    text: `value of column '<column>' is not in the message at <path>, and the column is neither Nullable nor has a DEFAULT`,
    meaning: 'Or `is null at <path>`.',
  },
  {
    code: 'mapping/path-failed',
    text: `value of column '<column>' cannot be found: the message is too deep for <path>`,
    meaning: 'Only with paths that run through jsonpath-plus.',
  },
] as const;

/** The code of one of {@link rejectionReasons}. */
export type RejectionCode = (typeof rejectionReasons)[number]['code'];
