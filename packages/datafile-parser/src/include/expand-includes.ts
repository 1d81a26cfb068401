import type { SourceFile } from '@proj/diagnostics';

import { createReports, excerpt, type Reports } from '../reporting/reports.js';
import type { FileNode, SettingNode } from '../syntax/tree.js';
import { refuseTemplate } from '../read/template.js';
import { expandVariables, type Variables } from '../read/variables.js';
import type { FilePart, WrittenFile, WrittenSetting } from '../read/written-file.js';

/** An included file as it was read. */
export interface IncludedFile {
  readonly file: SourceFile;
  readonly tree: FileNode;
}

/** How files that are included are found. */
export interface Includes {
  /** The file that `path` means in the file `from`; undefined when there is no such file. */
  find(path: string, from: string): IncludedFile | undefined;
  /** What `$NAME` and `${NAME}` in the path of an INCLUDE stand for. */
  readonly variables: Variables;
  /**
   * Whether `length` more characters may be included; if so, takes them from the project's
   * allowance.
   */
  take(length: number): boolean;
}

/** Deeper than real projects nest; also stops files whose size would double at each step. */
const MOST_DEPTH = 10;
const MOST_FILES = 200;
/** In characters, all files together that one file includes. */
const MOST_INCLUDED = 1_048_576;
/**
 * In characters, all files together that the files of a project include: one that many include
 * counts many times.
 */
export const MOST_INCLUDED_IN_PROJECT = 16_777_216;

/**
 * Puts the settings of included files in the place of the INCLUDE. An earlier generation of the
 * language had INCLUDE; the newest does not.
 *
 * @param includes How to find them. Without it they are left out, and INCLUDE is only reported as
 * deprecated.
 */
export function expandIncludes(tree: FileNode, reports: Reports, includes: Includes | undefined): WrittenFile {
  if (!tree.settings.some(isInclude)) {
    return {
      parts: [{ tree, reports }],
      settings: tree.settings.map((node) => ({ node, reports })),
      incomplete: false,
    };
  }
  const expansion = new Expansion(includes);
  expansion.add({ tree, reports }, [reports.file.path], undefined);
  return expansion;
}

const isInclude = ({ name }: SettingNode): boolean => name.text.length === 7 && name.text.toUpperCase() === 'INCLUDE';

class Expansion implements WrittenFile {
  readonly parts: FilePart[] = [];
  readonly settings: WrittenSetting[] = [];
  incomplete = false;
  #included = 0;
  readonly #includes: Includes | undefined;

  constructor(includes: Includes | undefined) {
    this.#includes = includes;
  }

  /** @param trail The paths of the files that led here, this one last. */
  add(part: FilePart, trail: readonly string[], variables: Variables | undefined): void {
    this.parts.push(part);
    const { reports } = part;
    for (const node of part.tree.settings) {
      if (isInclude(node)) this.#include(node, reports, trail);
      else this.settings.push(variables ? { node, reports, variables } : { node, reports });
    }
  }

  #include(node: SettingNode, reports: Reports, trail: readonly string[]): void {
    const [path, ...rest] = node.words.map(({ span }) => withoutQuotes(reports.file.text.slice(span.start, span.end)));
    const fail = (problem: string, advice: string): void => {
      this.incomplete = true;
      reports.add('invalid-include', { path: excerpt(path ?? ''), problem, advice }, node.words[0]?.span ?? node.span);
    };
    if (path === undefined || path === '') {
      fail('it has no name', 'Write INCLUDE "path/of/file.incl".');
      return;
    }
    const template = path.search(/\{[{%#]/);
    if (template >= 0) {
      this.incomplete = true;
      const start =
        (node.words[0]?.span.start ?? 0) + reports.file.text.slice(node.words[0]?.span.start).search(/\{[{%#]/);
      const span = { start, end: node.words[0]?.span.end ?? start };
      refuseTemplate(span, 'INCLUDE', 'Its path must be known when the file is read.', reports);
      return;
    }
    const deprecated = (): void => reports.add('deprecated-include', { path: excerpt(path) }, node.name.span);
    const includes = this.#includes;
    if (!includes) {
      this.incomplete = true;
      deprecated();
      return;
    }
    const { text: wanted, missing } = expandVariables(path, includes.variables);
    if (missing !== undefined) {
      fail(`the variable ${missing} has no value`, 'Write the path without variables, or give the variable a value.');
      return;
    }
    const found = includes.find(wanted, reports.file.path);
    if (!found) fail('there is no such file', 'A path is relative to the folder of the file that includes it.');
    else if (trail.includes(found.file.path)) fail('it includes itself', `By way of ${trail.map(shown).join(', ')}.`);
    else if (trail.length > MOST_DEPTH || this.parts.length > MOST_FILES) {
      fail('too many files include each other', `At most ${MOST_FILES} files, ${MOST_DEPTH} deep.`);
    } else if (this.#isTooMuch(found.file.text.length, includes)) {
      const problem = 'the files that are included are too large';
      fail(problem, 'All files together that one file includes may have 1 MiB, and 16 MiB in a project.');
    } else {
      deprecated();
      const part = { tree: found.tree, reports: createReports(found.file, reports.diagnostics) };
      this.add(part, [...trail, found.file.path], variablesOf(rest));
    }
  }

  #isTooMuch(length: number, includes: Includes): boolean {
    if (this.#included + length > MOST_INCLUDED || !includes.take(length)) return true;
    this.#included += length;
    return false;
  }
}

const shown = (path: string): string => excerpt(path);

/** `"NAME=value"` behind the path. */
function variablesOf(words: readonly string[]): Variables {
  const variables = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) variables.set(word.slice(0, equals), word.slice(equals + 1));
  }
  return variables;
}

const withoutQuotes = (word: string): string => word.replace(/^["'](.*)["']$/s, '$1');
