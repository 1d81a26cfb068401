import type { Diagnostic } from './diagnostic.js';
import type { Fix, TextEdit } from './fix.js';

/** A text after its fixes. */
export interface FixedText {
  readonly text: string;
  /** Those whose fix is in `text`. */
  readonly applied: readonly Diagnostic[];
  /**
   * Those whose fix got in the way of another one, or does not belong to this text. Look again at
   * the new text.
   */
  readonly skipped: readonly Diagnostic[];
}

/**
 * Makes the fixes that the diagnostics of one file carry. Where two want to change the same
 * characters, the one that begins first is made and the other is skipped. Diagnostics without a fix
 * are in neither list.
 *
 * @param text What the spans of the diagnostics are offsets in.
 * @param diagnostics Of this text only.
 *
 * @example
 * const shop = defineDiagnostics('shop', { typo: { severity: 'error', message: message`A typo.` } });
 * const fix = { title: 'write apple', edits: [{ span: { start: 0, end: 4 }, text: 'apple' }] };
 * applyFixes('aple 3', [shop.create('typo', {}, { fix })]).text; // => 'apple 3'
 */
export function applyFixes(text: string, diagnostics: readonly Diagnostic[]): FixedText {
  const fixable = diagnostics.flatMap((diagnostic) =>
    diagnostic.fix ? [{ diagnostic, edits: inOrder(diagnostic.fix) }] : [],
  );
  fixable.sort((a, b) => startOf(a.edits[0]) - startOf(b.edits[0]));
  const accepted: TextEdit[] = [];
  const made = new Set<string>();
  const applied: Diagnostic[] = [];
  const skipped: Diagnostic[] = [];
  for (const { diagnostic, edits } of fixable) {
    const key = JSON.stringify(edits);
    // Two diagnostics that ask for the very same change are both answered by making it once.
    if (!made.has(key)) {
      if (!belongs(edits, text) || edits.some((edit) => !isFree(edit, accepted))) {
        skipped.push(diagnostic);
        continue;
      }
      for (const edit of edits) accepted.splice(placeOf(edit, accepted), 0, edit);
      made.add(key);
    }
    applied.push(diagnostic);
  }
  return { text: edited(text, accepted), applied, skipped };
}

const startOf = (edit: TextEdit | undefined): number => edit?.span.start ?? 0;

const inOrder = (fix: Fix): readonly TextEdit[] =>
  [...fix.edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);

/** Inside the text, and no two of them at the same place. */
function belongs(edits: readonly TextEdit[], text: string): boolean {
  return (
    edits.length > 0 &&
    edits.every(
      (edit, i) =>
        edit.span.start >= 0 &&
        edit.span.start <= edit.span.end &&
        edit.span.end <= text.length &&
        edits.slice(i + 1, i + 2).every((next) => !collide(edit, next)),
    )
  );
}

/**
 * Edits that only touch do not collide, but two insertions at one place do, because their order is
 * not known.
 */
function collide({ span: a }: TextEdit, { span: b }: TextEdit): boolean {
  const bothInsert = a.start === a.end && b.start === b.end;
  return bothInsert ? a.start === b.start : a.start < b.end && b.start < a.end;
}

function isFree(edit: TextEdit, accepted: readonly TextEdit[]): boolean {
  const at = placeOf(edit, accepted);
  return accepted.slice(Math.max(0, at - 2), at + 2).every((other) => !collide(edit, other));
}

/** Where an edit belongs among sorted ones that do not collide. */
function placeOf({ span }: TextEdit, accepted: readonly TextEdit[]): number {
  let low = 0;
  let high = accepted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = accepted[middle]?.span ?? span;
    if (other.start < span.start || (other.start === span.start && other.end <= span.end)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function edited(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { span, text: replacement } of edits) {
    pieces.push(text.slice(at, span.start), replacement);
    at = span.end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}
