import type { Diagnostic, SourceFile } from '@proj/diagnostics';

import { datafileDiagnostics } from './messages.js';

/** Nobody reads a thousand reports of one kind, and a file can make millions of them. */
export const MOST_OF_A_KIND = 1000;

/**
 * What is wrong with one file, in bounded memory: of each code the first {@link MOST_OF_A_KIND} are kept and the
 * others are counted.
 */
export class DiagnosticList {
  readonly #kept: Diagnostic[] = [];
  readonly #counts = new Map<string, number>();
  #count = 0;
  #errors = 0;

  /** How many were reported so far, with those that are only counted. */
  get count(): number {
    return this.#count;
  }

  /** How many of them are errors. */
  get errors(): number {
    return this.#errors;
  }

  /** Whether more of a code would only be counted: then what they would say need not be found out. */
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

  /** Those that were kept, and one for each code of which there are more. */
  finish(file: SourceFile): readonly Diagnostic[] {
    const all = [...this.#kept];
    for (const [code, count] of this.#counts) {
      if (count <= MOST_OF_A_KIND) continue;
      all.push(datafileDiagnostics.create('and-more', { count: count - MOST_OF_A_KIND, code }, { file }));
    }
    return all;
  }
}
