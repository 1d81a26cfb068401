import type { SqlToken } from './tokens.js';

/** A bracket that is open, or the whole text. */
export interface BracketFrame {
  readonly open: string;
  /** Lower case, when it holds the arguments of a function. */
  readonly call: string;
  /** Nothing in it is a column: the parameters of a type or a codec. */
  isType: boolean;
  /** Where a type begins that ends with the bracket. */
  typeStart?: number;
  readonly passesNull: boolean;
  /** How many CASE are open in it. */
  cases: number;
  /** An INTERVAL waits for its unit. */
  interval: boolean;
  readonly firstName: number;
  /** Where the present argument begins among the names. */
  argument: number;
  arguments: number;
  /** Parameters of lambdas that hold up to the end of the present argument. */
  parameters: string[];
  readonly token: SqlToken | undefined;
}

export function bracketFrame(
  token: SqlToken | undefined,
  call: string,
  passesNull: boolean,
  firstName: number,
): BracketFrame {
  return {
    open: token?.text ?? '',
    call,
    isType: false,
    passesNull,
    cases: 0,
    interval: false,
    firstName,
    argument: firstName,
    arguments: 0,
    parameters: [],
    token,
  };
}
