import { createSourceFile, sortDiagnostics, type Diagnostic } from '@proj/diagnostics';

import { linkProject } from './link/link-project.js';
import { datafileDiagnostics } from './messages.js';
import { readConnection } from './model/connection.js';
import { readDatasource } from './model/datasource.js';
import type { Datafile, Project } from './model/types.js';
import { createReports } from './reports.js';
import type { FileKind } from './settings/definition.js';
import { parseTree } from './syntax/parse-tree.js';
import type { FileNode } from './syntax/tree.js';

/** A datafile before it is parsed. */
export interface DatafileInput {
  /** As it is shown to the user. Its last part names the resource and its extension says what kind it is. */
  readonly path: string;
  readonly text: string;
}

/** What was read of one datafile. */
export interface ParsedDatafile {
  /** What could be read, also beside errors. Absent when the extension is unknown. */
  readonly file?: Datafile;
  /** What was written, every part with its place. Empty when the extension is unknown. */
  readonly tree: FileNode;
  /** Everything that is wrong with the file by itself, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Files of the same family that this runner has no use for. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['incl', 'There are no included files: copy the settings to where they are included.'],
  ['pipe', 'Pipes are not run here: keep them in a folder of their own.'],
]);

/**
 * Reads one datafile. Never throws, whatever the text is, and reports every mistake in one go.
 *
 * @example
 * const { diagnostics } = parseDatafile({ path: 'events.connection', text: 'TYPE kafka\nKAFKA_BOOTSTRAP_SERVER b:9092' });
 * diagnostics.map((one) => one.code); // => ['datafile/unknown-setting']
 */
export function parseDatafile({ path, text }: DatafileInput): ParsedDatafile {
  const source = createSourceFile(path, text);
  const { base, extension } = splitPath(path);
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
    reports.diagnostics.push(
      datafileDiagnostics.create('invalid-file-name', { name: base === '' ? 'Nothing' : base, kind }, { file: source }),
    );
  }
  const { tree } = parseTree(kind, text);
  const file =
    kind === 'connection' ? readConnection(base, source, tree, reports) : readDatasource(base, source, tree, reports);
  return { file, tree, diagnostics: sortDiagnostics(reports.diagnostics) };
}

/** Reads files that belong together and follows the references between them. */
export function parseProject(files: Iterable<DatafileInput>): {
  readonly project: Project;
  readonly diagnostics: readonly Diagnostic[];
} {
  const parsed = [...files].map(parseDatafile);
  const linked = linkProject(parsed.flatMap((one) => one.file ?? []));
  const diagnostics = [...parsed.flatMap((one) => one.diagnostics), ...linked.diagnostics];
  return { project: linked.project, diagnostics: sortDiagnostics(diagnostics) };
}

function splitPath(path: string): { readonly base: string; readonly extension: string } {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? { base: name, extension: '' } : { base: name.slice(0, dot), extension: name.slice(dot + 1) };
}
