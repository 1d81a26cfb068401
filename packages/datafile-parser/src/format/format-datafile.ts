import type { Diagnostic } from '@proj/diagnostics';

import type { DatafileInput } from '../parse.js';

/** A datafile in its canonical form. */
export interface FormattedDatafile {
  readonly text: string;
  /** Whether `text` is another one than was given. */
  readonly changed: boolean;
  /** Why the file was left as it is, if it was; else empty. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Brings a datafile into its canonical form. */
export function formatDatafile({ text }: DatafileInput): FormattedDatafile {
  return { text, changed: false, diagnostics: [] };
}
