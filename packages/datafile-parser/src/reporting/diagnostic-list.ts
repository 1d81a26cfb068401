import type { Diagnostic, SourceFile } from '@proj/diagnostics';

import { datafileDiagnostics } from './messages.js';

/** More reports of one kind are of no use, and a file can produce millions of them. */
export const MOST_OF_A_KIND = 1000;

/**
 * The diagnostics of one file, in bounded memory: of each code the first {@link MOST_OF_A_KIND} are
 * kept and the rest are counted.
 */
export class DiagnosticList {
  readonly #kept: Diagnostic[] = [];
  readonly #counts = new Map<string, number>();
  #count = 0;
  #errors = 0;

  /** How many were reported so far, including those that were only counted. */
  get count(): number {
    return this.#count;
  }

  /** How many of them are errors. */
  get errors(): number {
    return this.#errors;
  }

  /**
   * Whether further diagnostics of a code would only be counted, so that their texts need not be
   * worked out.
   */
  isFull(code: string): boolean {
    return (this.#counts.get(code) ?? 0) >= MOST_OF_A_KIND;
  }

  push(diagnostic: Diagnostic): void {
    const count = (this.#counts.get(diagnostic.code) ?? 0) + 1;
    this.#counts.set(diagnostic.code, count);
    this.#count++;
    if (diagnostic.severity === 'error') this.#errors++;
    if (count <= MOST_OF_A_KIND) this.#kept.push(diagnostic);
  }

  /** The diagnostics that were kept, and one for each code that has more. */
  finish(file: SourceFile): readonly Diagnostic[] {
    const all = [...this.#kept];
    for (const [code, count] of this.#counts) {
      if (count <= MOST_OF_A_KIND) continue;
      all.push(datafileDiagnostics.create('and-more', { count: count - MOST_OF_A_KIND, code }, { file }));
    }
    return all;
  }
}
