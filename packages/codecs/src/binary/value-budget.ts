/**
 * What a message may become. A schema can make very much of very few bytes: a count of nulls, a
 * record of a thousand nulls, a nested message of a thousand fields that are not set. So what
 * values cost is counted while a message is read, in words of memory, and is at most so much for
 * any message, so much more for each of its bytes, and so much in all.
 */
/** Bytes of a word. */
export const WORD = 8;
export const FREE_COST = 10_000;
export const COST_OF_A_BYTE = 32;
export const MOST_COST = 16_000_000;

export const valueBudget = (bytes: number): number => Math.min(FREE_COST + COST_OF_A_BYTE * bytes, MOST_COST);

// What values cost, about.

/** A number, a truth value, null, a short text: where it stands. */
export const SCALAR_COST = 1;
/** A date, a time, an exact number. */
export const DATE_COST = 6;
/** A view of the bytes of a message is a large object. */
export const BYTES_COST = 20;
/** An object or an array, without what is in it. */
export const CONTAINER_COST = 4;
/** A member whose name the message says. */
export const ENTRY_COST = 10;
/** A member that is defined, and not listed. */
export const ALIAS_COST = 20;
