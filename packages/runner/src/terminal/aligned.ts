/**
 * Cells as an aligned table, titles first. Numbers are flush right; a column whose cells are texts
 * is flush left.
 */
export function aligned(rows: readonly (readonly string[])[], left: ReadonlySet<number>): readonly string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const pad = (cell: string, i: number): string =>
    left.has(i) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd());
}
