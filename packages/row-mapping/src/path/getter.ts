/** Finds the value of a path in a decoded message; `undefined` when it is not there. */
export type Getter = (value: unknown) => unknown;
