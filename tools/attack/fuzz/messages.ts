import type { Answer, Finding } from './fuzz-target.js';

/** What is sent to the process of a target. */
export type Order =
  | {
      readonly kind: 'fuzz';
      readonly seed: number;
      /** The number of the first input. */
      readonly from: number;
      /** One more than the number of the last input. */
      readonly to: number;
      readonly seconds: number;
    }
  /** One input, in base64. */
  | { readonly kind: 'probe'; readonly input: string };

/** What it sends back. */
export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'finding'; readonly index: number; readonly finding: Finding }
  | { readonly kind: 'done' }
  | { readonly kind: 'verdict'; readonly verdict: Answer | Finding };

/**
 * What the process writes into a file before each input, so that the input is known however the
 * process ends: four 64-bit numbers.
 */
export const PLACE_BYTES = 32;

export interface Place {
  /** The number of the current input. */
  readonly index: number;
  readonly tried: number;
  readonly accepted: number;
  readonly rejected: number;
}

export function readPlace(bytes: Buffer): Place {
  const at = (i: number): number => bytes.readDoubleLE(i * 8);
  return { index: at(0), tried: at(1), accepted: at(2), rejected: at(3) };
}
