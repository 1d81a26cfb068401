import { sortDiagnostics, type Diagnostic } from '@proj/diagnostics';

import { findIncludesIn } from '../include/find-includes.js';
import { linkProject } from '../link/link-project.js';
import type { DatafileInput, Project } from '../model/types.js';
import { parseWith, type ParseOptions } from './parse-datafile.js';

/**
 * Reads files that belong together and follows the references between them. An `.incl` file among
 * them is read where it is included.
 *
 * @param options Its `included` files are added to those of `files`.
 */
export function parseProject(
  files: Iterable<DatafileInput>,
  options: ParseOptions = {},
): { readonly project: Project; readonly diagnostics: readonly Diagnostic[] } {
  const inputs = [...files];
  const fragments = inputs.filter(({ path }) => path.endsWith('.incl'));
  const includes = findIncludesIn([...fragments, ...(options.included ?? [])], options.variables ?? {});
  const parsed = inputs.flatMap((one) => (one.path.endsWith('.incl') ? [] : [parseWith(one, includes)]));
  const linked = linkProject(parsed.flatMap((one) => one.file ?? []));
  const diagnostics = [...parsed.flatMap((one) => one.diagnostics), ...linked.diagnostics];
  return {
    project: linked.project,
    diagnostics: sortDiagnostics(fragments.length > 0 ? withoutDoubles(diagnostics) : diagnostics),
  };
}

/** Reports the mistakes of a file that is included twice only once. */
function withoutDoubles(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const byKey = new Map<string, Diagnostic>();
  for (const one of diagnostics) {
    const key = `${one.file?.path ?? ''} ${one.code} ${one.span?.start ?? ''} ${one.message}`;
    if (!byKey.has(key)) byKey.set(key, one);
  }
  return [...byKey.values()];
}
