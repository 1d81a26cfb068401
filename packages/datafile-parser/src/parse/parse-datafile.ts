import { createSourceFile, sortDiagnostics, type Diagnostic } from '@proj/diagnostics';

import { datafileDiagnostics } from '../reporting/messages.js';
import { readConnection } from '../read/connection.js';
import { readDatasource } from '../read/datasource.js';
import { findIncludesIn, type ProjectIncludes } from '../include/find-includes.js';
import { expandIncludes } from '../include/expand-includes.js';
import type { Datafile, DatafileInput } from '../model/types.js';
import { createReports } from '../reporting/reports.js';
import type { FileKind } from '../settings/definition.js';
import { parseTree } from '../syntax/parse-tree.js';
import type { FileNode } from '../syntax/tree.js';

/** What was read of one datafile. */
export interface ParsedDatafile {
  /** What could be read, also beside errors. Absent when the extension is unknown. */
  readonly file?: Datafile;
  /** What was written, every part with its place. Empty when the extension is unknown. */
  readonly tree: FileNode;
  /** The mistakes in the file by itself, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Files of the same family that this runner does not use. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['pipe', 'Pipes are not run here: keep them in a folder of their own.'],
]);

/** What is read along with a file. */
export interface ParseOptions {
  /**
   * Files that may be included, by their paths. Without it an INCLUDE is only said to be an old
   * form.
   */
  readonly included?: Iterable<DatafileInput>;
  /** What `$NAME` and `${NAME}` in the path of an INCLUDE stand for. @default {} */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * Reads one datafile. Never throws, whatever the text is, and reports every mistake in one go. Of
 * an `.incl` file, which means something only where it is included, it gives the tree.
 *
 * @example
 * const { diagnostics } = parseDatafile({ path: 'events.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVER b:9092' });
 * diagnostics.map((one) => one.code); // => ['datafile/unknown-setting']
 */
export function parseDatafile(input: DatafileInput, options: ParseOptions = {}): ParsedDatafile {
  return parseWith(input, options.included && findIncludesIn(options.included, options.variables ?? {}));
}

/** Without `includes`, an INCLUDE is only reported as deprecated. */
export function parseWith({ path, text }: DatafileInput, includes: ProjectIncludes | undefined): ParsedDatafile {
  const source = createSourceFile(path, text);
  const { base, extension } = splitPath(path);
  if (extension === 'incl') return { tree: parseTree('datasource', text).tree, diagnostics: [] };
  if (extension !== 'connection' && extension !== 'datasource') {
    const diagnostic = datafileDiagnostics.create(
      'unknown-extension',
      { file: path, advice: ADVICE.get(extension) ?? 'Datafiles end in .datasource or .connection.' },
      { file: source },
    );
    const tree: FileNode = { kind: 'file', span: { start: 0, end: text.length }, settings: [], comments: [] };
    return { tree, diagnostics: [diagnostic] };
  }
  const kind: FileKind = extension;
  const reports = createReports(source);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(base)) {
    reports.push(
      datafileDiagnostics.create('invalid-file-name', { name: base === '' ? 'Nothing' : base, kind }, { file: source }),
    );
  }
  const { tree } = parseTree(kind, text);
  const written = expandIncludes(tree, reports, includes?.for(kind));
  const file = kind === 'connection' ? readConnection(base, written, reports) : readDatasource(base, written, reports);
  return { file, tree, diagnostics: sortDiagnostics(reports.diagnostics.finish(source)) };
}

function splitPath(path: string): { readonly base: string; readonly extension: string } {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? { base: name, extension: '' } : { base: name.slice(0, dot), extension: name.slice(dot + 1) };
}
