import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DiagnosticDefinition } from '@proj/diagnostics';
import { root } from '../check-packages/packages.js';

/** All diagnostics of one package. */
export interface Catalog {
  /** Folder below `packages`. */
  readonly package: string;
  readonly prefix: string;
  readonly table: Readonly<Record<string, DiagnosticDefinition>>;
}

/**
 * What every package can report. Found by searching the source, so that no package is forgotten.
 */
export async function catalogs(): Promise<readonly Catalog[]> {
  const found: Catalog[] = [];
  for (const file of sourceFiles()) {
    if (!/^export const \w+ = defineDiagnostics\(/m.test(readFileSync(path.join(root, file), 'utf8'))) continue;
    const names = (await import(pathToFileURL(path.join(root, file)).href)) as Readonly<Record<string, unknown>>;
    for (const value of Object.values(names)) {
      if (isCatalog(value)) found.push({ package: file.split('/')[1] ?? '', prefix: value.prefix, table: value.table });
    }
  }
  return found.sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
}

const sourceFiles = (): readonly string[] =>
  readdirSync(path.join(root, 'packages')).flatMap((name) =>
    readdirSync(path.join(root, 'packages', name, 'src'), { recursive: true })
      .map((file) => `packages/${name}/src/${String(file)}`)
      .filter((file) => file.endsWith('.ts')),
  );

const isCatalog = (value: unknown): value is Omit<Catalog, 'package'> =>
  typeof value === 'object' && value !== null && 'prefix' in value && 'table' in value && 'create' in value;
