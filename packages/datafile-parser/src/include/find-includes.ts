import { createSourceFile } from '@proj/diagnostics';

import type { FileKind } from '../settings/definition.js';
import { parseTree } from '../syntax/parse-tree.js';
import { MOST_INCLUDED_IN_PROJECT, type IncludedFile, type Includes } from './expand-includes.js';
import type { DatafileInput } from '../model/types.js';

/** The files of a project that can be included. */
export interface ProjectIncludes {
  for(kind: FileKind): Includes;
}

export function findIncludesIn(
  files: Iterable<DatafileInput>,
  variables: Readonly<Record<string, string>>,
): ProjectIncludes {
  const byPath = new Map([...files].map((one) => [normalPath(one.path), one] as const));
  const read = new Map<string, IncludedFile>();
  const values = new Map(Object.entries(variables));
  let left = MOST_INCLUDED_IN_PROJECT;
  return {
    for: (kind) => ({
      variables: values,
      take: (length) => {
        if (length > left) return false;
        left -= length;
        return true;
      },
      find: (path, from) => {
        // Beside the file that includes it, or else from where all paths begin.
        const input = byPath.get(normalPath(`${from}/../${path}`)) ?? byPath.get(normalPath(path));
        if (!input) return undefined;
        const key = `${kind} ${input.path}`;
        const known = read.get(key);
        if (known) return known;
        const found = { file: createSourceFile(input.path, input.text), tree: parseTree(kind, input.text).tree };
        read.set(key, found);
        return found;
      },
    }),
  };
}

/** `a/./b/../c` is `a/c`. Slashes of both kinds. */
function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split(/[/\\]/)) {
    if (part === '' && parts.length > 0) continue;
    if (part === '.') continue;
    const last = parts.at(-1);
    if (part === '..' && last !== undefined && last !== '..' && last !== '') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
