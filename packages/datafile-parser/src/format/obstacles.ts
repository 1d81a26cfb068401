import type { Diagnostic } from '@proj/diagnostics';

/**
 * Mistakes that do not touch the form of a file: what was written is clear, it is only not what should be there.
 * Types and what is wrong with them are of this kind too.
 */
const ABOUT_MEANING: ReadonlySet<string> = new Set(
  [
    'invalid-file-name', 'missing-setting', 'empty-value', 'invalid-value', 'other-connector', 'mixed-connectors',
    'refused-setting', 'secret-not-allowed', 'duplicate-column', 'missing-column-type', 'unknown-engine', 'engine-arguments',
    'invalid-json-path', 'token-permission',
  ].map((code) => `datafile/${code}`),
); // prettier-ignore

/** Warnings about what was probably not meant; another form would hide them. */
const HIDDEN_BY_FORM: ReadonlySet<string> = new Set(
  ['swallowed-setting', 'comment-in-word', 'text-after-block-start'].map((code) => `datafile/${code}`),
);

/** Whether a mistake keeps a file from being formatted. */
export function isObstacle({ code, severity }: Diagnostic): boolean {
  if (severity !== 'error') return HIDDEN_BY_FORM.has(code);
  return code.startsWith('datafile/') && !ABOUT_MEANING.has(code);
}
